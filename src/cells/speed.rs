//! How short a response may be, where the query says a share of the median.

use crate::language::query::{Limit, Query, Speeders};

/// The limit in the unit of the field: a share of the median of the times. `None` if there are no
/// times.
///
/// Weights do not count: the question is how fast people read, not how many they stand for.
pub fn limit(share: f64, mut times: Vec<f64>) -> Option<f64> {
    times.sort_unstable_by(f64::total_cmp);
    let middle = times.len() / 2;
    let upper = *times.get(middle)?;
    let median = if times.len() % 2 == 1 {
        upper
    } else {
        f64::midpoint(*times.get(middle.checked_sub(1)?)?, upper)
    };
    Some(share * median)
}

/// The share of the median that the query names.
pub fn share_of_median(query: &Query) -> Option<f64> {
    match query.source.exclude.speeders {
        Some(Speeders {
            below: Limit::OfMedian(share),
            ..
        }) => Some(share),
        _ => None,
    }
}

/// The query with the limit that its data give.
pub fn settled(query: &Query, limit: f64) -> Query {
    let mut query = query.clone();
    if let Some(speeders) = &mut query.source.exclude.speeders {
        speeders.below = Limit::Absolute(limit);
    }
    query
}

#[cfg(test)]
mod tests {
    use super::limit;

    #[test]
    fn a_share_of_the_median_is_of_the_middle_or_between_the_two() {
        assert_eq!(limit(0.5, vec![9.0, 2.0, 4.0]), Some(2.0));
        assert_eq!(limit(0.5, vec![8.0, 2.0, 4.0, 100.0]), Some(3.0));
        assert_eq!(limit(0.5, Vec::new()), None);
    }
}
