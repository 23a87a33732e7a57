//! Scores one pupil's answers to the wellbeing survey of grades 4-9.
//!
//! `cargo run -p kvalitet-core --example score_wellbeing`
#![expect(clippy::print_stdout, reason = "an example that shows its result")]

use std::error::Error;

use kvalitet_core::wellbeing::{Band, Indicator, Questionnaires};

fn main() -> Result<(), Box<dyn Error>> {
    let questionnaires = Questionnaires::built_in()?;
    let questionnaire = questionnaires.with_id("4-9").ok_or("not there")?;
    // Turned answers, 5 the best; 0 is no answer.
    let answers: Vec<u8> = (0..40).map(|item| if item % 8 == 0 { 0 } else { 4 }).collect();
    let scores = questionnaire.score(&answers)?;
    for indicator in Indicator::ALL {
        let score = scores.of(indicator).ok_or("too few answers")?;
        let band = Band::of(score).ok_or("outside the scale")?;
        println!("{}: {} millionths, band {}", indicator.id(), score.units(), band.id());
    }
    assert_eq!(scores.of(Indicator::Social).map(kvalitet_core::Millionths::units), Some(4_000_000));
    Ok(())
}

#[test]
fn it_does_what_it_says() -> Result<(), Box<dyn Error>> {
    main()
}
