//! Changes, places and families of claims as an audience may see them.

use kvalitet_core::verdict::{ChangeVerdict, Family, PositionVerdict};
use kvalitet_core::{Decimal, IndicatorId, SchoolKind, SchoolYear, Unit};
use serde::Serialize;

use crate::release::as_text;

/// The change of a unit between two years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleasedChange {
    /// Of what.
    #[serde(rename = "indikator")]
    pub indicator: IndicatorId,
    /// Of whom.
    #[serde(rename = "enhed", serialize_with = "as_text")]
    pub unit: Unit,
    /// The earlier year.
    #[serde(rename = "fra")]
    pub from: SchoolYear,
    /// The later year.
    #[serde(rename = "til")]
    pub to: SchoolYear,
    /// What is seen.
    #[serde(flatten)]
    pub content: ChangeContent,
}

/// What an audience sees of a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "status")]
pub enum ChangeContent {
    /// The verdict, and as much of the numbers as the audience may see.
    #[serde(rename = "vist")]
    Shown {
        /// What is said; `None` for a change that is described and not judged.
        #[serde(rename = "dom")]
        verdict: Option<ChangeVerdict>,
        /// The family it was corrected in.
        #[serde(rename = "familie")]
        family: Option<Family>,
        /// The numbers; `None` where the years are not compared, and for an audience of words alone.
        #[serde(flatten)]
        numbers: Option<Box<ReleasedChangeNumbers>>,
    },
    /// One of the years is hidden.
    #[serde(rename = "skjult")]
    Hidden,
}

/// The numbers of a change at released precision, on the scale of the definition (per cent as points).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ReleasedChangeNumbers {
    /// How it was worked out: `newcombe`, `welch` or `skoler-som-klynger`.
    #[serde(rename = "metode")]
    pub method: &'static str,
    /// The later number less the earlier.
    #[serde(rename = "aendring")]
    pub difference: Decimal,
    /// The lower limit of its 95 % interval.
    #[serde(rename = "nedre")]
    pub lower: Decimal,
    /// The upper limit.
    #[serde(rename = "oevre")]
    pub upper: Decimal,
    /// The whole standard error, counting and shocks.
    #[serde(rename = "standardfejl")]
    pub standard_error: Decimal,
    /// The shock factor in it.
    #[serde(rename = "chokfaktor")]
    pub shock: Decimal,
    /// The degrees of freedom; `None` for infinitely many.
    #[serde(rename = "frihedsgrader")]
    pub degrees: Option<Decimal>,
    /// The chance of a difference at least as great with nothing changed.
    #[serde(rename = "p")]
    pub p: Decimal,
    /// The same corrected for the family; `None`, with what follows to `opdages_normalt_fra`, for a
    /// change that is described and where the family holds claims that are not shown.
    #[serde(rename = "p_korrigeret")]
    pub adjusted: Option<Decimal>,
    /// The critical value it had to reach.
    #[serde(rename = "kritisk_vaerdi")]
    pub critical: Option<Decimal>,
    /// How great a fall had to be before it was called sure; `None` where none could be.
    #[serde(rename = "sikkert_fald_fra")]
    pub sure_fall: Option<Decimal>,
    /// How great a rise had to be; `None` where there is no room for a sure one.
    #[serde(rename = "sikker_stigning_fra")]
    pub sure_rise: Option<Decimal>,
    /// How great a true change would be found four times out of five; `None` where there is no room
    /// for one.
    #[serde(rename = "opdages_normalt_fra")]
    pub discoverable: Option<Decimal>,
    /// The change beyond the municipality's, and its interval.
    #[serde(rename = "ud_over_kommunen")]
    pub beyond_municipality: Option<[Decimal; 3]>,
    /// The change beyond the country's, and its interval.
    #[serde(rename = "ud_over_landet")]
    pub beyond_nation: Option<[Decimal; 3]>,
}

/// Where a school stands; for audiences that may see its figures alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleasedPosition {
    /// In what.
    #[serde(rename = "indikator")]
    pub indicator: IndicatorId,
    /// The school.
    #[serde(rename = "enhed", serialize_with = "as_text")]
    pub unit: Unit,
    /// The years taken together, oldest first.
    #[serde(rename = "skoleaar")]
    pub years: Vec<SchoolYear>,
    /// What is seen.
    #[serde(flatten)]
    pub content: PositionContent,
}

/// What an audience sees of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "status")]
pub enum PositionContent {
    /// The verdict and its numbers.
    #[serde(rename = "vist")]
    Shown {
        /// What is said, always without regard to the background of pupils.
        #[serde(rename = "dom")]
        verdict: PositionVerdict,
        /// The family it was corrected in.
        #[serde(rename = "familie")]
        family: Option<Family>,
        /// The numbers; `None` where there is nothing to test.
        #[serde(flatten)]
        numbers: Option<Box<ReleasedPositionNumbers>>,
    },
    /// One of the years is hidden.
    #[serde(rename = "skjult")]
    Hidden,
}

/// The numbers of a place at released precision, on the scale of the definition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ReleasedPositionNumbers {
    /// The level over the years.
    #[serde(rename = "niveau")]
    pub level: Decimal,
    /// The lower limit of its 95 % interval.
    #[serde(rename = "nedre")]
    pub lower: Decimal,
    /// The upper limit.
    #[serde(rename = "oevre")]
    pub upper: Decimal,
    /// How many results.
    #[serde(rename = "n")]
    pub n: u64,
    /// How many different pupils, about.
    #[serde(rename = "forskellige_elever")]
    pub distinct: u64,
    /// The level of all schools of the kind.
    #[serde(rename = "alle_skoler")]
    pub reference: Decimal,
    /// The shock factor.
    #[serde(rename = "chokfaktor")]
    pub shock: Decimal,
    /// The chance to lie at least as far away, were the level that of the others.
    #[serde(rename = "p")]
    pub p: Decimal,
    /// The same corrected for the family; `None` where the family holds claims that are not shown.
    #[serde(rename = "p_korrigeret")]
    pub adjusted: Option<Decimal>,
    /// The funnel's limits: one school in twenty lies outside by chance.
    #[serde(rename = "tragt_95")]
    pub inner: [Decimal; 2],
    /// Two in a thousand.
    #[serde(rename = "tragt_998")]
    pub outer: [Decimal; 2],
    /// One in twenty by counting alone, exact; of shares.
    #[serde(rename = "tragt_95_optaelling")]
    pub counting: Option<[Decimal; 2]>,
    /// The level drawn towards the others', and the limits of what it may be.
    #[serde(rename = "trukket_mod_alle")]
    pub shrunken: Option<Decimal>,
    /// Its limits.
    #[serde(rename = "trukket_mod_alle_interval")]
    pub shrunken_interval: Option<[Decimal; 2]>,
    /// How much of the level's variance is the school's own.
    #[serde(rename = "paalidelighed")]
    pub reliability: Option<Decimal>,
}

/// What was corrected together, as far as the claims are shown: a description of claims, of no school.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleasedFamily {
    /// Which family.
    #[serde(rename = "familie")]
    pub family: Family,
    /// How many claims were tested.
    #[serde(rename = "sammenligninger")]
    pub comparisons: u64,
    /// How many were sure.
    #[serde(rename = "sikre")]
    pub sure: u64,
    /// The level of correction.
    #[serde(rename = "niveau")]
    pub level: Decimal,
    /// The rate of false findings among the sure ones by the method of correction.
    #[serde(rename = "andel_falske_hoejst")]
    pub rate: Option<Decimal>,
    /// Of the changes in per cent: how many could have shown ten points, four times out of five.
    #[serde(rename = "kunne_vise_ti_point")]
    pub could_show_ten: Option<u64>,
    /// Of how many.
    #[serde(rename = "i_procent")]
    pub in_percent: Option<u64>,
}

/// The shock factor of an indicator and kind of school, and how the schools spread.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleasedSpreading {
    /// The indicator.
    #[serde(rename = "indikator")]
    pub indicator: IndicatorId,
    /// The kind of school.
    #[serde(rename = "skoletype")]
    pub kind: SchoolKind,
    /// The shock factor before the schools had spoken.
    #[serde(rename = "chokfaktor_forud")]
    pub prior: Decimal,
    /// The shock factor.
    #[serde(rename = "chokfaktor")]
    pub shock: Decimal,
    /// Its degrees of freedom.
    #[serde(rename = "frihedsgrader")]
    pub degrees: Decimal,
    /// How many schools spoke.
    #[serde(rename = "skoler")]
    pub schools: u64,
    /// The share of the variance between schools that lasts; `None` below 15 schools.
    #[serde(rename = "varig_andel")]
    pub signal: Option<Decimal>,
    /// How many times the spread of counting alone theirs is.
    #[serde(rename = "spredning")]
    pub overdispersion: Option<Decimal>,
    /// Whether that is more than chance.
    #[serde(rename = "mere_end_tilfaeldigt")]
    pub is_overdispersed: Option<bool>,
}
