//! Tally files: what rows of persons come to, cell by cell, where the rows stay where they are.
//!
//! A tally file holds integers that can be added to those of other files: of parts of a municipality, or
//! of municipalities. Small cells are in it, and nothing is hidden: it is personal data.
//!
//! Two files can be added where they were counted by the same definitions, settings, school years and
//! register of schools, and no source of the one is a source of the other. Then the sum of the files of
//! any parts of the rows, cut between pupils, is the file of all rows, whatever the order.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::progression::{AreaSums, CohortSums, PairSums, Step, TestOccasion};
use kvalitet_core::{
    FigureKey, Grade, InstitutionNumber, Origin, SchoolYear, Subject, Tally, TallyError,
};
use kvalitet_ingest::national_test::CellKey;
use kvalitet_ingest::{Ingested, Register, SourceReport};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::definitions::definition;
use crate::digest::sha256;
use crate::evidence::tallies_of_persons;
use crate::plan::Plan;
use crate::run::RunError;

/// The first word of a tally file: its form, to be counted up when that changes.
const FORM: &str = "kvalitetsrapport-optaelling-1";

/// The layout of counts of the national tests.
const LAYOUT_OF_COUNTS: &str = "aggregater";

/// What rows come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyFile {
    head: Head,
    /// Where the rows are from, by the digest of the file.
    sources: BTreeMap<String, TalliedSource>,
    tests: BTreeMap<CellKey, TestCell>,
    /// Counts that somebody else made: they are never added up.
    counts: BTreeMap<CellKey, Counts>,
    cohorts: BTreeMap<TestOccasion, CohortSums>,
    steps: BTreeMap<(InstitutionNumber, Step), PairSums>,
    roll: BTreeMap<(InstitutionNumber, SchoolYear, Grade), u32>,
    others: BTreeMap<FigureKey, Tally>,
}

/// What two files must have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    #[serde(rename = "aar")]
    years: BTreeSet<SchoolYear>,
    /// The digest of each definition and setting, by its id.
    #[serde(rename = "regler")]
    rules: BTreeMap<String, String>,
    /// The digest of the register of schools.
    register: String,
}

/// A file that was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalliedSource {
    /// Its path, relative to the data folder of its plan.
    #[serde(rename = "kilde")]
    pub source: String,
    /// The layout it was recognised as.
    pub layout: String,
    /// Rows read.
    #[serde(rename = "laest")]
    pub read: u64,
    /// Rows the tallies rest on, corrected ones among them.
    #[serde(rename = "brugt")]
    pub used: u64,
    /// Rows left out by rule.
    #[serde(rename = "udeladt")]
    pub excluded: u64,
    /// Rows in quarantine.
    #[serde(rename = "karantaene")]
    pub quarantined: u64,
}

/// The results of pupils in one school, year, subject and grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TestCell {
    levels: [u32; 6],
    abilities: AreaSums,
}

/// Counts as somebody made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    levels: [u32; 6],
    enrolled: Option<u32>,
}

/// Two tally files that cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They were counted by other definitions or settings.
    #[error("counted by other definitions: {}", .0.join(", "))]
    OtherDefinitions(Vec<String>),
    /// They are about other school years.
    #[error("about other school years")]
    OtherYears,
    /// They were held against another register of schools.
    #[error("held against another register of schools")]
    OtherRegister,
    /// A source is in both: its pupils would count twice.
    #[error("the source `{0}` is in both")]
    SameSource(String),
    /// The counts of one school, year, subject and grade are in both.
    #[error("the counts of school {} in {}, {} grade {} are in both", .0.school, .0.year, .0.subject, .0.grade.number())]
    SameCell(CellKey),
    /// A school has another number of pupils on roll.
    #[error("school {school} has another number of pupils on roll in {year}, grade {}", grade.number())]
    OtherRoll {
        /// The school.
        school: InstitutionNumber,
        /// The school year.
        year: SchoolYear,
        /// The grade.
        grade: Grade,
    },
    /// A sum does not fit.
    #[error(transparent)]
    Tally(#[from] TallyError),
}

/// What is no tally file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TallyFileError {
    /// It is something else, or of another version of the program.
    #[error("no tally file of this version")]
    OtherForm,
    /// It is damaged there.
    #[error("damaged in line {line}, column {column}")]
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
}

/// Counts what was read.
///
/// # Errors
///
/// Returns [`RunError`] where a run on the same would end with one before it works anything out.
pub fn tallied(plan: &Plan, mut ingested: Ingested) -> Result<TallyFile, RunError> {
    // Who did not answer is known when all who did are: the roll is held against the sum.
    let roll = std::mem::take(&mut ingested.roll);
    let tests = &ingested.tests;
    let mut cells: BTreeMap<CellKey, TestCell> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for (key, cell) in &tests.cells {
        // A cell in which nobody has a result comes of the roll.
        if cell.origin == Origin::PupilRows && cell.tested() != 0 {
            cells.entry(*key).or_default().levels = cell.levels;
        } else if cell.origin != Origin::PupilRows {
            counts.insert(*key, Counts { levels: cell.levels, enrolled: cell.enrolled });
        }
    }
    for (key, abilities) in &tests.abilities {
        cells.entry(*key).or_default().abilities = *abilities;
    }
    let is_counted =
        |of: &&SourceReport| of.rows_are_persons || of.layout.as_ref() == LAYOUT_OF_COUNTS;
    let sources = ingested.sources.iter().filter(is_counted).map(|of| {
        let rows = &of.rows;
        let source = TalliedSource {
            source: of.source.to_string(),
            layout: of.layout.to_string(),
            read: rows.read,
            used: rows.used + rows.corrected,
            excluded: rows.excluded_rows(),
            quarantined: rows.quarantined,
        };
        (of.digest.clone(), source)
    });
    let progress = &tests.progress;
    Ok(TallyFile {
        head: Head {
            years: plan.report.years.clone(),
            rules: rules(plan),
            register: digest_of(&ingested.register),
        },
        sources: sources.collect(),
        tests: cells,
        counts,
        cohorts: progress.cohorts.clone(),
        steps: progress.sums.clone(),
        roll,
        others: tallies_of_persons(&ingested, plan)?.tallies,
    })
}

/// The digest of each definition that counts rows, and of the settings that they are counted with.
fn rules(plan: &Plan) -> BTreeMap<String, String> {
    let catalogue = &plan.catalogue;
    let counted = catalogue.indicators().iter().filter(|of| !of.is_reported());
    let definitions = counted.map(|of| {
        let digest = sha256(definition(catalogue, of).to_string().as_bytes());
        (of.id.to_string(), digest.chars().take(16).collect())
    });
    let settings = plan.settings.definitions().iter().filter_map(|setting| {
        Some((format!("indstilling:{}", setting.id), plan.settings.value(&setting.id)?.to_string()))
    });
    definitions.chain(settings).collect()
}

fn digest_of(register: &Register) -> String {
    let schools = register.schools().iter().map(|(number, school)| {
        let of = school.municipality.map(|of| of.to_string());
        let main = school.main_school.map(|of| of.to_string());
        json!([number, format!("{:?}", school.kind), of, main])
    });
    sha256(schools.collect::<Value>().to_string().as_bytes())
}

impl TallyFile {
    /// Where the rows are from, by the digest of the file.
    pub const fn sources(&self) -> &BTreeMap<String, TalliedSource> {
        &self.sources
    }

    /// How many integers it holds cells of.
    pub fn cells(&self) -> usize {
        self.tests.len() + self.counts.len() + self.steps.len() + self.others.len()
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// Returns [`MergeError`] for two that were not counted alike, or count the same.
    pub fn merge(mut self, other: Self) -> Result<Self, MergeError> {
        self.head.same(&other.head)?;
        for (digest, source) in other.sources {
            match self.sources.entry(digest) {
                Entry::Occupied(_) => return Err(MergeError::SameSource(source.source)),
                Entry::Vacant(slot) => slot.insert(source),
            };
        }
        for (key, counts) in other.counts {
            if self.tests.contains_key(&key) || self.counts.insert(key, counts).is_some() {
                return Err(MergeError::SameCell(key));
            }
        }
        for (key, cell) in other.tests {
            if self.counts.contains_key(&key) {
                return Err(MergeError::SameCell(key));
            }
            let sum = self.tests.entry(key).or_default();
            *sum = sum.merge(cell).ok_or(TallyError::Overflow)?;
        }
        for (test, sums) in other.cohorts {
            let sum = self.cohorts.entry(test).or_default();
            *sum = sum.merge(sums);
        }
        for (step, sums) in other.steps {
            let sum = self.steps.entry(step).or_default();
            sum.now = added(sum.now, sums.now).ok_or(TallyError::Overflow)?;
            sum.before =
                each(sum.before, sums.before, i64::checked_add).ok_or(TallyError::Overflow)?;
        }
        for (key, pupils) in other.roll {
            if self.roll.insert(key, pupils).is_some_and(|of| of != pupils) {
                let (school, year, grade) = key;
                return Err(MergeError::OtherRoll { school, year, grade });
            }
        }
        for (key, tally) in other.others {
            match self.others.entry(key) {
                Entry::Occupied(mut slot) => {
                    let sum = slot.get().merge(tally)?;
                    slot.insert(sum);
                }
                Entry::Vacant(slot) => {
                    slot.insert(tally);
                }
            }
        }
        Ok(self)
    }
}

impl Head {
    fn same(&self, other: &Self) -> Result<(), MergeError> {
        let ids: BTreeSet<&String> = self.rules.keys().chain(other.rules.keys()).collect();
        let differ = |id: &&&String| self.rules.get(**id) != other.rules.get(**id);
        let others: Vec<String> = ids.iter().filter(differ).map(|id| (*id).clone()).collect();
        if !others.is_empty() {
            return Err(MergeError::OtherDefinitions(others));
        }
        if self.years != other.years {
            return Err(MergeError::OtherYears);
        }
        if self.register == other.register { Ok(()) } else { Err(MergeError::OtherRegister) }
    }
}

impl TestCell {
    fn merge(self, other: Self) -> Option<Self> {
        let levels = each(self.levels, other.levels, u32::checked_add)?;
        Some(Self { levels, abilities: added(self.abilities, other.abilities)? })
    }
}

fn added(a: AreaSums, b: AreaSums) -> Option<AreaSums> {
    let sums = each(a.sums, b.sums, i64::checked_add)?;
    Some(AreaSums { pupils: a.pupils.checked_add(b.pupils)?, sums })
}

fn each<T: Copy, const N: usize>(
    mut a: [T; N],
    b: [T; N],
    add: fn(T, T) -> Option<T>,
) -> Option<[T; N]> {
    for (a, b) in a.iter_mut().zip(b) {
        *a = add(*a, b)?;
    }
    Some(a)
}

/// The rows of a file, as they are written.
#[derive(Default, Deserialize)]
struct Rows {
    celler: Vec<CellRow>,
    optalte: Vec<CountsRow>,
    kohorter: Vec<CohortRow>,
    trin: Vec<StepRow>,
}

/// School, year, subject and grade; pupils on each level; how many with abilities, and their sums.
type CellRow = (InstitutionNumber, SchoolYear, Subject, Grade, [u32; 6], u32, [i64; 3]);
/// School, year, subject and grade; pupils on each level; pupils on the grade.
type CountsRow = (InstitutionNumber, SchoolYear, Subject, Grade, [u32; 6], Option<u32>);
/// Year, subject and grade; how many with abilities, their sums, and the sums of their products.
type CohortRow = (SchoolYear, Subject, Grade, u64, [i64; 3], [i128; 6]);
/// School; year, subject and grade of the later test; year and grade of the earlier; pairs, and the sums
/// of their abilities then and now.
type StepRow =
    (InstitutionNumber, SchoolYear, Subject, Grade, (SchoolYear, Grade), u32, [i64; 3], [i64; 3]);
/// School, year and grade, and how many pupils.
type RollRow = (InstitutionNumber, SchoolYear, Grade, u32);

impl TallyFile {
    /// The file: JSON with a row of a table on each line, sorted. The same tallies are the same bytes.
    ///
    /// # Errors
    ///
    /// Returns the error of what cannot be written: a mistake of the program.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let cells = self.tests.iter().map(|(key, cell)| -> CellRow {
            let AreaSums { pupils, sums } = cell.abilities;
            (key.school, key.year, key.subject, key.grade, cell.levels, pupils, sums)
        });
        let counts = self.counts.iter().map(|(key, of)| -> CountsRow {
            (key.school, key.year, key.subject, key.grade, of.levels, of.enrolled)
        });
        let cohorts = self.cohorts.iter().map(|(test, sums)| -> CohortRow {
            let (pupils, sums, products) = sums.parts();
            (test.year, test.subject, test.grade, pupils, sums, products)
        });
        let steps = self.steps.iter().map(|((school, step), sums)| -> StepRow {
            let Step { from, to } = *step;
            let earlier = (from.year, from.grade);
            let PairSums { before, now } = *sums;
            (*school, to.year, to.subject, to.grade, earlier, now.pupils, before, now.sums)
        });
        let roll = self.roll.iter().map(|((school, year, grade), pupils)| -> RollRow {
            (*school, *year, *grade, *pupils)
        });
        let mut text = String::new();
        let mut field = |name: &str, value: String| {
            let begin = if text.is_empty() { "{" } else { ",\n" };
            text.extend([begin, "\"", name, "\": ", &value]);
        };
        field("form", serde_json::to_string(FORM)?);
        field("indhold", serde_json::to_string("personoplysninger")?);
        field("hoved", serde_json::to_string(&self.head)?);
        field("kilder", in_lines(self.sources.iter())?);
        let tests = [
            ("celler", in_lines(cells)?),
            ("optalte", in_lines(counts)?),
            ("kohorter", in_lines(cohorts)?),
            ("trin", in_lines(steps)?),
        ];
        let tests = tests.map(|(name, rows)| format!("\"{name}\": {rows}"));
        field("national_test", format!("{{{}}}", tests.join(",\n")));
        field("elevtal", in_lines(roll)?);
        field("oevrige", in_lines(self.others.iter())?);
        text.push_str("}\n");
        Ok(text.into_bytes())
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Returns [`TallyFileError`] for what is none. Nothing that stands in it is told.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TallyFileError> {
        let form: Form = parsed(bytes).map_err(|_| TallyFileError::OtherForm)?;
        if form.form != FORM {
            return Err(TallyFileError::OtherForm);
        }
        let file: File = parsed(bytes)?;
        let cells = file.national_test.celler.into_iter().map(|row: CellRow| {
            let (school, year, subject, grade, levels, pupils, sums) = row;
            let abilities = AreaSums { pupils, sums };
            (CellKey { school, year, subject, grade }, TestCell { levels, abilities })
        });
        let counts = file.national_test.optalte.into_iter().map(|row: CountsRow| {
            let (school, year, subject, grade, levels, enrolled) = row;
            (CellKey { school, year, subject, grade }, Counts { levels, enrolled })
        });
        let cohorts = file.national_test.kohorter.into_iter().map(|row: CohortRow| {
            let (year, subject, grade, pupils, sums, products) = row;
            (TestOccasion { subject, year, grade }, CohortSums::new(pupils, sums, products))
        });
        let steps = file.national_test.trin.into_iter().map(|row: StepRow| {
            let (school, year, subject, grade, (from_year, from_grade), pupils, before, sums) = row;
            let from = TestOccasion { subject, year: from_year, grade: from_grade };
            let to = TestOccasion { subject, year, grade };
            ((school, Step { from, to }), PairSums { before, now: AreaSums { pupils, sums } })
        });
        let roll = file.elevtal.into_iter();
        Ok(Self {
            head: file.hoved,
            sources: file.kilder.into_iter().collect(),
            tests: cells.collect(),
            counts: counts.collect(),
            cohorts: cohorts.collect(),
            steps: steps.collect(),
            roll: roll.map(|(school, year, grade, n)| ((school, year, grade), n)).collect(),
            others: file.oevrige.into_iter().collect(),
        })
    }
}

/// What every version has.
#[derive(Deserialize)]
struct Form {
    form: String,
}

#[derive(Deserialize)]
struct File {
    hoved: Head,
    kilder: Vec<(String, TalliedSource)>,
    national_test: Rows,
    elevtal: Vec<RollRow>,
    oevrige: Vec<(FigureKey, Tally)>,
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, TallyFileError> {
    serde_json::from_slice(bytes)
        .map_err(|error| TallyFileError::Damaged { line: error.line(), column: error.column() })
}

/// Rows of a table, a line each.
fn in_lines(rows: impl Iterator<Item = impl Serialize>) -> serde_json::Result<String> {
    let rows: Vec<String> =
        rows.map(|row| serde_json::to_string(&row)).collect::<serde_json::Result<_>>()?;
    Ok(if rows.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", rows.join(",\n")) })
}
