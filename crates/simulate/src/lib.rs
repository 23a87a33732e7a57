//! A synthetic municipality with a known truth: *Eksempelby Kommune*, number 999.
//!
//! It has schools, pupils who grow older, results of tests and exams, answers to the wellbeing
//! survey, absence and the figures of schools, all invented and tuned to published national figures.
//! One simulation fills both entrances of the pipeline, rows of pupils and figures of schools, and
//! lays the truth beside them, so that a report made from either can be checked against what really
//! is so.
//!
//! Nobody in it can be mistaken for a real person or school: ids of pupils begin with 97, 98 or 99
//! and so cannot be CPR numbers, school numbers begin with 999, names are made of plants, animals
//! and landscape.
//!
//! The crate opens no files, reads no clock and starts no threads. The same [`Settings`] give the
//! same bytes. Memory grows with the number of pupils, not with the number of rows.
//!
//! - [`Settings`] say what to simulate, [`SettingsError`] what was refused.
//! - [`write()`] does the work; it asks the caller's [`Files`] for somewhere to write.
//! - [`Written`] says how much there was, [`WriteError`] what went wrong.
//!
//! Apart from it stand [`panel`], many small municipalities as tallies alone, without pupils or
//! files, to measure how often a verdict is wrong; and [`growth`], pupils' results of two tests, to
//! measure how well progression is measured.
//!
//! # The files
//!
//! UTF-8, lines end in LF, cells are separated by `;`, decimals by a comma.
//!
//! | file | a line for each |
//! |---|---|
//! | `elevraekker/nationale_test_2016-17.csv`, one per year to 2021/22 | test taken by a pupil |
//! | `elevraekker/overgangstest_2022-23.csv`, one per year to 2025/26 | test taken by a pupil |
//! | `elevraekker/faerdighedstest_2026-27.csv`, one per year from then on | test taken by a pupil |
//! | `aggregater/nationale_test_*.csv` and so on | school, subject and tested grade |
//! | `trivsel/elevsvar_0_3_2016-17.csv`, `elevsvar_4_9_`, one per year | pupil who took part |
//! | `aggregater/trivsel_indikatorer_*.csv` | school and stage, and for the municipality |
//! | `aggregater/trivsel_baand_*.csv` | the same and indicator |
//! | `aggregater/trivsel_svarfordeling_*.csv` | school and question, and for the municipality |
//! | `karakterer/karakterer_2016-17.csv`, one per year | exam of a pupil of 9th grade |
//! | `aggregater/karakterer_*.csv` | school, and the municipality |
//! | `aggregater/socref_*.csv` | school, one year and three |
//! | `overgang.csv`, `inklusion.csv` | year and school, and the municipality |
//! | `fravaer.csv` | year, school and stage, and the municipality |
//! | `klassekvotient.csv`, `personale.csv`, `kompetencedaekning.csv` | year and folkeskole, and the municipality |
//! | `klager.csv` | year |
//! | `grupper.csv` | school and group |
//! | `laeringsforloeb.csv` | learning course: a table of the municipality's own |
//! | `elevtal.csv` | year, school and grade with pupils |
//! | `institutionsregister.csv` | school |
//! | `sandhed/skoler.csv` | school, with its true effect and change |
//! | `sandhed/fremgang.csv` | school and subject, with what two years at the school truly add |
//! | `sandhed/til_og_fra.csv` | year and school, with who came and went in the summer before; none for the first year |
//! | `sandhed/trivsel.csv` | school, with what it adds to wellbeing |
//! | `sandhed/andele.csv` | year, school, subject and tested grade, with the share of good results to be expected |
//!
//! The counts of the national tests follow from the pupil rows by three rules: obligatory tests
//! only; tests taken in the grade they are meant for only; the first attempt by time only. About one
//! row in twenty falls to one of them. Scores of wellbeing and means of marks are those of
//! [`kvalitet_core::wellbeing`] and [`kvalitet_core::exam`], of all eight bound exams with the
//! weights of the certificate. Figures of fewer than five answers, or four pupils, are left out as
//! public figures leave them out.
//!
//! Answers in grades 0-3 stand with the stage *indskoling*, those in grades 4-9 without a stage: the
//! two questionnaires number their questions alike. A school that reported no absence has 0.0 per
//! cent, as it would have in public figures. What is counted after the last year is not known:
//! transition after 9 and 15 months is empty for the last years.
//!
//! An effect or change in `sandhed/skoler.csv` is in standard deviations of a national year group.
//! The expected share in `sandhed/andele.csv`, a fraction of 1, is that of the tested, given the
//! school's effect in that year and what the pupils on its roll have gained, over all that the shocks
//! of school, class and year may be; it is there for schools and years without tests, too. An effect in `sandhed/trivsel.csv` is in points of
//! the scale 1-5.
//!
//! In 2019/20 only the weakest fifth of the folkeskoler and a small sample of the others tested;
//! the other schools have no rows and no counts in that year.
//!
//! # Level and growth
//!
//! A pupil keeps an id through all years and schools. The ability behind the results in a subject,
//! in standard deviations of a national year group, is
//!
//! ```text
//! ability in year t  =  Eⱼ + aₜ + Gₜ               j the school of year t
//! aₜ₊₁ = φ·aₜ + √(1 − φ²)·.95·ν                    the pupil's own, φ = .95
//! Gₜ₊₁ = φ·Gₜ + gⱼ/(1 + φ)                         what the pupil's schools have added
//! ```
//!
//! Eⱼ is the school's level (`sandhed/skoler.csv`, standard deviation .20): whom it takes in, the same
//! in every grade; special schools lie 1.6 lower. gⱼ is its growth (`fremgang_to_aar` in
//! `sandhed/fremgang.csv`, .06), drawn apart from the level. A result adds what a class and a school
//! and year have in common on the day, what is special to an area of the test, and measurement error.
//!
//! - Of pupils of equal ability two years ago, those of a school with growth gⱼ and level Eⱼ lie
//!   `gⱼ + (1 − φ²)·Eⱼ` above the others on average, in whatever grades the two tests were: pupils
//!   move towards the level of their own school, and 1 − φ² is .0975. After three years it is
//!   `gⱼ·(1 + φ + φ²)/(1 + φ) + (1 − φ³)·Eⱼ`.
//! - Levels do not drift apart without end. What was added fades with the pupil, at most 20/1.95 gⱼ
//!   could gather, and a pupil is at school for ten years only: schools lie .21 apart in grade 2, .26 in
//!   grade 6, .30 in grade 9, in every calendar year alike.
//! - A pupil who moves keeps what was gained and comes under the level of the new school; one
//!   who leaves the municipality is heard of no more, and one who comes from outside has gained as
//!   much as pupils do on average: G is 0. The pupils of the first year count as if they had been at
//!   their school since grade 0. `sandhed/til_og_fra.csv` counts them all; a roll is that of the year
//!   before, and who came, less who went.
//! - A school that changes (`reel_aendring`) lifts or lowers all its pupils at once; pairs of tests
//!   around that year show the step beside the growth.
//!
//! # Examples
//!
//! ```
//! use std::io::{self, Write};
//!
//! use kvalitet_simulate::{Files, Settings, WriteError};
//!
//! #[derive(Default)]
//! struct Paths(Vec<String>);
//!
//! impl Files for Paths {
//!     fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
//!         self.0.push(path.to_owned());
//!         Ok(Box::new(io::sink()))
//!     }
//! }
//!
//! let mut files = Paths::default();
//! let settings = Settings { schools: 6, ..Settings::default() };
//! let written = kvalitet_simulate::write(&settings, &mut files)?;
//! assert_eq!(written.schools, 6);
//! assert!(files.0.iter().any(|path| path == "elevraekker/nationale_test_2016-17.csv"));
//! # Ok::<(), WriteError>(())
//! ```

mod absence;
mod calendar;
mod calibration;
mod courses;
mod exam;
mod groups;
pub mod growth;
mod inclusion;
mod linear_test;
mod marks;
mod names;
mod national_test;
mod number;
pub mod panel;
mod population;
mod random;
mod register;
mod resources;
mod school;
mod settings;
mod testing;
mod transition;
mod truth;
mod wellbeing;
mod writing;
mod year;

pub use settings::{Settings, SettingsError};
pub use writing::{Files, WriteError};

use population::Population;
use random::Streams;
use year::{Definitions, Years};

/// How much was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Rows of pupils' tests of all years, headers apart.
    pub test_rows: u64,
    /// Different pupils over all years, those without a test included.
    pub pupils: u64,
    /// Schools, special schools included.
    pub schools: u32,
    /// School years.
    pub years: u32,
}

/// Simulates the municipality and writes all its files.
///
/// One school, or pupils so few that grades are empty, is a municipality too: what nobody attends
/// has no line.
///
/// # Errors
///
/// Returns [`WriteError::Settings`] before any file is made, if the settings make no sense, and
/// [`WriteError::File`] for the first file that could not be made or filled.
pub fn write(settings: &Settings, files: &mut dyn Files) -> Result<Written, WriteError> {
    settings.check()?;
    let streams = Streams::new(settings.seed);
    let schools = school::found(settings, &streams);
    let definitions = Definitions::built_in()?;
    register::write(settings, &schools, files)?;
    truth::write(&schools, files)?;
    groups::write(&schools, &streams, files)?;
    let mut years = Years::new(settings, &streams, &definitions, files)?;
    let mut population = Population::settle(&schools, settings.first_year, &streams);
    let mut written = Written { test_rows: 0, pupils: 0, schools: settings.schools, years: 0 };
    for year in settings.years() {
        if year != settings.first_year {
            population.advance(&schools, year, &streams);
        }
        written.test_rows += years.write(year, &schools, &population, files)?;
        written.years += 1;
    }
    years.finish()?;
    written.pupils = population.pupils();
    Ok(written)
}
