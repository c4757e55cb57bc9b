//! One row of names, then answers.

use crate::survey::header::{Head, Header};

pub fn read(head: &Head, _said: bool) -> Option<Header> {
    Some(header(head))
}

pub fn header(head: &Head) -> Header {
    Header::of_names(head, "plain", "one row of column names")
}
