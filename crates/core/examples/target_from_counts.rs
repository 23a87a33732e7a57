//! Holds a share against a target of 80 per cent: the plain rule, and how sure it is.
//!
//! `cargo run -p kvalitet-core --example target_from_counts`
#![expect(clippy::print_stdout, reason = "an example that shows its result")]

use std::error::Error;

use kvalitet_core::Decimal;
use kvalitet_core::method::{Z_95, wilson};
use kvalitet_core::target::{Certainty, TargetRule};

fn main() -> Result<(), Box<dyn Error>> {
    let (limit, side) = TargetRule::AtLeastPercent(80).limit().ok_or("compares years")?;
    for (hits, n) in [(35, 45), (790, 1000), (900, 1000)] {
        let share =
            Decimal::from_ratio(100 * i128::from(hits), i128::from(n), 1).ok_or("no share")?;
        let met = side.holds((100 * hits).cmp(&(80 * n)));
        let interval = wilson(hits, n, Z_95).ok_or("nobody counts")?;
        let sure = Certainty::of(interval, limit.to_f64() / 100.0, 0.05);
        println!("{hits} of {n}: {share} per cent, met: {met}, {sure:?}");
        assert_eq!(sure == Certainty::Clear, hits == 900);
    }
    Ok(())
}

#[test]
fn it_does_what_it_says() -> Result<(), Box<dyn Error>> {
    main()
}
