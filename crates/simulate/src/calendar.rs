//! The days on which tests are taken.

use kvalitet_core::SchoolYear;

/// The school days on which the tests of one year can be taken, as text such as `2017-03-20`.
/// The periods follow each other, so that a text that sorts later is a later day.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    /// Voluntary tests, in the autumn before.
    pub(crate) voluntary: Vec<String>,
    /// The ordinary period.
    pub(crate) ordinary: Vec<String>,
    /// For those who were absent.
    pub(crate) make_up: Vec<String>,
    /// For those who take a test once more.
    pub(crate) again: Vec<String>,
}

impl Calendar {
    /// The periods of this year.
    ///
    /// The ordinary ones of 2016, 2019 and 2022 are the ministry's. In 2020 and 2021 tests were
    /// taken later than normal; how much later is an assumption.
    pub(crate) fn of(year: SchoolYear) -> Self {
        let autumn = year.start();
        let (ordinary, make_up) = match autumn {
            ..=2017 => ([(2, 1), (4, 30)], [(5, 16), (6, 10)]),
            2019 => ([(5, 18), (6, 12)], [(6, 15), (6, 26)]),
            2020 => ([(5, 3), (6, 4)], [(6, 7), (6, 25)]),
            2018 | 2021.. => ([(3, 1), (4, 30)], [(5, 21), (6, 7)]),
        };
        let mut make_up = school_days(autumn + 1, make_up);
        let again = make_up.split_off(make_up.len() / 2);
        Self {
            voluntary: school_days(autumn, [(10, 1), (12, 15)]),
            ordinary: school_days(autumn + 1, ordinary),
            make_up,
            again,
        }
    }
}

/// The days from Monday to Friday between two days of a year, both included.
pub(crate) fn school_days(year: u16, [from, to]: [(u16, u16); 2]) -> Vec<String> {
    (from.0..=to.0)
        .flat_map(|month| (1..=days_in(month)).map(move |day| (month, day)))
        .filter(|&date| from <= date && date <= to)
        .filter(|&(month, day)| weekday(year, month, day) < 5)
        .map(|(month, day)| format!("{year}-{month:02}-{day:02}"))
        .collect()
}

/// February is given 28 days: no test is lost by leaving out a leap day.
const fn days_in(month: u16) -> u16 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// 0 for a Monday, 6 for a Sunday (Zeller's rule for the Gregorian calendar).
const fn weekday(year: u16, month: u16, day: u16) -> u16 {
    // January and February count as months 13 and 14 of the year before.
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (century, rest) = (year / 100, year % 100);
    let saturday_first = day + 13 * (month + 1) / 5 + rest + rest / 4 + century / 4 + 5 * century;
    (saturday_first + 5) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(weekday(2017, 3, 20), 0);
        assert_eq!(weekday(2022, 4, 29), 4);
        assert_eq!(weekday(2000, 1, 1), 5);
        assert_eq!(weekday(2023, 1, 1), 6);
    }

    #[test]
    fn the_periods_follow_each_other() {
        for start in 2010..2030 {
            let calendar = Calendar::of(SchoolYear::starting(start).unwrap());
            let periods =
                [calendar.voluntary, calendar.ordinary, calendar.make_up, calendar.again].concat();
            assert!(periods.is_sorted(), "{start}");
            assert!(periods.len() > 80, "{start}");
        }
    }
}
