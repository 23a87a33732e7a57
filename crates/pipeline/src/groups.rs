//! The municipality's own groups of schools: those of its file and those of the plan.
//!
//! A group's figures count its schools in every year of the report, and the year from which each
//! belongs is printed beside them: what was before can be seen, and a figure has one set of schools
//! over the years. With members that come and go, a change from year to year would be a change of
//! schools.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::finding::{Finding, FindingKind, GroupProblem};
use kvalitet_core::grouping::alike_in_size;
use kvalitet_core::{GroupId, InstitutionNumber, LocalText, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::{GroupInfo, Member};
use kvalitet_ingest::Ingested;
use kvalitet_ingest::groups::Membership;

use crate::plan::{GroupPlan, Plan};

/// A group of schools, as they are today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) id: GroupId,
    pub(crate) name: String,
    /// What it is one of.
    set: String,
    /// The first school year that each school belongs in, where it is said.
    pub(crate) schools: BTreeMap<InstitutionNumber, Option<SchoolYear>>,
}

impl Group {
    pub(crate) const fn unit(&self) -> Unit {
        Unit::Group(self.id)
    }

    pub(crate) fn info(&self) -> GroupInfo {
        let member = |(school, from): (&InstitutionNumber, &Option<SchoolYear>)| Member {
            school: Unit::School(*school),
            from: *from,
        };
        GroupInfo { set: self.set.clone(), schools: self.schools.iter().map(member).collect() }
    }
}

/// Every group of a run, by id.
///
/// # Errors
///
/// Returns the finding that stops a run where a group of the plan cannot be made.
pub(crate) fn groups(plan: &Plan, ingested: &Ingested) -> Result<Vec<Group>, Finding> {
    let stop =
        |problem| Finding::at(plan.file.as_str(), FindingKind::GroupCannotBeMade { problem });
    let mut found = of_file(plan, ingested).map_err(stop)?;
    for wanted in &plan.groups {
        found.extend(of_plan(wanted, plan, ingested).map_err(stop)?);
    }
    let mut ids: BTreeSet<GroupId> = SchoolKind::ALL.map(SchoolKind::group).into();
    if !found.iter().all(|group| ids.insert(group.id)) {
        return Err(stop(GroupProblem::IdTaken));
    }
    found.sort_by_key(|group| group.id);
    Ok(found)
}

/// The groups of the file: all of them, or those that the plan names the beginning of. A school
/// belongs that does so in some year from the first to the last of the report, and where it belongs
/// more than once, from the first of these times.
fn of_file(plan: &Plan, ingested: &Ingested) -> Result<Vec<Group>, GroupProblem> {
    let prefixes: Vec<&str> = plan
        .groups
        .iter()
        .filter_map(|wanted| match wanted {
            GroupPlan::Prefix(prefix) => Some(prefix.as_str()),
            GroupPlan::Members { .. } | GroupPlan::AlikeInSize { .. } => None,
        })
        .collect();
    let in_report = |of: &&Membership| {
        let (first, last) = (plan.report.years.first(), plan.report.years.last());
        of.from.is_none_or(|from| last.is_some_and(|last| from <= *last))
            && of.until.is_none_or(|until| first.is_some_and(|first| *first <= until))
    };
    let mut found: BTreeMap<GroupId, Group> = BTreeMap::new();
    for of in ingested.groups.iter().filter(in_report) {
        let id = of.group.to_string();
        let prefix = prefixes.iter().find(|prefix| id.starts_with(**prefix));
        if prefix.is_none() && !prefixes.is_empty() {
            continue;
        }
        let set = prefix.map_or(id.as_str(), |prefix| prefix.trim_end_matches('-')).to_owned();
        let name = of.name.clone();
        let group = || Group { id: of.group, name, set, schools: BTreeMap::new() };
        let schools = &mut found.entry(of.group).or_insert_with(group).schools;
        // No year is the earliest of all.
        let from = schools.entry(ingested.succession.current(of.school)).or_insert(of.from);
        *from = (*from).min(of.from);
    }
    let is_empty = |prefix: &&str| !found.keys().any(|id| id.to_string().starts_with(*prefix));
    if prefixes.iter().any(is_empty) {
        return Err(GroupProblem::NoSchool);
    }
    Ok(found.into_values().collect())
}

fn of_plan(
    wanted: &GroupPlan,
    plan: &Plan,
    ingested: &Ingested,
) -> Result<Vec<Group>, GroupProblem> {
    let in_words = |name: &LocalText| name.in_language(plan.report.language).to_owned();
    match wanted {
        GroupPlan::Prefix(_) => Ok(Vec::new()),
        GroupPlan::Members { id, name, schools, from } => {
            let municipality = plan.report.municipality;
            let known: BTreeSet<InstitutionNumber> =
                ingested.register.of_municipality(municipality).map(|(number, _)| number).collect();
            if let Some(unknown) = schools.difference(&known).next() {
                return Err(GroupProblem::NoSuchSchool(*unknown));
            }
            let current = schools.iter().map(|of| (ingested.succession.current(*of), *from));
            let (set, schools) = (id.to_string(), current.collect());
            Ok(vec![Group { id: *id, name: in_words(name), set, schools }])
        }
        GroupPlan::AlikeInSize { id, name, groups, from } => {
            let sizes = sizes(plan, ingested);
            if sizes.is_empty() {
                return Err(GroupProblem::NoRoll);
            }
            let made = alike_in_size(&sizes, *groups).into_iter().zip(1..);
            let made = made.map(|(schools, number): (_, u32)| {
                let numbered = format!("{id}-{number}").parse();
                Ok(Group {
                    // The plan's reader has seen that the longest of the ids is one.
                    id: numbered.map_err(|_| GroupProblem::IdTaken)?,
                    name: format!("{} {number}", in_words(name)),
                    set: id.to_string(),
                    schools: schools.into_iter().map(|school| (school, *from)).collect(),
                })
            });
            made.collect()
        }
    }
}

/// Pupils on roll of each school of the municipality in the newest year that the roll has. A school
/// without a roll in that year is in no group alike in size.
pub(crate) fn sizes(plan: &Plan, ingested: &Ingested) -> BTreeMap<InstitutionNumber, u32> {
    let newest = ingested.roll.keys().map(|(_, year, _)| *year).max();
    let municipality = plan.report.municipality;
    let known: BTreeSet<InstitutionNumber> =
        ingested.register.of_municipality(municipality).map(|(number, _)| number).collect();
    let mut sizes: BTreeMap<InstitutionNumber, u32> = BTreeMap::new();
    for ((school, year, _), pupils) in &ingested.roll {
        let school = ingested.succession.current(*school);
        if Some(*year) == newest && known.contains(&school) {
            let size = sizes.entry(school).or_default();
            *size = size.saturating_add(*pupils);
        }
    }
    sizes
}
