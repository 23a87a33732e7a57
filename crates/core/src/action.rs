//! What is done for a goal, and what was agreed with a school.
//!
//! How far an action has come is what the municipality says. No number decides it: a number that rose
//! tells nobody why.

use crate::{Decimal, IndicatorId, InstitutionNumber, LocalText, SchoolYear};

/// An action: what somebody has undertaken to do, by when, and what would show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its id, the only one of its kind in a plan.
    pub id: String,
    /// The id of the goal or sub-goal it is done for.
    pub goal: Option<String>,
    /// Its name.
    pub name: LocalText,
    /// What is to be done.
    pub text: LocalText,
    /// What can be seen when it is done.
    pub sign: Option<LocalText>,
    /// The indicator that its sign is read off; `None` where it is not read off data.
    pub indicator: Option<IndicatorId>,
    /// The change of the indicator that is hoped for, on the scale that is printed: above 0 a rise,
    /// below it a fall.
    pub change: Option<Decimal>,
    /// The role or function that is responsible: never the name of a person.
    pub responsible: LocalText,
    /// Why it is done.
    pub why: Option<LocalText>,
    /// The first day of it, `2022-08-01`; `None` where nobody said.
    pub from: Option<String>,
    /// The last day by which it is done.
    pub due: String,
    /// The school it was agreed with; `None` for what the municipality does itself.
    pub school: Option<InstitutionNumber>,
    /// How far it has come, as the municipality says.
    pub status: ActionStatus,
    /// Whether it was adopted in the last report, and is to be followed up in this.
    pub from_last_report: bool,
    /// How it was followed up, where it was.
    pub follow_up: Option<FollowUp>,
}

/// How far an action has come, as the municipality says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionStatus {
    /// It has not begun.
    Planned,
    /// It is under way.
    Running,
    /// It was carried through: whether it helped is not said.
    CarriedThrough,
    /// It was given up.
    GivenUp,
}

impl ActionStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Running, Self::CarriedThrough, Self::GivenUp];

    /// The id users read and write.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Planned => "planlagt",
            Self::Running => "i-gang",
            Self::CarriedThrough => "gennemfoert",
            Self::GivenUp => "opgivet",
        }
    }

    /// The status with an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.id() == id)
    }

    /// Whether nothing more is to be done.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::CarriedThrough | Self::GivenUp)
    }
}

/// How an action was followed up: by whom, what was seen and learned, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The day, `2023-05-10`.
    pub date: String,
    /// What was seen.
    pub seen: LocalText,
    /// What was learned.
    pub learned: Option<LocalText>,
    /// Who took part.
    pub took_part: Option<LocalText>,
    /// What follows.
    pub next: Option<LocalText>,
}

/// How much an action asks to be talked about, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// It should be done, is not, and nobody has followed it up.
    OverdueAlone,
    /// It should be done and is not.
    Overdue,
    /// It has ended, and nobody has followed it up.
    NotFollowedUp,
    /// Its time has not run out, or it has ended and was followed up.
    InTime,
}

impl Action {
    /// How much it asks to be talked about on a day, `2022-10-31`: that of the report.
    pub fn urgency(&self, day: &str) -> Urgency {
        let is_overdue = !self.status.is_ended() && self.due.as_str() < day;
        match (is_overdue, &self.follow_up) {
            (true, None) => Urgency::OverdueAlone,
            (true, Some(_)) => Urgency::Overdue,
            (false, None) if self.status.is_ended() => Urgency::NotFollowedUp,
            (false, _) => Urgency::InTime,
        }
    }

    /// Whether it should be done by a day and is not.
    pub fn is_overdue(&self, day: &str) -> bool {
        self.urgency(day) <= Urgency::Overdue
    }
}

/// Actions with the most urgent first on a day; among equals what is due first, then by id.
pub fn in_order<'a>(actions: impl IntoIterator<Item = &'a Action>, day: &str) -> Vec<&'a Action> {
    let mut all: Vec<&Action> = actions.into_iter().collect();
    all.sort_by(|a, b| {
        let key = |of: &Action| (of.urgency(day), of.due.clone(), of.id.clone());
        key(a).cmp(&key(b))
    });
    all
}

/// The school year that a day lies in, `2022-08-01` in 2022/23; `None` for what is no day, and outside
/// 1950-2099.
///
/// # Examples
///
/// ```
/// use kvalitet_core::action::school_year_of;
///
/// let year = |day| school_year_of(day).map(|year| year.to_string());
/// assert_eq!(year("2022-07-31").as_deref(), Some("2021/22"));
/// assert_eq!(year("2022-08-01").as_deref(), Some("2022/23"));
/// assert_eq!(year("snart"), None);
/// ```
pub fn school_year_of(day: &str) -> Option<SchoolYear> {
    let mut parts = day.split('-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: u16 = parts.next()?.parse().ok()?;
    SchoolYear::starting(if month < 8 { year.checked_sub(1)? } else { year })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text() -> LocalText {
        LocalText { da: "x".to_owned(), en: "x".to_owned() }
    }

    fn example() -> Action {
        Action {
            id: "a".to_owned(),
            goal: None,
            name: text(),
            text: text(),
            sign: None,
            indicator: None,
            change: None,
            responsible: text(),
            why: None,
            from: None,
            due: "2022-06-30".to_owned(),
            school: None,
            status: ActionStatus::Planned,
            from_last_report: false,
            follow_up: None,
        }
    }

    fn day() -> impl Strategy<Value = String> {
        (2020_u16..2024, 1_u8..13, 1_u8..29)
            .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
    }

    prop_compose! {
        fn action()(
            id in "[a-d]", due in day(), status in 0_usize..4, followed in any::<bool>(),
        ) -> Action {
            Action {
                id,
                due,
                status: ActionStatus::ALL[status],
                follow_up: followed.then(|| FollowUp {
                    date: "2022-01-01".to_owned(),
                    seen: text(),
                    learned: None,
                    took_part: None,
                    next: None,
                }),
                ..example()
            }
        }
    }

    proptest! {
        /// Whatever the order of the plan: the same order, nothing lost, nothing in time before what is
        /// overdue, nobody overdue who has ended.
        #[test]
        fn what_is_overdue_comes_first(
            mut actions in prop::collection::vec(action(), 0..8), day in day(),
        ) {
            let ordered: Vec<Action> = in_order(&actions, &day).into_iter().cloned().collect();
            prop_assert_eq!(ordered.len(), actions.len());
            let late = |of: &Action| of.due < day && !of.status.is_ended();
            let firsts = ordered.iter().take_while(|of| late(of)).count();
            prop_assert_eq!(firsts, actions.iter().filter(|of| late(of)).count());
            let lonely = |of: &&Action| late(of) && of.follow_up.is_none();
            let firsts = ordered.iter().take_while(lonely).count();
            prop_assert_eq!(firsts, actions.iter().filter(lonely).count());
            actions.reverse();
            let again: Vec<String> =
                in_order(&actions, &day).into_iter().map(|of| of.id.clone()).collect();
            let ids: Vec<String> = ordered.iter().map(|of| of.id.clone()).collect();
            prop_assert_eq!(again, ids);
        }
    }

    #[test]
    fn a_status_is_read_as_it_is_written() {
        for status in ActionStatus::ALL {
            assert_eq!(ActionStatus::from_id(status.id()), Some(status));
        }
        assert_eq!(ActionStatus::from_id("lykkedes"), None);
    }

    #[test]
    fn an_action_is_overdue_from_the_day_after_its_last() {
        let mut action =
            Action { due: "2022-06-30".to_owned(), status: ActionStatus::Running, ..example() };
        assert_eq!(action.urgency("2022-06-30"), Urgency::InTime);
        assert_eq!(action.urgency("2022-07-01"), Urgency::OverdueAlone);
        action.status = ActionStatus::GivenUp;
        assert_eq!(action.urgency("2022-07-01"), Urgency::NotFollowedUp);
        assert!(!action.is_overdue("2022-07-01"));
    }
}
