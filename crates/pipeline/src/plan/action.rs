//! What a municipality does for its goals, and what it agreed with its schools.

use kvalitet_core::Decimal;
use kvalitet_core::action::{Action, ActionStatus, FollowUp};
use kvalitet_core::catalogue::{Catalogue, CatalogueError, Indicator, Scale};
use serde::Deserialize;
use toml::Spanned;

use super::local::Words;
use super::{Text, date};
use crate::plan_error::{Expectation, PlanError, PlanErrorKind};

/// The keys of an action.
pub(super) const KEYS: [&str; 15] = [
    "id",
    "goal",
    "name",
    "text",
    "sign",
    "indicator",
    "change",
    "responsible",
    "why",
    "from",
    "due",
    "school",
    "status",
    "from_report",
    "followed_up",
];

/// The keys of how it was followed up.
pub(super) const FOLLOWED_UP_KEYS: [&str; 5] = ["date", "seen", "learned", "who", "next"];

#[derive(Deserialize)]
pub(super) struct RawAction {
    id: Spanned<String>,
    goal: Option<Spanned<String>>,
    name: Words,
    text: Words,
    sign: Option<Words>,
    indicator: Option<Spanned<String>>,
    change: Option<Spanned<toml::Value>>,
    responsible: Words,
    why: Option<Words>,
    from: Option<Spanned<toml::value::Datetime>>,
    due: Spanned<toml::value::Datetime>,
    school: Option<Spanned<String>>,
    status: Spanned<String>,
    from_report: Option<Spanned<String>>,
    followed_up: Option<RawFollowUp>,
}

#[derive(Deserialize)]
struct RawFollowUp {
    date: Spanned<toml::value::Datetime>,
    seen: Words,
    learned: Option<Words>,
    who: Option<Words>,
    next: Option<Words>,
}

/// What the entries are read with.
pub(super) struct Reader<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// The report's own date.
    pub(super) date: &'a str,
    pub(super) place: &'a Text<'a>,
}

/// Reads the actions of a plan, in its order.
pub(super) fn actions(raw: Vec<RawAction>, of: &Reader<'_>) -> Result<Vec<Action>, PlanError> {
    let mut actions: Vec<Action> = Vec::new();
    for raw in raw {
        let at = raw.id.span().start;
        let action = of.action(raw)?;
        if actions.iter().any(|known| known.id == action.id) {
            return Err(of.wrong(at, CatalogueError::Twice { id: action.id }));
        }
        actions.push(action);
    }
    Ok(actions)
}

impl Reader<'_> {
    fn wrong(&self, at: usize, error: CatalogueError) -> PlanError {
        self.place.error(at, PlanErrorKind::Definition(Box::new(error)))
    }

    fn action(&self, raw: RawAction) -> Result<Action, PlanError> {
        let goal = raw.goal.map(|id| self.goal(&id)).transpose()?;
        let indicator = raw.indicator.map(|id| self.indicator(&id)).transpose()?;
        let change = raw.change.map(|of| self.change(&of, indicator)).transpose()?;
        let (from, due) = self.days(raw.from.as_ref(), &raw.due)?;
        let school = raw.school.map(|of| {
            let wrong = |_| self.place.value(&of, "school", Expectation::InstitutionNumber);
            of.get_ref().parse().map_err(wrong)
        });
        let from_last_report = raw.from_report.map(|of| match of.get_ref().as_str() {
            "last" => Ok(true),
            _ => Err(self.place.value(&of, "from_report", Expectation::OneOf(vec!["last"]))),
        });
        Ok(Action {
            id: raw.id.into_inner(),
            goal,
            name: raw.name.into(),
            text: raw.text.into(),
            sign: raw.sign.map(Into::into),
            indicator: indicator.map(|of| of.id.clone()),
            change,
            responsible: raw.responsible.into(),
            why: raw.why.map(Into::into),
            from,
            due,
            school: school.transpose()?,
            status: self.status(&raw.status)?,
            from_last_report: from_last_report.transpose()?.unwrap_or_default(),
            follow_up: raw.followed_up.map(|of| self.follow_up(of)).transpose()?,
        })
    }

    fn goal(&self, id: &Spanned<String>) -> Result<String, PlanError> {
        let known = self.catalogue.known_goal(id.get_ref());
        known.map(|of| of.id.clone()).map_err(|error| self.wrong(id.span().start, error))
    }

    fn indicator(&self, id: &Spanned<String>) -> Result<&Indicator, PlanError> {
        self.catalogue.indicator(id.get_ref()).ok_or_else(|| {
            let nearest = self.catalogue.nearest(id.get_ref()).unwrap_or_default();
            let kind = PlanErrorKind::UnknownIndicator { id: id.get_ref().clone(), nearest };
            self.place.error(id.span().start, kind)
        })
    }

    /// The change that is hoped for: of an indicator, not nothing, and no more than all of a share.
    fn change(
        &self,
        of: &Spanned<toml::Value>,
        indicator: Option<&Indicator>,
    ) -> Result<Decimal, PlanError> {
        let number = match of.get_ref() {
            number @ (toml::Value::Integer(_) | toml::Value::Float(_)) => {
                number.to_string().parse::<Decimal>().ok()
            }
            _ => None,
        };
        let is_possible = |number: &Decimal| {
            let whole = [Decimal::new(-100, 0), Decimal::new(100, 0)];
            let [Some(least), Some(most)] = whole else { return false };
            let fits = !number.compare(least).is_lt() && !number.compare(most).is_gt();
            let is_number = indicator.is_some_and(|of| of.scale == Scale::Number);
            number.units() != 0 && (fits || is_number)
        };
        let number = number.filter(|number| indicator.is_some() && is_possible(number));
        number.ok_or_else(|| self.place.value(of, "change", Expectation::Change))
    }

    /// The first and the last day.
    fn days(
        &self,
        from: Option<&Spanned<toml::value::Datetime>>,
        due: &Spanned<toml::value::Datetime>,
    ) -> Result<(Option<String>, String), PlanError> {
        let first = from.map(|from| date(from, "from", self.place)).transpose()?;
        let last = date(due, "due", self.place)?;
        if first.as_ref().is_some_and(|first| last < *first) {
            return Err(self.place.value(due, "due", Expectation::NotBeforeFrom));
        }
        Ok((first, last))
    }

    fn status(&self, word: &Spanned<String>) -> Result<ActionStatus, PlanError> {
        ActionStatus::from_id(word.get_ref()).ok_or_else(|| {
            let ids = ActionStatus::ALL.map(ActionStatus::id).to_vec();
            self.place.value(word, "status", Expectation::OneOf(ids))
        })
    }

    fn follow_up(&self, raw: RawFollowUp) -> Result<FollowUp, PlanError> {
        let day = date(&raw.date, "date", self.place)?;
        if self.date < day.as_str() {
            return Err(self.place.value(&raw.date, "date", Expectation::NotAfterReport));
        }
        Ok(FollowUp {
            date: day,
            seen: raw.seen.into(),
            learned: raw.learned.map(Into::into),
            took_part: raw.who.map(Into::into),
            next: raw.next.map(Into::into),
        })
    }
}
