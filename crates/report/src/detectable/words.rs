//! Grades and changes in a few words.

use kvalitet_core::Decimal;
use kvalitet_core::catalogue::{Indicator, Scale};

use super::assessment::{Assessed, Assessment, Grade, Obstacle, WhyNot};
use super::goals::UnitAnswer;
use crate::document::{Cell, CellStyle};
use crate::view::View;

impl View<'_> {
    /// A change: `5 procentpoint`, `0,20 point (1-5)`.
    pub(crate) fn change_in_words(&self, indicator: &Indicator, change: Decimal) -> String {
        let number = self.texts.number(change);
        match indicator.scale {
            Scale::Percent => self.with("rap-afl-procentpoint", &[("tal", number.into())]),
            Scale::Number => format!("{number} {}", self.unit_of(indicator)),
        }
    }

    /// The grade, as briefly as can be.
    pub(crate) fn graded(&self, assessment: &Assessment) -> String {
        match assessment {
            Assessment::Assessed(assessed) => self.grade_of_change(assessed.grade),
            Assessment::Hidden => self.get("rap-skjult"),
            Assessment::NoFigure => self.get("rap-afl-intet-tal"),
            Assessment::Cannot { why: WhyNot::ValueAlone | WhyNot::NotOfPersons } => {
                self.get("rap-afl-elevtal-mangler")
            }
            Assessment::Cannot { .. } => self.get("rap-afl-kan-ikke-vurderes"),
            Assessment::NoChange => self.get("rap-afl-aendring-mangler"),
        }
    }

    fn grade_of_change(&self, grade: Grade) -> String {
        match grade {
            Grade::Now => self.get("rap-afl-nu"),
            Grade::After(years) => {
                self.with("rap-afl-foerst-efter", &[("aar", u64::from(years).into())])
            }
            Grade::Never => self.get("rap-afl-aldrig"),
        }
    }

    /// The grade in a cell, with the persons it rests on.
    pub(crate) fn graded_cell(&self, indicator: &Indicator, of: &UnitAnswer) -> Cell {
        let Assessment::Assessed(assessed) = &of.answer.assessment else {
            return Cell::absent(self.graded(&of.answer.assessment));
        };
        let words = Cell::of(CellStyle::Words, self.graded(&of.answer.assessment));
        let persons = newest(assessed).map(|n| self.persons(indicator, n));
        persons.into_iter().fold(words, Cell::also_under)
    }

    /// The unit of an answer: `kommunen`, `den midterste skole (212 elever)`.
    pub(crate) fn unit_in_words(&self, indicator: &Indicator, of: &UnitAnswer) -> String {
        if !of.is_middle_school {
            let unit = of.answer.unit.parse().ok();
            return unit.map_or_else(|| of.answer.unit.clone(), |unit| self.name(unit));
        }
        let n = match &of.answer.assessment {
            Assessment::Assessed(assessed) => newest(assessed),
            Assessment::Hidden
            | Assessment::NoFigure
            | Assessment::NoChange
            | Assessment::Cannot { .. } => None,
        };
        match n {
            None => self.get("rap-afl-den-midterste"),
            Some(n) => {
                let persons = self.persons(indicator, n);
                self.with("rap-afl-den-midterste-med", &[("antal", persons.into())])
            }
        }
    }

    /// `212 elever`, of a table that need not be of pupils `212 rækker`.
    pub(crate) fn persons(&self, indicator: &Indicator, n: u64) -> String {
        let counted = ("talt", View::counted(indicator).into());
        self.with("rap-forklar-n", &[("n", n.into()), counted])
    }

    /// Why nothing can be said.
    pub(crate) fn why_not(&self, why: WhyNot) -> String {
        self.get(match why {
            WhyNot::ValueAlone => "rap-afl-hvorfor-vaerdi-alene",
            WhyNot::NotOfPersons => "rap-afl-hvorfor-ikke-af-personer",
            WhyNot::NotShareOrMean => "rap-afl-hvorfor-ikke-andel",
            WhyNot::Distribution => "rap-afl-hvorfor-fordeling",
            WhyNot::NoSpread => "rap-afl-hvorfor-spredning",
        })
    }

    /// What stands in the way besides chance.
    pub(crate) fn obstacle(&self, indicator: &Indicator, obstacle: Obstacle) -> String {
        match obstacle {
            Obstacle::EndOfScale { room } => {
                let room = self.change_in_words(indicator, room);
                self.with("rap-afl-skalaens-ende", &[("plads", room.into())])
            }
            Obstacle::TooFew { minimum } => {
                let persons = self.persons(indicator, minimum);
                self.with("rap-afl-for-faa", &[("mindst", persons.into())])
            }
        }
    }
}

/// The persons of the newest year.
pub(crate) fn newest(assessed: &Assessed) -> Option<u64> {
    assessed.persons.iter().find(|of| of.year == assessed.year).map(|of| of.n)
}
