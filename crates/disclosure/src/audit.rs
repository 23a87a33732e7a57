//! The audit of a release: what a reader can work out of what is hidden.
//!
//! The audit shares nothing with the hiding. It looks at a release as its reader does, writes down
//! what is unknown and every sum that is known to hold, and asks of each figure on too few persons
//! whether another number would have given the same release. Where none would, the figure is not
//! hidden: that is a breach.
//!
//! It is a formulation of its own: persons, hits and sums of values in one system of whole numbers,
//! with what is printed elsewhere about the same figures ([`Audit::covers`] lists it).
//!
//! # What is asked
//!
//! For each number of a figure on fewer than `k` persons (its persons, its hits, its sum of values),
//! in this order, until it is settled:
//!
//! 1. Narrowing: each sum leaves its parts so much room, again and again.
//! 2. Another table: the true one with a few numbers moved, that fits all the same. It proves that
//!    the number is safe.
//! 3. Elimination: whether the equations say the number, exactly.
//! 4. A linear program for the least and the most.
//! 5. Trying whole numbers, for what is not settled by that: one by one, and by an integer program.
//!
//! A number for which none of them settles it is open, and counts as one that is not safe.

mod attackers;
mod coalitions;
mod cover;
mod facts;
mod linear;
mod model;
mod reach;
mod search;
mod span;
mod sums;
mod system;
mod witness;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Indicator, Scale};
use kvalitet_core::{EvidenceClass, FigureKey, RollupGraph, Unit};
use kvalitet_figures::Figures;
use serde::Serialize;

use crate::audit::attackers::attack;
use crate::audit::model::Model;
use crate::audit::reach::Need;
use crate::{
    Audience, Known, LedgerEntry, ProgressAccount, Release, ReleasedAgreement, ReleasedChange,
    ReleasedCohort, ReleasedContent, ReleasedFigure, ReleasedPosition, ReleasedTarget, Rule,
};

/// What is read of a release: the parts that can tell of a figure. Plain, so that a test can change
/// one number.
#[derive(Clone, Debug)]
pub struct AuditInput<'a> {
    /// Who reads it.
    pub audience: Audience,
    /// The figures.
    pub figures: BTreeMap<FigureKey, ReleasedFigure>,
    /// The verdicts on targets.
    pub targets: Vec<ReleasedTarget>,
    /// The changes.
    pub changes: Vec<ReleasedChange>,
    /// The year groups.
    pub cohorts: Vec<ReleasedCohort>,
    /// The places.
    pub positions: Vec<ReleasedPosition>,
    /// What was published beside.
    pub agreements: Vec<ReleasedAgreement>,
    /// What stands around progression.
    pub progress: ProgressAccount,
    /// Why figures are hidden.
    pub ledger: Vec<LedgerEntry>,
    /// Which units and grades add up to which.
    pub graph: &'a RollupGraph,
    /// The definitions.
    pub catalogue: &'a Catalogue,
    /// The rules for the audience.
    pub policy: &'a [Rule],
}

impl<'a> AuditInput<'a> {
    /// What is read of `release`.
    ///
    /// A figure that stands as an earlier edition had it is of other persons: it is left out. What it tells
    /// beside the rest is for [`compare_editions`](crate::compare_editions).
    pub fn of(release: &'a Release) -> Self {
        let own = release.figures.iter().filter(|(_, figure)| !figure.is_kept());
        Self {
            audience: release.audience,
            figures: own.map(|(key, figure)| (key.clone(), *figure)).collect(),
            targets: release.targets.clone(),
            changes: release.changes.clone(),
            cohorts: release.cohorts.clone(),
            positions: release.positions.clone(),
            agreements: release.agreements.clone(),
            progress: release.progress.clone(),
            ledger: release.ledger.clone(),
            graph: &release.common.graph,
            catalogue: &release.common.catalogue,
            policy: &release.policy,
        }
    }

    fn rule(&self, indicator: &Indicator, unit: Unit) -> Option<&Rule> {
        self.policy.iter().find(|rule| {
            let is_own = self.audience.school() == Some(unit);
            rule.class == indicator.confidentiality
                && rule.level.is_none_or(|level| level.holds(unit, is_own))
                && rule.tables.as_ref().is_none_or(|tables| tables.contains(&indicator.table))
        })
    }

    /// Fewer persons than this must not be seen in a figure.
    fn least(&self, indicator: &Indicator, unit: Unit, class: EvidenceClass) -> u64 {
        self.rule(indicator, unit).map_or(u64::MAX, |rule| rule.least(class))
    }
}

/// How far from the truth a hidden number must be able to lie, as far as a reader can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// Counts: at least so many fewer.
    pub down: u32,
    /// Counts: at least so many more.
    pub up: u32,
    /// Means: the part of the scale, in per cent, that the mean must be open over.
    pub mean_percent: u32,
}

impl Margins {
    /// Two counts fit, and a mean is open over a tenth of its scale. That the scale has another
    /// width than what is at stake makes the tenth a choice, and no more.
    pub const DEFAULT: Self = Self { down: 0, up: 0, mean_percent: 10 };

    fn of_count(self) -> Need {
        let (down, up) = (i128::from(self.down), i128::from(self.up));
        Need { down, up, width: (down + up).max(1), is_whole: true }
    }
}

impl Default for Margins {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How many leaders put together what they know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coalition {
    /// None: readers alone.
    #[default]
    Nobody,
    /// Each leader alone.
    One,
    /// Any two.
    Two,
}

/// Who attacks, and what they know besides the release.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Tables that are public already.
    pub tables: Vec<Known>,
    /// Earlier editions for the same audience, by name.
    pub earlier: BTreeMap<String, BTreeMap<FigureKey, ReleasedFigure>>,
    /// Whether leaders attack with the true numbers of their schools.
    pub leaders: Coalition,
    /// Whether one who is alone in a hidden figure attacks with knowing it.
    pub contributors: bool,
    /// How far off a hidden number must be able to lie.
    pub margins: Margins,
}

/// Which number of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Quantity {
    /// The persons it rests on.
    #[serde(rename = "antal")]
    Persons,
    /// The persons who hit, or what is counted.
    #[serde(rename = "taeller")]
    Hits,
    /// The persons who do not hit.
    #[serde(rename = "ikke_taeller")]
    Misses,
    /// The sum of the values: the mean.
    #[serde(rename = "sum")]
    Sum,
}

/// How a number was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Way {
    /// It is printed.
    #[serde(rename = "vist")]
    Shown,
    /// The sums leave it no room.
    #[serde(rename = "summer")]
    Narrowed,
    /// It follows from equations.
    #[serde(rename = "ligninger")]
    Equations,
    /// A linear program leaves it no room.
    #[serde(rename = "lineaert")]
    Linear,
    /// No other whole number fits.
    #[serde(rename = "hele-tal")]
    Whole,
    /// Nobody hits, or everybody: of a total or rest of which that is seen, it is true of each part. Named
    /// where the policy lets that be seen; where it does not, the way it was found out is.
    #[serde(rename = "alle-eller-ingen")]
    AllOrNone,
    /// The words of a verdict leave one count.
    #[serde(rename = "ord")]
    Words,
    /// Two editions differ by a few persons.
    #[serde(rename = "udgaver")]
    Editions,
    /// A number of a figure that this reader sees no figures of.
    #[serde(rename = "ikke-for-modtageren")]
    NotForAudience,
}

/// A number that is not hidden.
///
/// The number itself, or what is left of it, is not saved: the audit may be read by people who may
/// not see the figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Breach {
    /// The figure.
    #[serde(rename = "noegle")]
    pub key: FigureKey,
    /// Which number of it.
    #[serde(rename = "stoerrelse")]
    pub quantity: Quantity,
    /// How it was found out.
    #[serde(rename = "maade")]
    pub way: Way,
    /// The least and the most it can be; at the scale of its definition for a sum.
    #[serde(skip)]
    pub limits: Option<[i128; 2]>,
}

/// One who attacks, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditedAttacker {
    /// Who: `laeser`, `protokol` (who reads why figures are hidden), `tabeller`, `leder:999001`, `ledere:999001+999002`, `bidragyder:` and a figure.
    #[serde(rename = "id")]
    pub id: String,
    /// How many numbers were tried that must not be known to them.
    #[serde(rename = "tal")]
    pub tried: u64,
    /// How many of them are known to be safe by a linear program alone, which left more room than is
    /// asked: so many numbers hang together that whole ones were not tried.
    #[serde(rename = "kun_lineaert")]
    pub linear: u64,
    /// Those that are known.
    #[serde(rename = "brud")]
    pub breaches: Vec<Breach>,
    /// Those that were known before: from tables, earlier editions and an own school, whatever is hidden now.
    #[serde(rename = "kendt_i_forvejen")]
    pub known: Vec<Breach>,
    /// Those of which it could not be settled whether they are.
    #[serde(rename = "uafklarede")]
    pub open: Vec<Breach>,
}

/// A part of a release, and whether the audit looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// The part.
    #[serde(rename = "del")]
    pub part: &'static str,
    /// Whether the audit looks at it.
    #[serde(rename = "daekket")]
    pub is_covered: bool,
}

/// A sum that the graph says and the figures do not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BrokenSum {
    /// The total.
    #[serde(rename = "noegle")]
    pub key: FigureKey,
    /// Of what.
    #[serde(rename = "stoerrelse")]
    pub quantity: Quantity,
}

/// What came of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Who the release is for.
    #[serde(rename = "modtager")]
    pub audience: Audience,
    /// Everybody who attacked, readers first.
    #[serde(rename = "angribere")]
    pub attackers: Vec<AuditedAttacker>,
    /// How many numbers are unknown to a reader, rounded ones among them.
    #[serde(rename = "ukendte")]
    pub unknowns: usize,
    /// How many sums and limits a reader can write down of them.
    #[serde(rename = "ligninger")]
    pub rows: usize,
    /// Sums of the graph that do not hold, which no reader was given: what was published without some
    /// schools, pupils without a class.
    #[serde(rename = "uden_sum")]
    pub broken: Vec<BrokenSum>,
    /// What the audit covers and what it does not.
    #[serde(rename = "daekning")]
    pub covers: Vec<Cover>,
}

impl Audit {
    /// Whether every number stays hidden to everybody who attacked, but for what the policy lets be seen
    /// ([`Way::AllOrNone`]).
    pub fn is_clean(&self) -> bool {
        self.told().next().is_none()
    }

    /// What somebody who attacked found out, or what could not be settled, and may not be known to them.
    pub fn told(&self) -> impl Iterator<Item = (&AuditedAttacker, &Breach)> {
        self.attackers.iter().flat_map(|attacker| {
            let breaches = attacker.breaches.iter().filter(|of| of.way != Way::AllOrNone);
            breaches.chain(&attacker.open).map(move |breach| (attacker, breach))
        })
    }
}

/// The audit could not be made: what is released is not what is true, or not what is assumed of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// A figure of the release is not among the figures.
    #[error("`{key}` is in the release and not among the figures")]
    NotInTruth {
        /// The figure.
        key: FigureKey,
    },
    /// A released number does not fit the figure.
    #[error("what is released of `{key}` does not fit the figure")]
    Contradiction {
        /// The figure.
        key: FigureKey,
    },
    /// Something that is said of hidden figures is not true of them.
    #[error("what is said of {unknowns} hidden numbers does not hold for the figures")]
    Untrue {
        /// How many hidden numbers it is said of.
        unknowns: usize,
    },
}

impl AuditError {
    /// The figure of which something does not fit, where it is one.
    #[must_use]
    pub const fn key(&self) -> Option<&FigureKey> {
        match self {
            Self::NotInTruth { key } | Self::Contradiction { key } => Some(key),
            Self::Untrue { .. } => None,
        }
    }
}

/// What the readers of `release` can find out of its hidden figures, with what is known besides.
///
/// `truth` says which figures rest on too few persons, and what they are; no attacker is given it.
///
/// # Errors
///
/// Returns [`AuditError`] where the release does not fit the truth. Then nothing is known of its safety.
pub fn audit(
    release: &Release,
    truth: &Figures,
    knowledge: &Knowledge,
) -> Result<Audit, AuditError> {
    audit_input(&AuditInput::of(release), truth, knowledge)
}

/// The same of a release taken apart.
///
/// # Errors
///
/// As [`audit`].
pub fn audit_input(
    input: &AuditInput<'_>,
    truth: &Figures,
    knowledge: &Knowledge,
) -> Result<Audit, AuditError> {
    let mut model = Model::new(input, truth, knowledge.margins)?;
    model.add_sums();
    model.add_facts();
    if let Some(places) = model.system.untrue() {
        return Err(AuditError::Untrue { unknowns: places.len() });
    }
    let mut attackers = attack(&model, knowledge)?;
    let has_tables = !knowledge.tables.is_empty() || !knowledge.earlier.is_empty();
    if has_tables && attackers.iter().any(|of| !of.breaches.is_empty()) {
        take_out_known(&mut attackers, &known_before(input, truth, knowledge)?);
    }
    let broken: BTreeSet<BrokenSum> = model
        .broken
        .iter()
        .map(|(key, of)| BrokenSum { key: key.clone(), quantity: *of })
        .collect();
    Ok(Audit {
        audience: input.audience,
        attackers,
        unknowns: model.system.len(),
        rows: model.system.rows(),
        broken: broken.into_iter().collect(),
        covers: cover::COVERS.to_vec(),
    })
}

/// What everybody who attacks could tell of figures before any is shown: the same release with all of it
/// hidden.
fn known_before(
    input: &AuditInput<'_>,
    truth: &Figures,
    knowledge: &Knowledge,
) -> Result<Vec<AuditedAttacker>, AuditError> {
    let hidden = |figure: &ReleasedFigure| match figure.content() {
        ReleasedContent::Shown { .. } => figure.hidden(),
        ReleasedContent::Hidden | ReleasedContent::Absent { .. } => *figure,
    };
    let figures = input.figures.iter().map(|(key, figure)| (key.clone(), hidden(figure)));
    let nothing = AuditInput {
        figures: figures.collect(),
        targets: Vec::new(),
        changes: Vec::new(),
        cohorts: Vec::new(),
        positions: Vec::new(),
        agreements: Vec::new(),
        progress: ProgressAccount::default(),
        ledger: Vec::new(),
        ..input.clone()
    };
    let mut model = Model::new(&nothing, truth, knowledge.margins)?;
    model.add_sums();
    model.add_facts();
    attack(&model, knowledge)
}

/// Sets apart what attackers knew before.
fn take_out_known(attackers: &mut [AuditedAttacker], before: &[AuditedAttacker]) {
    for attacker in attackers {
        let Some(known) = before.iter().find(|of| of.id == attacker.id) else { continue };
        let same =
            |one: &Breach, other: &Breach| (&one.key, one.quantity) == (&other.key, other.quantity);
        let breaches = std::mem::take(&mut attacker.breaches).into_iter();
        (attacker.known, attacker.breaches) = breaches.partition(|breach| {
            breach.way != Way::Editions && known.breaches.iter().any(|of| same(of, breach))
        });
    }
}

fn is_percent(indicator: &Indicator) -> bool {
    indicator.scale == Scale::Percent
}
