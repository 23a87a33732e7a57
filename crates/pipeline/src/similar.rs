//! Which schools each school is fairly set beside, by the rule of core.

use std::collections::BTreeMap;

use kvalitet_core::similar::{
    GradeSpan, NoSimilar, Reach, SchoolProfile, Similar, similar as nearest,
};
use kvalitet_core::{Decimal, Grade, IndicatorId, InstitutionNumber, SchoolYear, Unit};
use kvalitet_disclosure::{SimilarSchools, WhyNoneSimilar};
use kvalitet_ingest::figures::{Observation, Said};
use kvalitet_ingest::{Ingested, Measured, SourceKind};

use crate::groups::sizes;
use crate::plan::Plan;

/// For each school of the municipality the schools that are similar to it, or why it has none. Only
/// its own schools are known so well that they can be.
pub(crate) fn similar(plan: &Plan, ingested: &Ingested) -> BTreeMap<Unit, SimilarSchools> {
    let (sizes, references) = (sizes(plan, ingested), references(plan, ingested));
    let spans = spans(ingested);
    let mut profiles = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (number, school) in ingested.register.of_municipality(plan.report.municipality) {
        if ingested.succession.current(number) != number {
            continue;
        }
        let none = SimilarSchools::None { reason: WhyNoneSimilar::NoRoll };
        found.insert(Unit::School(number), none);
        if let (Some(pupils), Some(grades)) = (sizes.get(&number), spans.get(&number)) {
            let reference = references.get(&number).copied();
            let (kind, pupils, grades) = (school.kind, *pupils, *grades);
            profiles.insert(number, SchoolProfile { kind, pupils, grades, reference });
        }
    }
    let Some(reach) = Reach::of(&plan.settings) else { return found };
    for (number, result) in nearest(&profiles, reach) {
        let schools = match result {
            Ok(Similar { schools, rule }) => {
                let schools = schools.into_iter().map(Unit::School).collect();
                SimilarSchools::Found { schools, rule }
            }
            Err(NoSimilar::TooFew) => SimilarSchools::None { reason: WhyNoneSimilar::TooFew },
            Err(NoSimilar::TooFar) => SimilarSchools::None { reason: WhyNoneSimilar::TooFar },
        };
        found.insert(Unit::School(number), schools);
    }
    found
}

/// The first and the last grade with pupils, in the newest year of the roll.
fn spans(ingested: &Ingested) -> BTreeMap<InstitutionNumber, GradeSpan> {
    let newest = ingested.roll.keys().map(|(_, year, _)| *year).max();
    let mut spans: BTreeMap<InstitutionNumber, (Grade, Grade)> = BTreeMap::new();
    for ((school, year, grade), pupils) in &ingested.roll {
        if Some(*year) == newest && 0 < *pupils {
            let school = ingested.succession.current(*school);
            let span = spans.entry(school).or_insert((*grade, *grade));
            *span = (span.0.min(*grade), span.1.max(*grade));
        }
    }
    let span = |(school, (first, last))| Some((school, GradeSpan::new(first, last)?));
    spans.into_iter().filter_map(span).collect()
}

/// The measure, in every layout that has it.
const REFERENCE: &str = "socref.reference";

/// How many years a reference is of, and which is the last: the more and the later come first.
type Edition = (u8, SchoolYear);

/// The socioeconomic references of the municipality's schools, all of them of the same years: those
/// of three years before those of one, the newest of these.
fn references(plan: &Plan, ingested: &Ingested) -> BTreeMap<InstitutionNumber, Decimal> {
    let mut editions: BTreeMap<Edition, BTreeMap<InstitutionNumber, Decimal>> = BTreeMap::new();
    let marks = ingested.figures.observations.get(&SourceKind::Marks).into_iter().flatten();
    for of in marks.filter(|of| &*of.measure == REFERENCE) {
        if let (Some(years), Unit::School(school), Said::Value { value, .. }) =
            (years(of), of.unit, of.said)
        {
            editions.entry((years, of.year)).or_default().insert(school, value);
        }
    }
    for (year, figures) in &ingested.key_figures {
        let Ok(reference) = REFERENCE.parse::<IndicatorId>() else { continue };
        for (school, row) in &figures.schools {
            if let Some(Measured::Value(value, _)) = row.measures.get(&reference) {
                let of_year = editions.entry((1, *year)).or_default();
                of_year.entry(*school).or_insert(*value);
            }
        }
    }
    let own = |school: &InstitutionNumber| {
        let school = ingested.register.schools().get(school);
        school.is_some_and(|school| school.municipality == Some(plan.report.municipality))
    };
    let mut own_only = editions.into_values().rev().map(|mut of| {
        of.retain(|school, _| own(school));
        of
    });
    own_only.find(|of| !of.is_empty()).unwrap_or_default()
}

/// How many years an observation of all bound exams is of; `None` for one of a single subject.
fn years(of: &Observation) -> Option<u8> {
    let part = |name: &str| {
        let found = of.parts.iter().find(|(column, _)| &**column == name);
        found.map_or("", |(_, word)| &**word)
    };
    if !matches!(part("fag"), "" | "bundne prøver") || !part("disciplin").is_empty() {
        return None;
    }
    Some(if part("antal_aar") == "3" { 3 } else { 1 })
}
