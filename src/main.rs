//! The `cxq` program. Everything is in the library; see its documentation.

use std::process::ExitCode;

fn main() -> ExitCode {
    cxq::commands::main()
}
