//! What every pupil row is held against, prepared once: schools, years and tests by small numbers.

use kvalitet_core::finding::ExclusionRule;
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Grade, InstitutionNumber, SchoolYear, Subject};

use crate::belonging::Belonging;
use crate::cell::{date_time, school_year_of};
use crate::request::Request;

/// Schools by number, and whether their rows count.
#[derive(Debug)]
pub(crate) struct Lookup {
    /// Every school, sorted.
    pub(crate) schools: Vec<InstitutionNumber>,
    /// For each school the rule that leaves its rows out.
    excluded: Vec<Option<ExclusionRule>>,
    /// The place of each number of six digits, plus one; 0 for none.
    six_digits: Vec<u16>,
    /// The school years of the report and those tested in them, by start year.
    years: Vec<Option<[Test; 22]>>,
}

/// Whether a test is taken, and the moments between which its obligatory ones are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Test {
    pub(crate) is_taken: bool,
    window: Option<(u32, u32)>,
}

impl Test {
    /// Whether a moment lies outside the school year, or outside the days of the tests where those
    /// are known.
    pub(crate) fn is_outside(&self, year: SchoolYear, time: u32) -> bool {
        match self.window {
            Some((from, to)) => time < from || to < time,
            None => school_year_of(time) != Some(year),
        }
    }
}

const FIRST_YEAR: u16 = 1950;

impl Lookup {
    pub(crate) fn new(belonging: Belonging<'_>) -> Self {
        let Belonging { request, register } = belonging;
        let schools: Vec<InstitutionNumber> = register.schools().keys().copied().collect();
        let fate = |school: &InstitutionNumber| {
            register.fate(*school, request.municipality).err().and_then(Result::ok)
        };
        let mut six_digits = vec![0; 1_000_000];
        for (place, school) in schools.iter().enumerate() {
            let number = school.to_string();
            let slot = number.parse::<usize>().ok().and_then(|number| six_digits.get_mut(number));
            if let (Some(slot), Ok(place)) = (slot, u16::try_from(place + 1)) {
                *slot = place;
            }
        }
        let mut years = vec![None; 256];
        for year in request.years {
            if let Some(slot) = years.get_mut(usize::from(year.start() - FIRST_YEAR)) {
                *slot = Some(tests_of(request, *year));
            }
        }
        Self { excluded: schools.iter().map(fate).collect(), schools, six_digits, years }
    }

    /// The place of a school by the text of its number; `None` for one that is in no register, and
    /// for a text that is no number.
    pub(crate) fn school(&self, text: &[u8]) -> Option<u16> {
        if let [_, _, _, _, _, _] = text
            && let Some(number) = crate::cell::whole_number(text)
        {
            let slot = usize::try_from(number).ok().and_then(|at| self.six_digits.get(at));
            return slot.copied().and_then(|slot| slot.checked_sub(1));
        }
        let number = InstitutionNumber::from_bytes(text).ok()?;
        u16::try_from(self.schools.binary_search(&number).ok()?).ok()
    }

    /// The rule that leaves a school's rows out.
    pub(crate) fn excluded(&self, place: u16) -> Option<ExclusionRule> {
        self.excluded.get(usize::from(place)).copied().flatten()
    }

    /// A test on a grade in a year; `None` for a year that is not asked for.
    pub(crate) fn test(&self, year: SchoolYear, test: (Subject, Grade)) -> Option<Test> {
        let of_year = self.years.get(usize::from(year.start() - FIRST_YEAR))?.as_ref()?;
        of_year.get(test_place(test)).copied()
    }
}

fn test_place((subject, grade): (Subject, Grade)) -> usize {
    2 * usize::from(grade.number()) + usize::from(subject == Subject::Mathematics)
}

fn tests_of(request: &Request<'_>, year: SchoolYear) -> [Test; 22] {
    let mut tests = [Test::default(); 22];
    for subject in Subject::ALL {
        for grade in (0..=10).filter_map(Grade::new) {
            let table = &NATIONAL_TEST.name;
            let series = request.catalogue.series_of_result(table, subject, (year, grade));
            let (Some(series), Some(slot)) = (series, tests.get_mut(test_place((subject, grade))))
            else {
                continue;
            };
            let window = series.window.iter().find(|window| window.year == year);
            let days = window.and_then(|window| {
                let last = date_time(window.to.as_bytes())? + LAST_MINUTE;
                Some((date_time(window.from.as_bytes())?, last))
            });
            *slot = Test { is_taken: true, window: days };
        }
    }
    tests
}

const LAST_MINUTE: u32 = 24 * 60 - 1;

#[cfg(test)]
mod tests {
    use kvalitet_core::catalogue::Catalogue;

    use super::*;

    #[test]
    fn every_window_of_the_catalogue_has_days_within_its_school_year() {
        let catalogue = Catalogue::built_in().unwrap();
        let windows: Vec<_> = catalogue.series().flat_map(|series| &series.window).collect();
        assert!(!windows.is_empty());
        for window in windows {
            let days = [&window.from, &window.to].map(|day| date_time(day.as_bytes()).unwrap());
            assert!(days[0] < days[1], "{window:?}");
            assert_eq!(days.map(school_year_of), [Some(window.year); 2], "{window:?}");
        }
    }

    #[test]
    fn a_window_ends_with_its_last_minute_and_a_year_with_july() {
        let at = |text: &str| date_time(text.as_bytes()).unwrap();
        let year = SchoolYear::starting(2018).unwrap();
        let last = at("2019-06-07") + LAST_MINUTE;
        let known = Test { is_taken: true, window: Some((at("2019-03-01"), last)) };
        for (time, outside) in [
            ("2019-02-28 23:59", true),
            ("2019-03-01 00:00", false),
            ("2019-06-07 23:59", false),
            ("2019-06-08 00:00", true),
        ] {
            assert_eq!(known.is_outside(year, at(time)), outside, "{time}");
        }
        let unknown = Test { is_taken: true, window: None };
        assert!(!unknown.is_outside(year, at("2019-07-31 23:59")));
        assert!(unknown.is_outside(year, at("2019-08-01 00:00")));
    }
}
