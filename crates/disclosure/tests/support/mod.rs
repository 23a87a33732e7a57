//! An invented municipality: what is true of it, and what is released.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::{Evidence, FigureKey, Language, Origin, RollupGraph, SchoolYear, Tally, Unit};
use kvalitet_disclosure::{
    Audience, Context, Draft, Edition, Gate, Policy, Quality, Release, UnitInfo,
};
use kvalitet_figures::{Figures, Scope, TargetJudgement, estimate, judge};

/// The school with this place in a graph.
pub(crate) fn school(number: usize) -> Unit {
    format!("skole:{}", 999_001 + number).parse().unwrap()
}

/// Schools in two groups, groups in a municipality: every `special`th is a special school.
pub(crate) fn graph(schools: usize, special: usize) -> RollupGraph {
    let mut graph = RollupGraph::default();
    let [usual, of_specials] =
        ["gruppe:folkeskoler", "gruppe:specialskoler"].map(|id| id.parse().unwrap());
    for number in 0..schools {
        let is_special = number % special == special - 1;
        graph.add(school(number), if is_special { of_specials } else { usual });
    }
    for group in [usual, of_specials] {
        graph.add(group, "kommune:999".parse().unwrap());
    }
    graph
}

/// Tallies as they stand behind figures.
pub(crate) fn counted(
    tallies: BTreeMap<FigureKey, Tally>,
    origin: Origin,
) -> BTreeMap<FigureKey, Evidence> {
    let evidence = tallies.into_iter();
    evidence.map(|(key, tally)| (key, Evidence::Counted { tally, origin })).collect()
}

/// What is true of a municipality, and what stands beside its figures.
pub(crate) struct Town {
    pub(crate) figures: Figures,
    graph: RollupGraph,
    catalogue: Catalogue,
    years: BTreeSet<SchoolYear>,
    /// What is known of its sources.
    pub(crate) quality: Quality,
    /// Verdicts beside those of the figures.
    pub(crate) verdicts: Vec<TargetJudgement>,
    /// Who may see what.
    pub(crate) policy: Policy,
}

impl Town {
    pub(crate) fn new(
        evidence: &BTreeMap<FigureKey, Evidence>,
        graph: &RollupGraph,
        years: &[&str],
    ) -> Self {
        let catalogue = Catalogue::built_in().unwrap();
        Self {
            figures: estimate(evidence, &BTreeMap::new(), &catalogue),
            graph: graph.clone(),
            catalogue,
            years: years.iter().map(|year| year.parse().unwrap()).collect(),
            quality: Quality::default(),
            verdicts: Vec::new(),
            policy: Policy::built_in().unwrap(),
        }
    }

    /// What `audience` gets to see.
    pub(crate) fn release(&self, audience: Audience) -> Release {
        let (settings, kinds) = (self.catalogue.settings(), BTreeMap::new());
        let scope = Scope {
            catalogue: &self.catalogue,
            settings: &settings,
            years: &self.years,
            graph: &self.graph,
            kinds: &kinds,
        };
        let mut judgements = judge(&self.figures, &scope);
        judgements.targets.extend(self.verdicts.iter().cloned());
        let name = "Eksempelby Kommune".to_owned();
        let edition = Edition {
            title: "T".to_owned(),
            municipality: "kommune:999".to_owned(),
            municipality_name: name.clone(),
            years: self.years.iter().copied().collect(),
            date: "2022-03-31".to_owned(),
            language: Language::Danish,
            profile: "lokal".to_owned(),
        };
        let whole = ("kommune:999".parse().unwrap(), UnitInfo { name, kind: None });
        let draft = Draft {
            figures: &self.figures,
            judgements: &judgements,
            graph: &self.graph,
            catalogue: &self.catalogue,
            settings: &settings,
            edition: &edition,
            units: &BTreeMap::from([whole]),
            quality: &self.quality,
            context: &Context::default(),
            known: &[],
        };
        Gate::new(draft, &self.policy).release(audience)
    }
}
