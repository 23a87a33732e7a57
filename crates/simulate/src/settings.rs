//! What to simulate, and which wishes are refused.

use kvalitet_core::{MunicipalityNumber, SchoolYear};

const MUNICIPALITY: MunicipalityNumber = match MunicipalityNumber::new(999) {
    Some(number) => number,
    None => panic!("999 is a municipality number"),
};

const FIRST_YEAR: SchoolYear = match SchoolYear::starting(2016) {
    Some(year) => year,
    None => panic!("2016 starts a school year"),
};

const LAST_YEAR: SchoolYear = match SchoolYear::starting(2021) {
    Some(year) => year,
    None => panic!("2021 starts a school year"),
};

/// What to simulate.
///
/// # Examples
///
/// ```
/// use kvalitet_simulate::{Settings, SettingsError};
///
/// let small = Settings { schools: 6, ..Settings::default() };
/// assert_eq!(small.check(), Ok(()));
/// let none = Settings { schools: 0, ..Settings::default() };
/// assert_eq!(none.check(), Err(SettingsError::NoSchools));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The municipality's number in the register. The school numbers begin with 999 whatever it
    /// is, so that no real school can be meant.
    pub municipality: MunicipalityNumber,
    /// How many schools, special schools included: 1 to [`Settings::MAX_SCHOOLS`]. Six of 56,
    /// rounded, are special schools.
    pub schools: u32,
    /// How many pupils are on the roll in the first year, all schools and grades together; later
    /// years stay near it. `None` leaves the schools at sizes found in reality. At least one for
    /// each school, at most [`Settings::MAX_PUPILS`].
    pub pupils: Option<u32>,
    /// The first school year.
    pub first_year: SchoolYear,
    /// The last school year; at most [`Settings::MAX_YEARS`] years in all.
    pub last_year: SchoolYear,
    /// Where the random numbers start. Two runs with the same settings write the same bytes.
    pub seed: u64,
}

impl Default for Settings {
    /// Municipality 999, 56 schools of natural size, 2016/17 to 2021/22, seed 1.
    fn default() -> Self {
        Self {
            municipality: MUNICIPALITY,
            schools: 56,
            pupils: None,
            first_year: FIRST_YEAR,
            last_year: LAST_YEAR,
            seed: 1,
        }
    }
}

/// Settings that make no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A municipality without schools.
    #[error("simulate 0 schools: there must be at least 1")]
    NoSchools,
    /// More schools than there are numbers and names.
    #[error("simulate {schools} schools: there can be at most {most}")]
    TooManySchools {
        /// How many were asked for.
        schools: u32,
        /// How many there can be.
        most: u32,
    },
    /// The last year lies before the first.
    #[error("simulate {first} to {last}: the last school year lies before the first")]
    YearsReversed {
        /// The first year asked for.
        first: SchoolYear,
        /// The last year asked for.
        last: SchoolYear,
    },
    /// More years than the pupil ids suffice for.
    #[error("simulate {years} school years: there can be at most {most}")]
    TooManyYears {
        /// How many were asked for.
        years: u32,
        /// How many there can be.
        most: u32,
    },
    /// Too few or too many pupils.
    #[error("simulate {pupils} pupils: there must be {least} to {most}")]
    PupilCount {
        /// How many were asked for.
        pupils: u32,
        /// How many there must be: one for each school.
        least: u32,
        /// How many there can be.
        most: u32,
    },
}

impl Settings {
    /// The largest number of schools: the numbers 999001 to 999999.
    pub const MAX_SCHOOLS: u32 = 999;
    /// The largest number of school years.
    pub const MAX_YEARS: u32 = 30;
    /// The largest number of pupils on the roll in one year.
    pub const MAX_PUPILS: u32 = 20_000_000;

    /// Whether the settings make sense; the first fault found is named.
    ///
    /// # Errors
    ///
    /// Returns the [`SettingsError`] that says what is wrong.
    pub fn check(&self) -> Result<(), SettingsError> {
        if self.schools == 0 {
            return Err(SettingsError::NoSchools);
        }
        if Self::MAX_SCHOOLS < self.schools {
            let (schools, most) = (self.schools, Self::MAX_SCHOOLS);
            return Err(SettingsError::TooManySchools { schools, most });
        }
        if self.last_year < self.first_year {
            let (first, last) = (self.first_year, self.last_year);
            return Err(SettingsError::YearsReversed { first, last });
        }
        let years = u32::from(self.last_year.start() - self.first_year.start()) + 1;
        if Self::MAX_YEARS < years {
            return Err(SettingsError::TooManyYears { years, most: Self::MAX_YEARS });
        }
        match self.pupils {
            Some(pupils) if pupils < self.schools || Self::MAX_PUPILS < pupils => {
                let (least, most) = (self.schools, Self::MAX_PUPILS);
                Err(SettingsError::PupilCount { pupils, least, most })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The school years, first to last.
    pub(crate) fn years(&self) -> Vec<SchoolYear> {
        (self.first_year.start()..=self.last_year.start())
            .filter_map(SchoolYear::starting)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(start: u16) -> SchoolYear {
        SchoolYear::starting(start).unwrap()
    }

    #[test]
    fn years_in_the_wrong_order_are_refused() {
        let settings =
            Settings { first_year: year(2020), last_year: year(2018), ..Settings::default() };
        let expected = SettingsError::YearsReversed { first: year(2020), last: year(2018) };
        assert_eq!(settings.check(), Err(expected));
    }

    #[test]
    fn more_schools_or_years_or_pupils_than_there_are_numbers_for_are_refused() {
        let settings = Settings { schools: 1_000, ..Settings::default() };
        assert!(matches!(settings.check(), Err(SettingsError::TooManySchools { .. })));
        let settings = Settings { first_year: year(1960), ..Settings::default() };
        assert!(matches!(settings.check(), Err(SettingsError::TooManyYears { years: 62, .. })));
        let settings = Settings { pupils: Some(20_000_001), ..Settings::default() };
        assert!(matches!(settings.check(), Err(SettingsError::PupilCount { .. })));
    }

    #[test]
    fn fewer_pupils_than_schools_are_refused() {
        let settings = Settings { pupils: Some(55), ..Settings::default() };
        assert!(matches!(settings.check(), Err(SettingsError::PupilCount { least: 56, .. })));
    }
}
