//! Reads the built-in definitions and says what each figure is made of.
//!
//! `cargo run -p kvalitet-core --example read_catalogue`
#![expect(clippy::print_stdout, reason = "an example that shows its result")]

use std::error::Error;

use kvalitet_core::Language;
use kvalitet_core::catalogue::{Catalogue, Statistic};

fn main() -> Result<(), Box<dyn Error>> {
    let catalogue = Catalogue::built_in()?;
    for indicator in catalogue.indicators() {
        let formula = match &indicator.statistic {
            Statistic::Share { numerator, denominator } => {
                format!("{} / {}", numerator.text(), denominator.text())
            }
            Statistic::Mean { value, denominator } => {
                format!("mean of {} where {}", value.text(), denominator.text())
            }
            _ => "see its page".to_owned(),
        };
        println!("{}: {} = {formula}", indicator.id, indicator.name.in_language(Language::Danish));
    }
    let good = catalogue.indicator("laesning.gode").ok_or("not there")?;
    assert_eq!(good.minimum_n, 10);
    Ok(())
}

#[test]
fn it_does_what_it_says() -> Result<(), Box<dyn Error>> {
    main()
}
