//! Draft: from a profile to a first query, which builds at once and says what was guessed.

mod bands;
mod choose;
mod fields;
mod heading;
mod hints;
mod layout;
mod metrics;
mod names;
mod sections;
mod several;
mod source;
mod speech;
mod write;

use crate::profile::Profile;

/// A first `.cxq` file for a survey. `paths` are written into it as the places of the answers.
pub fn draft(profile: &Profile, paths: &[String]) -> String {
    write::write(profile, paths)
}
