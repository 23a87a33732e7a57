//! Exit codes.

use std::process::ExitCode;

/// How the program ended. The numbers are promised in `docs/exit-codes.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done.
    Done,
    /// 1: a bug of ours.
    OurBug,
    /// 2: the arguments or the plan.
    Plan,
    /// 3: the sources were rejected.
    Sources,
    /// 4: no safe release exists.
    NotSafe,
    /// 5: something could not be written.
    CouldNotWrite,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::OurBug => 1,
            Exit::Plan => 2,
            Exit::Sources => 3,
            Exit::NotSafe => 4,
            Exit::CouldNotWrite => 5,
        })
    }
}
