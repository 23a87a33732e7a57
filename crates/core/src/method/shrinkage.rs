//! Shrinkage.

/// The least number of schools.
pub const MIN_SCHOOLS: usize = 15;
