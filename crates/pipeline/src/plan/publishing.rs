//! What a plan says of publishing: what is public already, what is done about differences between
//! editions, and the words of the plan that stand in the report as they are.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::profile::OutlineError;
use kvalitet_core::{IndicatorId, InstitutionNumber, nearest};
use kvalitet_disclosure::{Choice, EditionName, EditionStage, Register, RegisteredEdition, Step};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Text;
use crate::plan_error::{Expectation, PlanError, PlanErrorKind};

/// What a plan says of publishing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublishingPlan {
    /// The tables of figures that are public already.
    pub known_files: Vec<KnownFile>,
    /// What is done about a figure of these indicators that would tell of few persons beside an earlier
    /// edition; the first that fits holds, `None` fits every indicator.
    pub choices: Vec<(Option<Vec<IndicatorId>>, Choice)>,
    /// The statements of schools.
    pub statement_files: Vec<StatementFile>,
    /// What the municipality wrote of chapters.
    pub assessment_files: Vec<AssessmentFile>,
    /// Words of the plan, and of statements and assessments that everybody may read, that stand in the report as they
    /// are.
    pub texts: Vec<PlanText>,
    /// The earlier editions, once they were read: see [`Plan::set_register`](super::Plan::set_register).
    pub(crate) earlier: Earlier,
}

/// A table of figures that are public already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// The file, relative to the plan.
    pub file: String,
    /// Who published it.
    pub source: String,
    /// For a column of ours its name in the file.
    pub columns: BTreeMap<String, String>,
}

/// What somebody of a school wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementFile {
    /// The file, relative to the plan.
    pub file: String,
    /// The school.
    pub school: InstitutionNumber,
}

/// What the municipality wrote of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentFile {
    /// The file, relative to the plan.
    pub file: String,
    /// The chapter: the id of a theme or of a series that has a chapter of its own, or `overblik`.
    pub chapter: String,
}

/// Words and where they begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanText {
    /// The file: the plan's, or one that it names.
    pub file: String,
    /// The words.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in it, from 1.
    pub column: usize,
}

/// The editions that a release is held against.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Earlier {
    pub(crate) register: Register,
    /// What the new edition is called and made as; `None` of a draft.
    pub(crate) asked: Option<(EditionName, Step)>,
}

impl Earlier {
    pub(crate) fn step(&self) -> Option<&Step> {
        self.asked.as_ref().map(|(_, step)| step)
    }

    /// The edition among them that the new one takes the place of.
    pub(crate) fn superseded(&self) -> Option<&EditionName> {
        Some(&self.step()?.supersedes()?.edition)
    }

    /// The hearing of the new edition, where that is final and was heard.
    pub(crate) fn hearing(&self) -> Option<&RegisteredEdition> {
        let (name, step) = self.asked.as_ref()?;
        let is_final = step.stage() == EditionStage::Final;
        self.register.at(name, EditionStage::Hearing).filter(|_| is_final)
    }

    /// The editions whose numbers the new one tells the changes of: the one that it corrects, otherwise
    /// the last, and before a hearing the last that is more.
    pub(crate) fn compared(&self) -> Vec<&RegisteredEdition> {
        if let Some(corrected) = self.superseded() {
            return self.register.edition(corrected).into_iter().collect();
        }
        let is_hearing = |of: &&RegisteredEdition| of.stage == EditionStage::Hearing;
        let newest_first = || self.register.editions().iter().rev();
        let hearing = newest_first().next().filter(is_hearing);
        hearing.into_iter().chain(newest_first().find(|of| !is_hearing(of))).collect()
    }
}

impl PublishingPlan {
    /// What is done about a figure of an indicator that would tell of few persons beside an earlier
    /// edition; `None` where the plan does not say.
    pub fn choice(&self, indicator: &IndicatorId) -> Option<Choice> {
        let fits = |of: &Option<Vec<IndicatorId>>| {
            of.as_ref().is_none_or(|indicators| indicators.contains(indicator))
        };
        self.choices.iter().find(|(of, _)| fits(of)).map(|(_, choice)| *choice)
    }
}

/// The columns of a table of known figures.
pub(crate) const KNOWN_COLUMNS: [&str; 4] = ["noegle", "vaerdi", "n", "taeller"];

#[derive(Deserialize)]
pub(super) struct RawKnown {
    file: Spanned<String>,
    source: Spanned<String>,
    #[serde(default)]
    columns: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
pub(super) struct RawDifference {
    indicators: Option<Vec<Spanned<String>>>,
    choose: Option<Spanned<String>>,
}

#[derive(Deserialize)]
pub(super) struct RawStatement {
    file: Spanned<String>,
    school: Spanned<String>,
}

#[derive(Deserialize)]
pub(super) struct RawAssessment {
    file: Spanned<String>,
    chapter: Spanned<String>,
}

/// What stands in a plan of publishing, as it is written.
pub(super) struct RawPublishing {
    pub(super) known: Vec<RawKnown>,
    pub(super) differences: Vec<RawDifference>,
    pub(super) statements: Vec<RawStatement>,
    pub(super) assessments: Vec<RawAssessment>,
}

/// What a plan says of publishing.
pub(super) fn publishing(
    RawPublishing { known, differences, statements, assessments }: RawPublishing,
    (table, catalogue): (&DeTable<'_>, &Catalogue),
    place: &Text<'_>,
) -> Result<PublishingPlan, PlanError> {
    let known = known.into_iter().map(|of| known_file(of, place));
    let choices = differences.into_iter().map(|of| difference(of, catalogue, place));
    let statements = statements.into_iter().map(|of| statement_file(of, place));
    let assessments = assessments.into_iter().map(|of| assessment_file(of, catalogue, place));
    Ok(PublishingPlan {
        statement_files: statements.collect::<Result<_, _>>()?,
        assessment_files: assessments.collect::<Result<_, _>>()?,
        known_files: known.collect::<Result<_, _>>()?,
        choices: choices.collect::<Result<_, _>>()?,
        texts: texts(table, place),
        earlier: Earlier::default(),
    })
}

fn known_file(raw: RawKnown, place: &Text<'_>) -> Result<KnownFile, PlanError> {
    if raw.file.get_ref().trim().is_empty() {
        return Err(place.value(&raw.file, "file", Expectation::Files));
    }
    if raw.source.get_ref().trim().is_empty() {
        return Err(place.value(&raw.source, "source", Expectation::Publisher));
    }
    for (column, name) in &raw.columns {
        if !KNOWN_COLUMNS.contains(&column.as_str()) {
            let at = name.span().start;
            return Err(place.unknown_key(at, column, "known.columns", KNOWN_COLUMNS));
        }
    }
    let columns = raw.columns.into_iter().map(|(column, name)| (column, name.into_inner()));
    Ok(KnownFile {
        file: raw.file.into_inner(),
        source: raw.source.into_inner(),
        columns: columns.collect(),
    })
}

fn statement_file(raw: RawStatement, place: &Text<'_>) -> Result<StatementFile, PlanError> {
    if raw.file.get_ref().trim().is_empty() {
        return Err(place.value(&raw.file, "file", Expectation::Files));
    }
    let wrong = |_| place.value(&raw.school, "school", Expectation::InstitutionNumber);
    let school = raw.school.get_ref().parse().map_err(wrong)?;
    Ok(StatementFile { file: raw.file.into_inner(), school })
}

/// The chapters that may be assessed: each theme, each series that has a chapter of its own, and the
/// overview for all of them together.
fn assessed(catalogue: &Catalogue) -> Vec<&str> {
    let themes = catalogue.themes().iter();
    let by_series =
        |theme: &&str| catalogue.themes().iter().any(|of| of.by_series && of.id == *theme);
    let series = catalogue.indicators().iter().filter(|of| by_series(&of.theme.as_str()));
    let mut ids: Vec<&str> = series.filter_map(|of| of.series.as_deref()).collect();
    ids.extend(themes.map(|theme| theme.id.as_str()));
    ids.push(OVERVIEW);
    ids
}

/// The chapter of the overall assessment.
const OVERVIEW: &str = "overblik";

fn assessment_file(
    raw: RawAssessment,
    catalogue: &Catalogue,
    place: &Text<'_>,
) -> Result<AssessmentFile, PlanError> {
    if raw.file.get_ref().trim().is_empty() {
        return Err(place.value(&raw.file, "file", Expectation::Files));
    }
    let (at, chapter) = (raw.chapter.span().start, raw.chapter.into_inner());
    let known = assessed(catalogue);
    if !known.contains(&chapter.as_str()) {
        let nearest = nearest(&chapter, known).unwrap_or_default();
        let unknown = OutlineError::Unknown { id: chapter, nearest };
        return Err(place.error(at, unknown.into()));
    }
    Ok(AssessmentFile { file: raw.file.into_inner(), chapter })
}

fn difference(
    raw: RawDifference,
    catalogue: &Catalogue,
    place: &Text<'_>,
) -> Result<(Option<Vec<IndicatorId>>, Choice), PlanError> {
    let choice = match raw.choose {
        None => Choice::Keep,
        Some(word) => Choice::from_id(word.get_ref()).ok_or_else(|| {
            place.value(&word, "choose", Expectation::OneOf(Choice::IDS.to_vec()))
        })?,
    };
    let known = |id: Spanned<String>| {
        let found = catalogue.indicator(id.get_ref()).map(|indicator| indicator.id.clone());
        found.ok_or_else(|| {
            let nearest = catalogue.nearest(id.get_ref()).unwrap_or_default();
            let kind = PlanErrorKind::UnknownIndicator { id: id.get_ref().clone(), nearest };
            place.error(id.span().start, kind)
        })
    };
    let indicators = raw.indicators.map(|ids| ids.into_iter().map(known).collect());
    Ok((indicators.transpose()?, choice))
}

/// The keys whose words stand in the report as they are. What was agreed with a school is read by nobody
/// else, and is not among them.
const PRINTED: &[(&str, &[&str])] = &[
    ("report", &["title"]),
    ("group", &["name"]),
    ("indicator", &["name", "description", "population", "source", "status_note", "unit"]),
    ("vision", &["text"]),
    ("goal", &["name", "text", "sign"]),
    ("action", &["name", "text", "sign", "responsible", "why", "followed_up"]),
];

fn texts(table: &DeTable<'_>, place: &Text<'_>) -> Vec<PlanText> {
    let mut found = Vec::new();
    for (section, keys) in PRINTED {
        let Some(value) = table.get(*section) else { continue };
        let entries: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(entries) => entries.iter().collect(),
            _ => vec![value],
        };
        let tables = entries.into_iter().filter_map(|entry| entry.get_ref().as_table());
        for entry in tables.filter(|entry| !entry.contains_key("school")) {
            for value in keys.iter().filter_map(|key| entry.get(*key)) {
                collect(value, place, &mut found);
            }
        }
    }
    found
}

/// Every word below a value; of a sign its `text` alone, of a follow-up all but its date.
fn collect(value: &Spanned<DeValue<'_>>, place: &Text<'_>, found: &mut Vec<PlanText>) {
    match value.get_ref() {
        DeValue::String(text) => {
            let (line, column) = place.position(value.span().start);
            let (file, text) = (place.file.to_owned(), text.as_ref().to_owned());
            found.push(PlanText { file, text, line, column });
        }
        DeValue::Array(entries) => entries.iter().for_each(|entry| collect(entry, place, found)),
        DeValue::Table(table) => {
            let words = ["da", "en", "text", "seen", "learned", "who", "next"];
            let below = table.iter().filter(|(key, _)| words.contains(&key.get_ref().as_ref()));
            below.for_each(|(_, value)| collect(value, place, found));
        }
        _ => {}
    }
}
