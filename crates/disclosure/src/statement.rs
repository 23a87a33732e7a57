//! What boards and leaders of schools write, and what the municipality writes of a chapter: confidential
//! until they say otherwise; and what was agreed with a school, confidential to it.

use kvalitet_core::Unit;
use kvalitet_core::action::Action;

use crate::Audience;

/// What somebody of a school wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The school.
    pub school: Unit,
    /// The paragraphs, as they were written.
    pub paragraphs: Vec<String>,
    /// Who let everybody read it, and when; `None` where nobody did.
    pub released: Option<StatementRelease>,
}

/// What the municipality wrote of a chapter of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The chapter: the id of a theme or of a series that has a chapter of its own, or `overblik`.
    pub chapter: String,
    /// The paragraphs, as they were written.
    pub paragraphs: Vec<String>,
    /// Who let everybody read it, and when; `None` where nobody did.
    pub released: Option<StatementRelease>,
}

/// Who let everybody read a statement or an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRelease {
    /// Who.
    pub by: String,
    /// When, `2022-02-01`.
    pub date: String,
}

/// The statements that an audience may read: the administration all of them, a school's own readers
/// theirs, everybody those that were released.
pub(crate) fn statements_for(all: &[Statement], audience: Audience) -> Vec<Statement> {
    let may_read = |of: &&Statement| match audience {
        Audience::Administration => true,
        Audience::Leader(_) | Audience::Board(_) => audience.school() == Some(of.school),
        Audience::Public => of.released.is_some(),
    };
    all.iter().filter(may_read).cloned().collect()
}

/// The assessments that an audience may read: the administration all of them, others those that were
/// released.
pub(crate) fn assessments_for(all: &[Assessment], audience: Audience) -> Vec<Assessment> {
    let may_read = |of: &&Assessment| match audience {
        Audience::Administration => true,
        Audience::Leader(_) | Audience::Board(_) | Audience::Public => of.released.is_some(),
    };
    all.iter().filter(may_read).cloned().collect()
}

/// The actions that an audience may read: those of the municipality; of those agreed with a school the
/// administration all, and a school's own readers theirs.
pub(crate) fn actions_for(all: &[Action], audience: Audience) -> Vec<Action> {
    let may_read = |of: &&Action| match of.school {
        None => true,
        Some(school) => {
            audience == Audience::Administration || audience.school() == Some(Unit::School(school))
        }
    };
    all.iter().filter(may_read).cloned().collect()
}

#[cfg(test)]
mod tests {
    use kvalitet_core::LocalText;
    use kvalitet_core::action::ActionStatus;

    use super::*;

    #[test]
    fn an_assessment_is_the_administrations_until_it_is_released() {
        let of = |chapter: &str, by: Option<&str>| Assessment {
            chapter: chapter.to_owned(),
            paragraphs: vec![chapter.to_owned()],
            released: by.map(|by| StatementRelease { by: by.to_owned(), date: String::new() }),
        };
        let all = [of("trivsel", None), of("fravaer", Some("B"))];
        let read = |audience: &str| assessments_for(&all, audience.parse().unwrap());
        assert_eq!(read("administration"), all);
        for audience in ["offentlig", "leder:999101", "bestyrelse:999101"] {
            assert_eq!(read(audience), all[1..], "{audience}");
        }
    }

    #[test]
    fn what_was_agreed_with_a_school_is_read_by_it_and_the_administration_alone() {
        let text = || LocalText { da: "x".to_owned(), en: "x".to_owned() };
        let of = |id: &str, school: Option<&str>| Action {
            id: id.to_owned(),
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
            school: school.map(|school| school.parse().unwrap()),
            status: ActionStatus::Planned,
            from_last_report: true,
            follow_up: None,
        };
        let all = [of("alle", None), of("en", Some("999101")), of("to", Some("999102"))];
        let read = |audience: &str| {
            let of = actions_for(&all, audience.parse().unwrap()).into_iter();
            of.map(|of| of.id).collect::<Vec<_>>()
        };
        assert_eq!(read("administration"), ["alle", "en", "to"]);
        assert_eq!(read("offentlig"), ["alle"]);
        assert_eq!(read("leder:999101"), ["alle", "en"]);
        assert_eq!(read("bestyrelse:999102"), ["alle", "to"]);
        assert_eq!(read("leder:999103"), ["alle"]);
    }

    #[test]
    fn a_statement_is_read_by_its_school_and_the_administration_until_it_is_released() {
        let of = |school: &str, by: Option<&str>| Statement {
            school: school.parse().unwrap(),
            paragraphs: vec![school.to_owned()],
            released: by.map(|by| StatementRelease { by: by.to_owned(), date: String::new() }),
        };
        let all =
            [of("skole:999101", None), of("skole:999102", Some("B")), of("skole:999103", None)];
        let read = |audience: &str| {
            let of = statements_for(&all, audience.parse().unwrap()).into_iter();
            of.map(|of| of.school.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(read("administration").len(), 3);
        assert_eq!(read("offentlig"), ["skole:999102"]);
        assert_eq!(read("leder:999101"), ["skole:999101"]);
        assert_eq!(read("bestyrelse:999103"), ["skole:999103"]);
        assert_eq!(read("leder:999104"), [""; 0]);
    }
}
