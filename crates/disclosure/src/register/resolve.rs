//! Putting right what two editions together would tell.

use std::collections::BTreeMap;

use kvalitet_core::{FigureKey, IndicatorId, Period, SchoolYear};
use serde::{Deserialize, Serialize};

use super::{Conflict, ConflictKind, EditionName, Register, Rules, compare_editions};
use crate::cohorts::CohortContent;
use crate::judged::{ChangeContent, PositionContent};
use crate::release::{Release, ReleasedFigure, TargetContent};

/// What a plan does about a figure that would tell of few persons beside an earlier edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// The figure stands as the earlier edition has it, and is marked. Where no edition shows it, it is
    /// hidden.
    #[serde(rename = "keep")]
    Keep,
    /// It is hidden. Its earlier value stays known.
    #[serde(rename = "hide")]
    Hide,
}

impl Choice {
    /// The words of plans, in the order of [`Choice::from_id`].
    pub const IDS: [&'static str; 2] = ["keep", "hide"];

    /// The choice that a plan writes so.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "keep" => Some(Self::Keep),
            "hide" => Some(Self::Hide),
            _ => None,
        }
    }
}

/// A figure that was put right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resolved {
    /// It stands as an earlier edition has it.
    Kept(EditionName),
    /// It is hidden.
    Hidden,
}

/// How a release stands to the earlier editions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Figures that tell of few persons, and nothing is chosen for them or helps.
    pub unresolved: Vec<Conflict>,
    /// Figures that were put right.
    pub resolved: BTreeMap<FigureKey, Resolved>,
}

/// Puts right what a release would tell beside earlier editions, as `choice` says for each indicator,
/// until nothing is left or nothing more can be done.
///
/// A figure that follows from a sum is put right by keeping or hiding the sum, and so on. With a figure
/// go the changes, places, year groups, verdicts and agreements that rest on it: they are made of the
/// new numbers.
pub fn resolve(
    release: &mut Release,
    register: &Register,
    choice: &dyn Fn(&IndicatorId) -> Option<Choice>,
) -> Differences {
    let mut resolved = BTreeMap::new();
    loop {
        let conflicts = compare_editions(register, &release.figures, &Rules::of(release));
        let before = resolved.len();
        for conflict in &conflicts {
            let Some(choice) = choice(&conflict.key.indicator) else { continue };
            let key = match &conflict.kind {
                ConflictKind::Sum { through } => through.as_ref(),
                ConflictKind::Persons | ConflictKind::Results | ConflictKind::Unknown => {
                    Some(&conflict.key)
                }
            };
            if let Some(key) = key.filter(|key| !resolved.contains_key(*key)) {
                let done = put_right(release, register, key, choice);
                resolved.insert(key.clone(), done);
            }
        }
        if resolved.len() == before {
            return Differences { unresolved: conflicts, resolved };
        }
    }
}

fn put_right(
    release: &mut Release,
    register: &Register,
    key: &FigureKey,
    choice: Choice,
) -> Resolved {
    let earlier = register.newest(key).filter(|_| choice == Choice::Keep);
    let (figure, done) = match (earlier, release.figures.get(key)) {
        (Some((edition, figure)), _) => (Some(figure.kept()), Resolved::Kept(edition.clone())),
        (None, now) => (now.map(ReleasedFigure::hidden), Resolved::Hidden),
    };
    if let Some(figure) = figure {
        release.figures.insert(key.clone(), figure);
    }
    withdraw(release, key);
    done
}

/// Hides what rests on the new numbers of a figure.
fn withdraw(release: &mut Release, key: &FigureKey) {
    let Period::Year(year) = key.period else { return };
    let is_of = |indicator: &IndicatorId, unit| (indicator, unit) == (&key.indicator, key.unit);
    let is_in = |years: &[SchoolYear]| years.contains(&year);
    for of in &mut release.changes {
        if is_of(&of.indicator, of.unit) && is_in(&[of.from, of.to]) {
            of.content = ChangeContent::Hidden;
        }
    }
    for of in &mut release.positions {
        if is_of(&of.indicator, of.unit) && is_in(&of.years) {
            of.content = PositionContent::Hidden;
        }
    }
    for of in &mut release.cohorts {
        if is_of(&of.indicator, of.unit) && is_in(&[of.from.year, of.to.year]) {
            of.content = CohortContent::Hidden;
        }
    }
    for of in &mut release.targets {
        let years = [Some(of.year), of.compared_with];
        if is_of(&of.target.indicator, of.unit) && years.contains(&Some(year)) {
            of.content = TargetContent::Hidden;
        }
    }
    release.agreements.retain(|of| of.key != *key);
}
