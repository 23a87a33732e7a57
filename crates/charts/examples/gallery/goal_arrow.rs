//! Goals of an invented municipality.

use super::Specimen;

pub(crate) fn of_goal_arrow() -> Vec<Specimen> {
    Vec::new()
}
