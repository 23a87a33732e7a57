//! What can be said of a change, as data: its numbers are on the scale that is printed.

use kvalitet_core::verdict::{Family, ShockBasis};
use kvalitet_core::{Decimal, SchoolYear};
use serde::Serialize;

/// What can be said of a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "status")]
pub enum Assessment {
    /// It was assessed.
    #[serde(rename = "vurderet")]
    Assessed(Box<Assessed>),
    /// The newest figure is hidden.
    #[serde(rename = "skjult")]
    Hidden,
    /// There is no figure.
    #[serde(rename = "intet-tal")]
    NoFigure,
    /// *Kan ikke vurderes: elevtal mangler*.
    #[serde(rename = "kan-ikke-vurderes")]
    Cannot {
        /// Why.
        #[serde(rename = "hvorfor")]
        why: WhyNot,
    },
    /// Nobody has said how great a change is meant, and the ends of the scale are not known.
    #[serde(rename = "aendring-mangler")]
    NoChange,
}

/// Why nothing can be said of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum WhyNot {
    /// The figure is a value alone, without the persons behind it.
    #[serde(rename = "vaerdi-alene")]
    ValueAlone,
    /// The figure is a ratio or a count of something else than persons.
    #[serde(rename = "ikke-af-personer")]
    NotOfPersons,
    /// The figure is a ratio or a value as published, of known persons, and no share or mean of them.
    #[serde(rename = "ikke-andel-eller-gennemsnit")]
    NotShareOrMean,
    /// A distribution is many shares: each is asked of by itself.
    #[serde(rename = "fordeling")]
    Distribution,
    /// How far the persons of a mean lie apart is not known.
    #[serde(rename = "spredning-ukendt")]
    NoSpread,
}

/// Whether a change can be read off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kan", content = "aar")]
pub enum Grade {
    /// *Kan aflæses*: from one year to the next.
    #[serde(rename = "kan-aflaeses")]
    Now,
    /// *Først efter n år*: when so many years are taken together before, and as many after.
    #[serde(rename = "foerst-efter")]
    After(u8),
    /// *Aldrig på dette niveau*: not with five years on each side either.
    #[serde(rename = "aldrig-paa-dette-niveau")]
    Never,
}

/// What stands in the way besides chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "art")]
pub enum Obstacle {
    /// The end of the scale is nearer than the change.
    #[serde(rename = "skalaens-ende")]
    EndOfScale {
        /// How far away it is.
        #[serde(rename = "plads")]
        room: Decimal,
    },
    /// Fewer persons than the definition asks before anything is said.
    #[serde(rename = "for-faa")]
    TooFew {
        /// How many it asks.
        #[serde(rename = "mindst")]
        minimum: u64,
    },
}

/// The persons of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct YearPersons {
    /// The year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// How many.
    pub n: u64,
}

/// Where a shock factor is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ShockFrom {
    /// How differently the unit's schools moved.
    #[serde(rename = "skoler-som-klynger")]
    Clusters,
    /// The changes of the report's schools, and what is believed before they are seen.
    #[serde(rename = "rapportens-skoler")]
    Schools,
    /// What is believed before any school is seen.
    #[serde(rename = "forhaand")]
    Prior,
}

/// A change that was assessed. Numbers are on the scale that is printed: per cent as points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessed {
    /// The newest year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// Its value.
    #[serde(rename = "vaerdi")]
    pub value: Decimal,
    /// The persons of every year with a figure.
    #[serde(rename = "antal_pr_aar")]
    pub persons: Vec<YearPersons>,
    /// The two years of the change whose error it is; `None` where one year stands for both.
    #[serde(rename = "aendring_mellem")]
    pub between: Option<[SchoolYear; 2]>,
    /// Whether it is the most favourable there could be: a municipality's error without what its
    /// schools did.
    #[serde(rename = "gunstigste")]
    pub is_most_favourable: bool,
    /// The shock factor.
    #[serde(rename = "chokfaktor")]
    pub shock: Decimal,
    /// Where it is from.
    #[serde(rename = "chokfaktor_fra")]
    pub shock_from: ShockFrom,
    /// What was believed of it before.
    #[serde(rename = "chokfaktor_forud")]
    pub prior: Decimal,
    /// Whether that was measured of this indicator.
    #[serde(rename = "chokfaktor_forud_er")]
    pub prior_basis: ShockBasis,
    /// The whole standard error of a change between two years.
    #[serde(rename = "standardfejl")]
    pub standard_error: Decimal,
    /// How many standard errors a change must reach before it is called sure.
    #[serde(rename = "kritisk_vaerdi")]
    pub critical: Decimal,
    /// The family whose critical value it is; `None` for the level alone.
    #[serde(rename = "familie")]
    pub family: Option<Family>,
    /// How many comparisons the family has.
    #[serde(rename = "sammenligninger")]
    pub comparisons: Option<u64>,
    /// How great a fall is called sure; `None` where none could be.
    #[serde(rename = "sikkert_fald_fra")]
    pub sure_fall: Option<Decimal>,
    /// How great a rise is called sure; `None` where there is no room for one.
    #[serde(rename = "sikker_stigning_fra")]
    pub sure_rise: Option<Decimal>,
    /// How great a true change is found four times out of five.
    #[serde(rename = "opdages_normalt_fra")]
    pub discoverable: Option<Decimal>,
    /// The chance that the report calls the change that was asked of sure.
    #[serde(rename = "chance")]
    pub chance: Decimal,
    /// Whether it can be read off.
    #[serde(rename = "aflaeselighed")]
    pub grade: Grade,
    /// What stands in the way besides chance.
    #[serde(rename = "hindring")]
    pub obstacle: Option<Obstacle>,
    /// The share of results over the years taken together that is of different persons; 1 where one
    /// year is enough.
    #[serde(rename = "forskellige_personer")]
    pub distinct: Decimal,
}
