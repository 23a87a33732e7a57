//! A release for tests: units with awkward names and an account of the data, no figures.
//!
//! Figures cannot be made here, only read: tests that need one read it with [`figure`].

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_core::goal::Goal;
use kvalitet_core::{Language, Reconciliation, RollupGraph, SchoolKind, Unit};
use kvalitet_disclosure::{
    Audience, Context, CorrectionNote, Draft, Edition, Policy, Quality, Release, ReleasedFigure,
    SourceAccount, UnitInfo, release,
};
use kvalitet_text::Texts;

use crate::view::Figures;

pub(crate) struct Fixture {
    pub(crate) texts: Texts,
    pub(crate) context: Context,
    audience: Audience,
    catalogue: Catalogue,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self::over(Catalogue::built_in().unwrap())
    }

    /// A release over definitions of a test's own.
    pub(crate) fn defining(definitions: &str) -> Self {
        Self::over(Catalogue::from_toml(&[definitions]).unwrap())
    }

    fn over(catalogue: Catalogue) -> Self {
        Self {
            texts: Texts::new(Language::Danish),
            context: Context::default(),
            audience: Audience::Administration,
            catalogue,
        }
    }

    /// The same for another audience.
    #[must_use]
    pub(crate) fn of(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }

    /// Adds a goal of the municipality's own.
    pub(crate) fn add_goal(&mut self, goal: Goal) {
        self.catalogue.add_goal(goal).unwrap();
    }

    #[expect(clippy::default_trait_access, reason = "the types may not be named in this crate")]
    pub(crate) fn release(&self) -> Release {
        let edition = Edition {
            title: "Kvalitetsrapport".to_owned(),
            municipality: "kommune:999".to_owned(),
            municipality_name: "<i>Prøve & Co</i>".to_owned(),
            years: vec!["2018/19".parse().unwrap()],
            date: "2022-03-31".to_owned(),
            language: Language::Danish,
            profile: "kvalitetsrapport".to_owned(),
        };
        // The types of figures and judgements cannot be named here; the fields know them.
        let (figures, judgements) = (Default::default(), Default::default());
        let draft = Draft {
            figures: &figures,
            judgements: &judgements,
            graph: &RollupGraph::default(),
            catalogue: &self.catalogue,
            settings: &self.catalogue.settings(),
            edition: &edition,
            units: &units(),
            quality: &quality(),
            context: &self.context,
            known: &[],
        };
        release(&draft, &Policy::built_in().unwrap(), self.audience)
    }
}

fn units() -> BTreeMap<Unit, UnitInfo> {
    let info = |name: &str, kind| UnitInfo { name: name.to_owned(), kind };
    BTreeMap::from([
        ("skole:999001".parse().unwrap(), info("<b>&\"", Some(SchoolKind::Folkeskole))),
        ("skole:999002".parse().unwrap(), info("=Skolen", Some(SchoolKind::Folkeskole))),
    ])
}

fn quality() -> Quality {
    let mut rows = Reconciliation { read: 100, used: 90, quarantined: 1, ..Default::default() };
    rows.exclude(ExclusionRule::NotObligatory, 9);
    Quality {
        sources: vec![SourceAccount {
            source: "test.csv".to_owned(),
            kind: "national_test".to_owned(),
            layout: "raekker".to_owned(),
            digest: "ab".repeat(32),
            feeds: Some(["laesning.gode".to_owned()].into()),
            rows_are_persons: true,
            years: BTreeSet::new(),
            rows,
            findings: BTreeMap::from([("K0204".to_owned(), 1)]),
        }],
        outcomes: vec![FindingKind::NoRowForSchool {
            school: "999001".parse().unwrap(),
            year: "2018/19".parse().unwrap(),
        }],
        corrections: vec![correction()],
    }
}

/// A correction whose texts would be markup if they could.
fn correction() -> CorrectionNote {
    CorrectionNote {
        source: None,
        line: 7,
        column: "niveau".to_owned(),
        reason: "<script>x</script> & bekræftet".to_owned(),
        who: "=datakonsulenten".to_owned(),
        date: "2019-10-14".to_owned(),
        used: false,
    }
}

/// A figure as a saved release holds it: its class, and the fields of its content.
pub(crate) fn figure(class: &str, content: &str) -> ReleasedFigure {
    serde_json::from_str(&format!("{{\"evidens\":\"{class}\",{content}}}")).unwrap()
}

/// Figures by key: of class B with 100 pupils, `value` or `value lower upper`; a word for a hidden
/// one.
pub(crate) fn figures(of: &[(&str, &str)]) -> Figures {
    let one = |text: &str| {
        let parts: Vec<&str> = text.split(' ').collect();
        let limit = |at: usize| parts.get(at).map_or("null".to_owned(), |t| format!("\"{t}\""));
        match parts[0] {
            "skjult" => figure("B", "\"status\":\"skjult\""),
            value => figure(
                "B",
                &format!(
                    "\"status\":\"vist\",\"vaerdi\":\"{value}\",\"n\":100,\"taeller\":null,\
                     \"nedre\":{},\"oevre\":{},\"for_faa\":false",
                    limit(1),
                    limit(2)
                ),
            ),
        }
    };
    of.iter().map(|(key, text)| (key.parse().unwrap(), one(text))).collect()
}

/// The files that name messages.
const SOURCES: [&str; 61] = [
    include_str!("actions.rs"),
    include_str!("agenda.rs"),
    include_str!("agreement.rs"),
    include_str!("annex/changes.rs"),
    include_str!("annex/definitions.rs"),
    include_str!("annex/figures.rs"),
    include_str!("annex/actions.rs"),
    include_str!("annex/guide.rs"),
    include_str!("annex/municipality.rs"),
    include_str!("annex/schools.rs"),
    include_str!("changes.rs"),
    include_str!("changed_numbers.rs"),
    include_str!("chapters.rs"),
    include_str!("cohorts.rs"),
    include_str!("cohorts/chain.rs"),
    include_str!("compare.rs"),
    include_str!("compose.rs"),
    include_str!("conclusion.rs"),
    include_str!("csv_files/package.rs"),
    include_str!("development.rs"),
    include_str!("detectable.rs"),
    include_str!("detectable/goals.rs"),
    include_str!("detectable/screen.rs"),
    include_str!("detectable/words.rs"),
    include_str!("drawings.rs"),
    include_str!("drawings/change.rs"),
    include_str!("drawings/development.rs"),
    include_str!("drawings/findings.rs"),
    include_str!("drawings/gains.rs"),
    include_str!("drawings/goal.rs"),
    include_str!("drawings/multiples.rs"),
    include_str!("drawings/places.rs"),
    include_str!("drawings/schools.rs"),
    include_str!("explain.rs"),
    include_str!("explain/change.rs"),
    include_str!("followup.rs"),
    include_str!("formula.rs"),
    include_str!("frames.rs"),
    include_str!("glance.rs"),
    include_str!("goals.rs"),
    include_str!("goals/arrow.rs"),
    include_str!("html.rs"),
    include_str!("html/links.rs"),
    include_str!("json/judged.rs"),
    include_str!("json_stat.rs"),
    include_str!("overview.rs"),
    include_str!("places.rs"),
    include_str!("questions.rs"),
    include_str!("methods.rs"),
    include_str!("quality.rs"),
    include_str!("schools.rs"),
    include_str!("sentences.rs"),
    include_str!("sheet/talk.rs"),
    include_str!("stamps.rs"),
    include_str!("statements.rs"),
    include_str!("summary.rs"),
    include_str!("tables.rs"),
    include_str!("view.rs"),
    include_str!("word.rs"),
    include_str!("word/body.rs"),
    include_str!("words.rs"),
];

/// Every message id that the code and the templates name.
pub(crate) fn ids_in_code() -> Vec<String> {
    let ids = SOURCES.iter().flat_map(|source| source.split("\"rap-").skip(1));
    let ids = ids.map(|rest| format!("rap-{}", rest.split('"').next().unwrap()));
    // What is put together from parts is seen on the pages of the demonstration.
    ids.filter(|id| !id.contains('{') && !id.ends_with('-')).collect()
}
