//! A release seen by a writer: who and when there is to tell of, in the order of the report.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::LocalText;
use kvalitet_core::catalogue::{Indicator, Series, Statistic, Theme};
use kvalitet_core::settings::Status;
use kvalitet_core::verdict::Family;
use kvalitet_core::{
    Breakdown, Category, Decimal, EvidenceClass, FigureKey, Grade, Part, Period, SchoolKind,
    SchoolYear, Unit,
};
use kvalitet_disclosure::{
    AbsentReason, Audience, Release, ReleasedChange, ReleasedCohort, ReleasedContent,
    ReleasedFamily, ReleasedFigure, ReleasedPosition, ReleasedSpreading, ReleasedTarget,
};
use kvalitet_text::{Argument, Order, Texts};

use crate::tables::anchor;

/// Every figure of a release, by key.
pub(crate) type Figures = BTreeMap<FigureKey, ReleasedFigure>;

/// A release, the texts of its language, and what it holds of each indicator.
pub(crate) struct View<'a> {
    pub(crate) release: &'a Release,
    pub(crate) texts: &'a Texts,
    figures: &'a Figures,
    indicators: Vec<&'a Indicator>,
    facts: BTreeMap<&'a str, Facts>,
    verdicts: BTreeMap<(&'a str, Unit, SchoolYear), &'a ReleasedTarget>,
    judged: Judged<'a>,
    schools: Vec<Unit>,
}

/// What a release says of changes, year groups and places.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Judged<'a> {
    pub(crate) changes: &'a [ReleasedChange],
    pub(crate) cohorts: &'a [ReleasedCohort],
    pub(crate) positions: &'a [ReleasedPosition],
    pub(crate) families: &'a [ReleasedFamily],
    pub(crate) spreading: &'a [ReleasedSpreading],
}

/// What there is of one indicator.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) units: BTreeSet<Unit>,
    /// The years in which a unit of the municipality has anything; those of the nation alone where
    /// none has.
    pub(crate) years: BTreeSet<SchoolYear>,
    pub(crate) grades: BTreeSet<Grade>,
    /// How the pupils of the municipality (of a sheet's own school) are divided, classes apart.
    pub(crate) parts: BTreeSet<Part>,
    /// Whether there is a figure, and not words alone.
    pub(crate) has_figures: bool,
    /// Whether any figure is more than a value alone.
    has_pupils: bool,
    /// Whether a figure of a unit of the municipality is anything else than one that nobody counts in.
    somebody_counts: bool,
    national_years: BTreeSet<SchoolYear>,
}

static NOTHING: Facts = Facts {
    units: BTreeSet::new(),
    years: BTreeSet::new(),
    grades: BTreeSet::new(),
    parts: BTreeSet::new(),
    has_figures: false,
    has_pupils: false,
    somebody_counts: false,
    national_years: BTreeSet::new(),
};

/// What one chapter is about: a theme, or one series of a theme that has a chapter for each.
pub(crate) struct Topic<'a> {
    /// Its id in the document.
    pub(crate) id: String,
    pub(crate) title: &'a LocalText,
    pub(crate) theme: &'a Theme,
    /// The series, where the chapter is of one.
    pub(crate) series: Option<&'a Series>,
    pub(crate) indicators: Vec<&'a Indicator>,
}

impl<'a> View<'a> {
    pub(crate) fn new(release: &'a Release, texts: &'a Texts) -> Self {
        Self::of(release, release.figures(), texts)
    }

    /// A view of `figures` with everything else of the release.
    pub(crate) fn of(release: &'a Release, figures: &'a Figures, texts: &'a Texts) -> Self {
        let judged = Judged {
            changes: release.changes(),
            cohorts: release.cohorts(),
            positions: release.positions(),
            families: release.families(),
            spreading: release.spreading(),
        };
        Self::judged_by(release, (figures, judged), texts)
    }

    /// A view of `figures` and of what is said of changes and places.
    pub(crate) fn judged_by(
        release: &'a Release,
        (figures, judged): (&'a Figures, Judged<'a>),
        texts: &'a Texts,
    ) -> Self {
        let mut facts: BTreeMap<&'a str, Facts> = BTreeMap::new();
        let school = release.audience().school();
        for (key, figure) in figures {
            let of = facts.entry(key.indicator.as_str()).or_default();
            of.add(key, school);
            of.has_pupils |= figure.class() != EvidenceClass::E;
            let reason = AbsentReason::NobodyCounts;
            let nobody = *figure.content() == ReleasedContent::Absent { reason };
            of.somebody_counts |= key.unit != Unit::Nation && !nobody;
        }
        let mut verdicts = BTreeMap::new();
        for target in release.targets() {
            let id = target.target.indicator.as_str();
            let of = facts.entry(id).or_default();
            of.units.insert(target.unit);
            of.years.insert(target.year);
            verdicts.entry((id, target.unit, target.year)).or_insert(target);
        }
        let headline = |of: &&ReleasedChange| {
            release.catalogue().indicator(of.indicator.as_str()).is_some_and(|of| of.headline)
        };
        // Words may be all that an audience is told of a headline.
        for change in judged.changes.iter().filter(headline) {
            let of = facts.entry(change.indicator.as_str()).or_default();
            of.units.insert(change.unit);
            of.years.extend([change.from, change.to]);
        }
        for of in facts.values_mut().filter(|of| of.years.is_empty()) {
            of.years = std::mem::take(&mut of.national_years);
        }
        let all = release.catalogue().indicators().iter();
        Self {
            indicators: all.filter(|of| facts.contains_key(of.id.as_str())).collect(),
            schools: schools_in_order(release, &facts),
            release,
            texts,
            figures,
            facts,
            verdicts,
            judged,
        }
    }

    /// Every figure, by key.
    pub(crate) const fn figures(&self) -> &'a Figures {
        self.figures
    }

    /// What is said of changes and places.
    pub(crate) const fn judged(&self) -> Judged<'a> {
        self.judged
    }

    /// What was corrected together with a claim.
    pub(crate) fn family(&self, family: &Family) -> Option<&'a ReleasedFamily> {
        self.judged.families.iter().find(|of| of.family == *family)
    }

    /// Every indicator that has a figure or a verdict of any kind, in the report's order.
    pub(crate) fn indicators(&self) -> &[&'a Indicator] {
        &self.indicators
    }

    pub(crate) fn get(&self, id: &str) -> String {
        self.texts.get(id)
    }

    pub(crate) fn with(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.texts.with(id, arguments)
    }

    pub(crate) fn local<'t>(&self, text: &'t LocalText) -> &'t str {
        text.in_language(self.texts.language())
    }

    pub(crate) fn is_administration(&self) -> bool {
        self.release.audience() == Audience::Administration
    }

    /// What there is of an indicator; nothing for one without figure and verdict.
    pub(crate) fn facts(&self, indicator: &Indicator) -> &Facts {
        self.facts.get(indicator.id.as_str()).unwrap_or(&NOTHING)
    }

    /// Whether this audience has figures of the indicator, and not words alone. A figure of the nation
    /// is a reference beside others.
    pub(crate) fn has_figures(&self, indicator: &Indicator) -> bool {
        self.facts(indicator).has_figures
    }

    /// Whether nobody has what the figures of an indicator ask for: each of them is without a number
    /// because nobody counts.
    pub(crate) fn nobody_counts(&self, indicator: &Indicator) -> bool {
        self.has_figures(indicator) && !self.facts(indicator).somebody_counts
    }

    /// Whether this audience may see no figure of any school of an indicator, over all its pupils.
    pub(crate) fn hides_schools(&self, indicator: &Indicator) -> bool {
        let facts = self.facts(indicator);
        let schools = facts.units.iter().filter(|unit| matches!(unit, Unit::School(_)));
        let figures = schools.flat_map(|unit| {
            let of = |year| self.figure(indicator, *unit, year, Breakdown::ALL);
            facts.years.iter().copied().filter_map(of)
        });
        let mut figures = figures.peekable();
        figures.peek().is_some() && figures.all(ReleasedFigure::is_hidden)
    }

    /// Whether every figure there is of an indicator is a value alone, as somebody published it.
    pub(crate) fn is_published(&self, indicator: &Indicator) -> bool {
        indicator.is_reported() && !self.facts(indicator).has_pupils
    }

    /// Every indicator of a series that is told of here, in the report's order.
    pub(crate) fn of_series(&self, series: &Series) -> Vec<&'a Indicator> {
        let all = self.indicators.iter().copied();
        all.filter(|indicator| indicator.series.as_ref() == Some(&series.id)).collect()
    }

    /// Every series that is told of here, in the report's order.
    pub(crate) fn series(&self) -> Vec<&'a Series> {
        self.series_among(&self.indicators)
    }

    /// The series of some indicators, in their order.
    pub(crate) fn series_among(&self, indicators: &[&'a Indicator]) -> Vec<&'a Series> {
        let mut found: Vec<&'a Series> = Vec::new();
        for indicator in indicators {
            let series = self.release.catalogue().series_of(indicator);
            if let Some(series) = series
                && found.iter().all(|known| known.id != series.id)
            {
                found.push(series);
            }
        }
        found
    }

    /// Whether the series of an indicator ended and a newer one of the same subject is told of.
    pub(crate) fn is_taken_over(&self, indicator: &Indicator) -> bool {
        let Some(own) = self.release.catalogue().series_of(indicator) else { return false };
        let is_newer = |of: &&Series| of.subject == own.subject && own.from < of.from;
        own.subject.is_some() && self.series().iter().any(is_newer)
    }

    /// What the chapters are about, in order: themes, and the series of those that are told of
    /// series by series.
    pub(crate) fn topics(&self) -> Vec<Topic<'a>> {
        let themes = self.release.catalogue().themes().iter();
        let mut topics: Vec<Topic<'a>> = themes.flat_map(|theme| self.of_theme(theme)).collect();
        topics.retain(|topic| !topic.indicators.is_empty());
        topics
    }

    fn of_theme(&self, theme: &'a Theme) -> Vec<Topic<'a>> {
        let all = self.indicators.iter().copied();
        let mut rest: Vec<&Indicator> = all.filter(|of| of.theme == theme.id).collect();
        let mut topics = Vec::new();
        if theme.by_series {
            for series in self.series_among(&rest) {
                let of_series = |of: &&&Indicator| of.series.as_ref() == Some(&series.id);
                topics.push(Topic {
                    id: anchor(&series.id),
                    title: &series.name,
                    theme,
                    series: Some(series),
                    indicators: rest.iter().filter(of_series).copied().collect(),
                });
            }
            rest.retain(|of| of.series.is_none());
        }
        let id = format!("tema-{}", anchor(&theme.id));
        topics.push(Topic { id, title: &theme.name, theme, series: None, indicators: rest });
        topics
    }

    /// Every school, in Danish order of name.
    pub(crate) fn schools(&self) -> &[Unit] {
        &self.schools
    }

    /// Every school of `kind` among `units`, in Danish order of name.
    pub(crate) fn schools_of(&self, kind: Option<SchoolKind>, units: &BTreeSet<Unit>) -> Vec<Unit> {
        let fits = |unit: &&Unit| units.contains(unit) && self.kind(**unit) == kind;
        self.schools.iter().filter(fits).copied().collect()
    }

    /// Every group and municipality among `units`, in order.
    pub(crate) fn wholes(units: &BTreeSet<Unit>) -> Vec<Unit> {
        units.iter().filter(|unit| !matches!(unit, Unit::School(_))).copied().collect()
    }

    /// The municipality of the report, where it has a figure or a verdict.
    pub(crate) fn municipality(&self) -> Option<Unit> {
        let all = self.facts.values().flat_map(|facts| &facts.units);
        all.copied().find(|unit| matches!(unit, Unit::Municipality(_)))
    }

    pub(crate) fn kind(&self, unit: Unit) -> Option<SchoolKind> {
        self.release.units().get(&unit).and_then(|info| info.kind)
    }

    pub(crate) fn name(&self, unit: Unit) -> String {
        if self.release.units().contains_key(&unit) {
            return self.release.name(unit);
        }
        match unit {
            Unit::Nation => self.get("rap-hele-landet"),
            Unit::Group(id) if id == SchoolKind::Folkeskole.group() => self.get("rap-folkeskoler"),
            Unit::Group(id) if id == SchoolKind::SpecialSchool.group() => {
                self.get("rap-specialskoler")
            }
            Unit::Municipality(_) => self.release.edition().municipality_name.clone(),
            Unit::School(_) | Unit::Group(_) => self.release.name(unit),
        }
    }

    pub(crate) fn figure(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
        breakdown: Breakdown,
    ) -> Option<&'a ReleasedFigure> {
        let (indicator, period) = (indicator.id.clone(), Period::Year(year));
        self.figures.get(&FigureKey { indicator, unit, period, breakdown })
    }

    /// The verdict on the indicator's target of one unit in one year.
    pub(crate) fn verdict(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
    ) -> Option<&'a ReleasedTarget> {
        self.verdicts.get(&(indicator.id.as_str(), unit, year)).copied()
    }

    /// Whether the indicator's target is judged of any unit in any year.
    pub(crate) fn has_verdict(&self, indicator: &Indicator) -> bool {
        self.verdicts.keys().any(|(id, _, _)| *id == indicator.id.as_str())
    }

    /// The newest year in which `unit` has a number of `indicator` over all grades.
    pub(crate) fn newest(&self, indicator: &Indicator, unit: Unit) -> Option<SchoolYear> {
        self.years_with_value(indicator, unit).into_iter().next_back()
    }

    /// The years in which `unit` has a number of `indicator` over all grades, oldest first.
    pub(crate) fn years_with_value(&self, indicator: &Indicator, unit: Unit) -> Vec<SchoolYear> {
        let shown = |year: &SchoolYear| {
            let figure = self.figure(indicator, unit, *year, Breakdown::ALL);
            figure.is_some_and(|figure| figure.value().is_some())
        };
        self.facts(indicator).years.iter().copied().filter(shown).collect()
    }

    /// The newest year in which any unit has a number of a distribution.
    pub(crate) fn newest_distribution(&self, indicator: &Indicator) -> Option<SchoolYear> {
        let facts = self.facts(indicator);
        let units: Vec<Unit> = facts.units.iter().copied().collect();
        let own = units.iter().filter(|unit| **unit != Unit::Nation);
        let own: Vec<Unit> = own.copied().collect();
        facts
            .years
            .iter()
            .rev()
            .copied()
            .find(|year| own.iter().any(|unit| self.has_shares(indicator, *unit, *year)))
    }

    /// What the values of a distribution are, from the lowest; none for another indicator.
    pub(crate) fn categories(indicator: &Indicator) -> Vec<Category> {
        match indicator.statistic {
            Statistic::Distribution { categories, .. } => categories.all(),
            _ => Vec::new(),
        }
    }

    /// Whether the share of every category is shown.
    fn has_shares(&self, indicator: &Indicator, unit: Unit, year: SchoolYear) -> bool {
        let categories = Self::categories(indicator);
        let shown = |category: &Category| {
            let figure = self.figure(indicator, unit, year, Breakdown::of_category(*category));
            figure.is_some_and(|figure| figure.value().is_some())
        };
        !categories.is_empty() && categories.iter().all(shown)
    }

    /// A figure that stands for the whole distribution: all categories share n, status and reason.
    pub(crate) fn any_category(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
    ) -> Option<&'a ReleasedFigure> {
        let first = Self::categories(indicator).first().copied()?;
        self.figure(indicator, unit, year, Breakdown::of_category(first))
    }

    /// The classes that a school has figures of, with their years.
    pub(crate) fn classes_of(&self, indicator: &Indicator, unit: Unit) -> Vec<(SchoolYear, Part)> {
        let id = &indicator.id;
        let Some(first) = self.facts(indicator).years.first() else {
            return Vec::new();
        };
        let period = Period::Year(*first);
        let from = FigureKey { indicator: id.clone(), unit, period, breakdown: Breakdown::ALL };
        let of_unit = self.figures.range(from..).map(|(key, _)| key);
        let of_unit = of_unit.take_while(|key| key.indicator == *id && key.unit == unit);
        let class = |key: &FigureKey| match (key.period, key.breakdown.part) {
            (Period::Year(year), part @ Part::Class(_)) => Some((year, part)),
            _ => None,
        };
        of_unit.filter(|key| key.breakdown.category.is_none()).filter_map(class).collect()
    }

    /// The value of the whole country over all pupils, of the newest year up to `year`; of no year
    /// that is beyond a break of the series.
    pub(crate) fn nation(
        &self,
        indicator: &Indicator,
        year: SchoolYear,
    ) -> Option<(SchoolYear, Decimal)> {
        let years = std::iter::successors(Some(year), |year| year.previous());
        let value =
            |year: SchoolYear| self.figure(indicator, Unit::Nation, year, Breakdown::ALL)?.value();
        let series = self.release.catalogue().series_of(indicator);
        let is_comparable =
            |of: &SchoolYear| *of == year || series.is_none_or(|series| series.compares(*of, year));
        // Further back than this a value says nothing about the year that is told of.
        let near = years.take(3).filter(is_comparable);
        near.into_iter().find_map(|of| Some((of, value(of)?)))
    }

    /// Where the values of the whole country in some years are from; the definition's source where
    /// they are of a source of this run.
    pub(crate) fn national_source(&self, indicator: &Indicator, years: &[SchoolYear]) -> String {
        let of = |year: &SchoolYear| {
            let key = FigureKey {
                indicator: indicator.id.clone(),
                unit: Unit::Nation,
                period: Period::Year(*year),
                breakdown: Breakdown::ALL,
            };
            self.figures.get(&key)?.value()?;
            let source = self.release.national_source(&key)?;
            let status = match source.status {
                Status::Confirmed => String::new(),
                other => format!(", {}", self.status(other)),
            };
            Some(format!("{}{status}", source.source))
        };
        let sources: BTreeSet<String> = years.iter().filter_map(of).collect();
        if sources.is_empty() {
            return indicator.source.clone();
        }
        sources.into_iter().collect::<Vec<_>>().join("; ")
    }
}

impl View<'_> {
    /// Where the nation's values beside some indicators in their years are from, in one sentence.
    pub(crate) fn national_sources(&self, of: &[(&Indicator, SchoolYear)]) -> Option<String> {
        let mut sources: Vec<(String, Vec<String>)> = Vec::new();
        for (indicator, year) in of {
            let Some((year, _)) = self.nation(indicator, *year) else { continue };
            let source = self.national_source(indicator, &[year]);
            let name = self.local(&indicator.name).to_owned();
            match sources.iter_mut().find(|(known, _)| *known == source) {
                Some((_, names)) => names.push(name),
                None => sources.push((source, vec![name])),
            }
        }
        let one =
            |(source, names): &(String, Vec<String>)| format!("{source} ({})", names.join(", "));
        let all: Vec<String> = sources.iter().map(one).collect();
        let all = (!all.is_empty()).then(|| all.join("; "))?;
        Some(self.with("rap-landstal-kilder", &[("kilder", all.into())]))
    }
}

impl Facts {
    /// Adds a figure of a release; `school` is that of its readers.
    fn add(&mut self, key: &FigureKey, school: Option<Unit>) {
        // A figure of the nation is a reference beside others.
        self.has_figures |= key.unit != Unit::Nation;
        self.units.insert(key.unit);
        if let Period::Year(year) = key.period {
            let nation = key.unit == Unit::Nation;
            let years = if nation { &mut self.national_years } else { &mut self.years };
            years.insert(year);
        }
        self.grades.extend(key.breakdown.grade());
        let is_told_of = match school {
            Some(school) => key.unit == school,
            None => matches!(key.unit, Unit::Municipality(_)),
        };
        if is_told_of && !matches!(key.breakdown.part, Part::Class(_)) {
            self.parts.insert(key.breakdown.part);
        }
    }
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether the indicator is one single question of a questionnaire.
pub(crate) fn is_question(indicator: &Indicator) -> bool {
    questionnaire(indicator).is_some()
}

/// The questionnaire and number of a single question, `("trivsel.spoergsmaal-4-9", 14)`.
pub(crate) fn questionnaire(indicator: &Indicator) -> Option<(&str, u32)> {
    let (form, number) = indicator.id.as_str().rsplit_once('.')?;
    let (_, name) = form.rsplit_once('.')?;
    name.starts_with("spoergsmaal-").then(|| number.parse().ok().map(|number| (form, number)))?
}

pub(crate) fn is_distribution(indicator: &Indicator) -> bool {
    matches!(indicator.statistic, Statistic::Distribution { .. })
}

/// The last part of an id, `gode` of `laesning.gode`.
pub(crate) fn measure(indicator: &Indicator) -> &str {
    let id = indicator.id.as_str();
    id.rsplit_once('.').map_or(id, |(_, measure)| measure)
}

fn schools_in_order(release: &Release, facts: &BTreeMap<&str, Facts>) -> Vec<Unit> {
    let school = |unit: &&Unit| matches!(unit, Unit::School(_));
    let mut units: BTreeSet<Unit> = release.units().keys().filter(school).copied().collect();
    units.extend(facts.values().flat_map(|of| &of.units).filter(school));
    let mut named: Vec<(String, Unit)> =
        units.into_iter().map(|unit| (release.name(unit), unit)).collect();
    let order = Order::danish();
    named.sort_by(|a, b| order.compare(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
    named.into_iter().map(|(_, unit)| unit).collect()
}
