//! Microsoft Forms: five columns of its own, then the questions; options joined by `;`.

use crate::survey::header::{Head, Header};

pub fn read(head: &Head, said: bool) -> Option<Header> {
    let own = head.cell(0, 0).eq_ignore_ascii_case("id")
        && head.has("Start time")
        && head.has("Completion time");
    (own || said).then(|| {
        Header::of_names(
            head,
            "Microsoft Forms",
            "the columns ID, Start time and Completion time",
        )
    })
}
