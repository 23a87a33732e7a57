//! What is to be read, and what became of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::progression::{Construction, Norms};
use kvalitet_core::{MunicipalityNumber, Reconciliation, SchoolYear};

use crate::cell::DecimalMark;
use crate::layout::{Layout, SourceKind};
use crate::pseudonym::Pseudonymiser;

/// One source of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSpec {
    /// What it is about.
    pub kind: SourceKind,
    /// File names and patterns, relative to the data folder.
    pub files: Vec<String>,
    /// For a column's name in the layout, its name in the files.
    pub columns: BTreeMap<String, String>,
    /// The school year of a source that does not say it itself.
    pub year: Option<SchoolYear>,
    /// How it writes numbers.
    pub decimal: DecimalMark,
    /// What a year alone (`2019`) means in it; refused where nothing is said.
    pub single_year: Option<SingleYear>,
    /// The layout of a table whose schema stands in the plan.
    pub local: Option<Arc<Layout>>,
}

/// Which school year a calendar year alone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SingleYear {
    /// The one that begins in it.
    Begins,
    /// The one that ends in it.
    Ends,
}

/// What to read, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The sources.
    pub specs: &'a [SourceSpec],
    /// The school years of the report.
    pub years: &'a BTreeSet<SchoolYear>,
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// The definitions.
    pub catalogue: &'a Catalogue,
    /// What pupils' ids become; without it a column of civil registration numbers is refused.
    pub pseudonyms: Option<&'a Pseudonymiser>,
    /// Whether rows in quarantine are kept as they stand, for a file that the user asked for.
    pub keep_originals: bool,
    /// How pupils are followed from test to test.
    pub progression: FollowingRules<'a>,
}

/// How pupils are followed from test to test.
#[derive(Clone, Copy, Debug, Default)]
pub struct FollowingRules<'a> {
    /// How three areas become one score.
    pub construction: Construction,
    /// Whether a year in which the tests were not held for everybody is bridged: then the test before
    /// that is looked at.
    pub bridges: bool,
    /// The norms that the plan supplies.
    pub norms: Option<&'a Norms>,
    /// Whether pairs are kept pupil by pupil; their sums always are.
    pub keeps_pairs: bool,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReport {
    /// Its path relative to the data folder.
    pub source: Arc<str>,
    /// What it is about.
    pub kind: SourceKind,
    /// The layout it was recognised as; empty where it was not.
    pub layout: Arc<str>,
    /// SHA-256 of its bytes, in hex; empty where it could not be read.
    pub digest: String,
    /// Whether a row is a person.
    pub rows_are_persons: bool,
    /// The school years of the rows that are used; empty where rows have none.
    pub years: BTreeSet<SchoolYear>,
    /// Where its rows went.
    pub rows: Reconciliation,
}

/// The layouts of national tests that are resolved into one table.
pub(crate) const RESOLVED: [&str; 3] = ["elevraekker", "elevraekker_point", "aggregater"];
