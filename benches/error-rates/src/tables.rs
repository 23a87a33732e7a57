//! stub
use crate::Outcome;
use crate::report::{Failure, Setting};
use crate::calibrate::{Calibrated};

pub fn tables(results: &[Outcome], _setting: &Setting, _seed: &u64) -> Result<String, Failure> {
    let mut s = String::new();
    for c in Calibrated::all(results) { s += &format!("{:?} {:?} {} {:.3} {:.3} power {:.4}\n", c.rule.name(), c.place, c.level, c.worst.inside, c.worst.outside, c.power(results, None)); }
    Ok(s)
}
