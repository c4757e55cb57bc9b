//! `for each`: one page for each value from one scan, and the list of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod built;
mod disclosure;
mod pages;
mod publishing;
mod sections;
