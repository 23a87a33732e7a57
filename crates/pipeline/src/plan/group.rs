//! The plan's groups of schools.

use std::collections::BTreeSet;

use kvalitet_core::{GroupId, InstitutionNumber, LocalText, SchoolYear};
use serde::Deserialize;
use toml::Spanned;

use super::Text;
use crate::plan_error::{Expectation, PlanError};

/// Groups of schools that a plan asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupPlan {
    /// One group, school by school.
    Members {
        /// Its id.
        id: GroupId,
        /// Its name.
        name: LocalText,
        /// The schools.
        schools: BTreeSet<InstitutionNumber>,
        /// The first school year of all of them, where it is said.
        from: Option<SchoolYear>,
    },
    /// Groups of schools alike in size: see [`kvalitet_core::grouping::alike_in_size`].
    AlikeInSize {
        /// What their ids begin with: `laboratorium` of `laboratorium-1`.
        id: GroupId,
        /// What their names begin with.
        name: LocalText,
        /// How many groups.
        groups: usize,
        /// The first school year of all of them, where it is said.
        from: Option<SchoolYear>,
    },
    /// The groups of a file whose ids begin so. A plan with one of these leaves the others out.
    Prefix(String),
}

#[derive(Deserialize)]
pub(super) struct RawGroup {
    id: Option<Spanned<String>>,
    name: Option<LocalText>,
    members: Option<Vec<Spanned<String>>>,
    rule: Option<Spanned<String>>,
    groups: Option<Spanned<usize>>,
    prefix: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
}

/// The most groups that a rule makes: their numbers have two digits.
const MOST: usize = 99;

/// Reads the groups of a plan.
pub(super) fn groups(
    raw: Vec<Spanned<RawGroup>>,
    place: &Text<'_>,
) -> Result<Vec<GroupPlan>, PlanError> {
    raw.into_iter().map(|group| group_plan(group, place)).collect()
}

fn group_plan(raw: Spanned<RawGroup>, place: &Text<'_>) -> Result<GroupPlan, PlanError> {
    let wrong = place.value(&raw, "group", Expectation::Group);
    let raw = raw.into_inner();
    // A key that stands alone would be read as if it were not there.
    if raw.id.is_some() != raw.name.is_some() || raw.rule.is_some() != raw.groups.is_some() {
        return Err(wrong);
    }
    let from = match &raw.from {
        None => None,
        Some(from) => {
            let year = from.get_ref().parse();
            Some(year.map_err(|_| place.value(from, "from", Expectation::SchoolYear))?)
        }
    };
    let RawGroup { id, name, members, rule, groups, prefix, .. } = raw;
    match (id.zip(name), members, rule.zip(groups), prefix) {
        (Some((id, name)), Some(members), None, None) => {
            let schools = members.iter().map(|of| {
                let number = of.get_ref().parse();
                number.map_err(|_| place.value(of, "members", Expectation::InstitutionNumbers))
            });
            let schools = schools.collect::<Result<BTreeSet<_>, _>>()?;
            if schools.is_empty() {
                return Err(place.value(&id, "members", Expectation::InstitutionNumbers));
            }
            Ok(GroupPlan::Members { id: group_id(&id, 0, place)?, name, schools, from })
        }
        (Some((id, name)), None, Some((rule, groups)), None) => {
            if rule.get_ref() != ALIKE_IN_SIZE {
                let rules = Expectation::OneOf(vec![ALIKE_IN_SIZE]);
                return Err(place.value(&rule, "rule", rules));
            }
            if !(2..=MOST).contains(groups.get_ref()) {
                return Err(place.value(&groups, "groups", Expectation::NumberOfGroups));
            }
            let groups = groups.into_inner();
            Ok(GroupPlan::AlikeInSize { id: group_id(&id, groups, place)?, name, groups, from })
        }
        (None, None, None, Some(prefix)) if from.is_none() => {
            group_id(&prefix, 0, place)?;
            Ok(GroupPlan::Prefix(prefix.into_inner()))
        }
        _ => Err(wrong),
    }
}

const ALIKE_IN_SIZE: &str = "alike_in_size";

/// An id that is one, also with a hyphen and a number up to `groups` behind it.
fn group_id(id: &Spanned<String>, groups: usize, place: &Text<'_>) -> Result<GroupId, PlanError> {
    let wrong = |_| place.value(id, "id", Expectation::GroupId);
    if 0 < groups {
        format!("{}-{groups}", id.get_ref()).parse::<GroupId>().map_err(wrong)?;
    }
    id.get_ref().parse().map_err(wrong)
}
