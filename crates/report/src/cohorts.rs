//! Year groups followed from one test to the next, in words and tables. Described, never judged.

mod chain;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{BreakWeight, Indicator};
use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::{Decimal, SchoolYear, Unit};
use kvalitet_disclosure::{
    CohortContent, ReleasedCohort, ReleasedCohortLevel, ReleasedCohortNumbers, ReleasedRoll,
};
use kvalitet_text::Argument;

use crate::document::{Block, Cell, Row, RowGroup, Section, Table};
use crate::stamps;
use crate::tables::{anchor, unit_groups};
use crate::view::{Topic, View};

/// The section of a topic, where year groups of a headline of it are told of.
pub(crate) fn section(view: &View<'_>, topic: &Topic<'_>) -> Option<Section> {
    let headlines = topic.indicators.iter().copied().filter(|of| of.headline);
    let told: Vec<Block> = headlines.flat_map(|of| Told::new(view, of).blocks()).collect();
    if told.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::paragraph(view.get("rap-arg-om"))];
    blocks.extend(told);
    let file = stamps::name(view.release, "aargange.csv");
    blocks.extend([
        Block::note(view.with("rap-arg-note-elever", &[("graense", many_others(view).into())])),
        Block::note(view.get("rap-arg-note-midten")),
        Block::note(view.with("rap-arg-note-fil", &[("fil", file.into())])),
    ]);
    let id = format!("{}-aargange", topic.id);
    Some(Section { id, title: view.get("rap-arg"), blocks })
}

/// The two tests of a year group.
type Tests = (Occasion, Occasion);

/// The year groups of one indicator.
struct Told<'v, 'a> {
    view: &'v View<'a>,
    indicator: &'a Indicator,
    /// By tests, the newest second test first; then by grade.
    tests: Vec<(Tests, BTreeMap<Unit, &'a ReleasedCohort>)>,
    gaps: BTreeSet<Tests>,
    /// Whether distances are to shares of the country in whole per cent: no distance to it has a decimal then.
    in_whole_points: bool,
}

impl<'v, 'a> Told<'v, 'a> {
    fn new(view: &'v View<'a>, indicator: &'a Indicator) -> Self {
        let mut tests: BTreeMap<Tests, BTreeMap<Unit, &ReleasedCohort>> = BTreeMap::new();
        let mut gaps = BTreeSet::new();
        for of in view.judged().cohorts.iter().filter(|of| of.indicator == indicator.id) {
            if state(of) == Some(CohortState::Gap) {
                gaps.insert((of.from, of.to));
            } else {
                tests.entry((of.from, of.to)).or_default().insert(of.unit, of);
            }
        }
        let mut tests: Vec<_> = tests.into_iter().collect();
        tests.sort_by_key(|((from, to), _)| (std::cmp::Reverse(to.year), from.grade));
        let all = tests.iter().flat_map(|(_, units)| units.values()).filter_map(|of| numbers(of));
        let to_nation = all.filter(|of| of.against == Some(HeldAgainst::Nation));
        let mut nations = to_nation.flat_map(|of| [of.before.nation, of.after.nation]).flatten();
        let in_whole_points = nations.any(|of| of.decimals() == 0);
        Self { view, indicator, tests, gaps, in_whole_points }
    }

    fn blocks(&self) -> Vec<Block> {
        let newest = self.tests.first().map(|((_, to), _)| to.year);
        let municipality = self.view.municipality();
        let mut blocks = Vec::new();
        for (_, units) in self.tests.iter().filter(|((_, to), _)| Some(to.year) == newest) {
            let whole = municipality.and_then(|unit| units.get(&unit));
            blocks.extend(whole.map(|of| Block::paragraph(self.sentences(of).join(" "))));
        }
        let remarks = self.reservations().into_iter().chain(self.gaps());
        blocks.extend(remarks.chain(self.of_distances()).map(Block::note));
        blocks.extend(municipality.and_then(|unit| chain::table(self, unit)));
        blocks.extend(municipality.and_then(|unit| self.of_unit(unit)));
        for (tests, units) in &self.tests {
            blocks.extend(self.of_schools(*tests, units));
        }
        if self.tests.iter().any(|(_, units)| hides_schools(units)) {
            blocks.push(Block::paragraph(self.view.get("rap-skoler-skjult")));
        }
        blocks
    }

    /// Why the distances are in whole points, and why intervals are missing: once, however many year groups.
    fn of_distances(&self) -> Vec<String> {
        let view = self.view;
        let missing = self.tests.iter().flat_map(|(_, units)| units.values());
        let missing = missing.filter_map(|of| match &of.content {
            CohortContent::Shown { state, numbers: Some(of) } => {
                let known = *state != CohortState::CannotBeAssessed;
                let is_missing = of.difference.is_some() && of.limits.is_none();
                is_missing.then_some(if known { "skjult" } else { "elevtal" })
            }
            CohortContent::Shown { .. } | CohortContent::Hidden => None,
        });
        let missing: BTreeSet<&str> = missing.collect();
        let why = |of: &str| view.with("rap-arg-uden-interval-fordi", &[("grund", of.into())]);
        let whole = self.in_whole_points.then(|| view.get("rap-arg-hele-point"));
        whole.into_iter().chain(missing.into_iter().map(why)).collect()
    }

    /// A distance or a change of one, with as many decimals as it has a meaning with.
    fn told(&self, distance: Decimal) -> Decimal {
        let whole = distance.with_decimals(0).filter(|_| self.in_whole_points);
        whole.unwrap_or(distance)
    }

    /// Which years are compared with reservation, and why: once, however many year groups.
    fn reservations(&self) -> Vec<String> {
        let reserved = self.tests.iter().filter(|(_, units)| is_reserved(units));
        let years: BTreeSet<_> = reserved.map(|((from, to), _)| (from.year, to.year)).collect();
        let series = self.view.release.catalogue().series_of(self.indicator);
        let sentence = |(from, to): (SchoolYear, SchoolYear)| {
            let reason = series.and_then(|series| series.reserved(from, to));
            let arguments = [
                ("fra", from.to_string().into()),
                ("til", to.to_string().into()),
                ("grund", reason.map(|of| self.view.local(of)).unwrap_or_default().into()),
            ];
            self.view.with("rap-arg-forbehold", &arguments)
        };
        years.into_iter().map(sentence).collect()
    }

    /// The year groups that are not followed, and why: one sentence for each year that is missed.
    fn gaps(&self) -> Vec<String> {
        let mut missed: BTreeMap<(SchoolYear, SchoolYear), Vec<String>> = BTreeMap::new();
        for (from, to) in &self.gaps {
            let grades = missed.entry((from.year, to.year)).or_default();
            grades.push(self.view.grade(from.grade));
        }
        let sentence = |((from, to), grades): ((SchoolYear, SchoolYear), Vec<String>)| {
            let arguments = [
                ("klasser", self.view.listed(&grades).into()),
                ("fra", from.to_string().into()),
                ("til", to.to_string().into()),
            ];
            self.view.with("rap-arg-hul", &arguments)
        };
        missed.into_iter().map(sentence).collect()
    }

    /// Every year group of a unit.
    fn of(&self, unit: Unit) -> impl Iterator<Item = &'a ReleasedCohort> {
        self.tests.iter().filter_map(move |(_, units)| units.get(&unit).copied())
    }

    /// What is said of one year group.
    fn sentences(&self, of: &ReleasedCohort) -> Vec<String> {
        let CohortContent::Shown { state, numbers } = &of.content else {
            return vec![self.said("rap-arg-s-skjult", of)];
        };
        let Some(numbers) = numbers else {
            return match state {
                CohortState::NotComparable => self.broken(of),
                _ => vec![self.said("rap-arg-s-for-faa", of)],
            };
        };
        let mut said = vec![self.levels(of, numbers)];
        said.extend(self.moved(numbers));
        said.extend(numbers.roll.map(|roll| self.roll(roll)));
        said
    }

    fn said(&self, id: &str, of: &ReleasedCohort) -> String {
        self.with(id, of, [])
    }

    fn with<const N: usize>(
        &self,
        id: &str,
        of: &ReleasedCohort,
        more: [(&'static str, Argument); N],
    ) -> String {
        let view = self.view;
        let mut arguments = vec![
            ("navn", view.local(&self.indicator.name).into()),
            ("klasse-fra", view.grade(of.from.grade).into()),
            ("aar-fra", of.from.year.to_string().into()),
            ("klasse-til", view.grade(of.to.grade).into()),
            ("aar-til", of.to.year.to_string().into()),
            ("antal", self.indicator.minimum_n.into()),
        ];
        arguments.extend(more);
        view.with(id, &arguments)
    }

    fn broken(&self, of: &ReleasedCohort) -> Vec<String> {
        let series = self.view.release.catalogue().series_of(self.indicator);
        let cut = series.and_then(|series| series.break_between(of.from.year, of.to.year));
        let cut = cut.filter(|of| of.weight == BreakWeight::Break);
        let reason = cut.map(|cut| self.view.local(&cut.reason).to_owned());
        [Some(self.said("rap-arg-s-brud", of)), reason].into_iter().flatten().collect()
    }

    /// Where the year group lay, and lies; without a distance the two shares alone.
    fn levels(&self, of: &ReleasedCohort, numbers: &ReleasedCohortNumbers) -> String {
        let level = |level: ReleasedCohortLevel| {
            Some((self.distance(level.distance?, numbers.against?), self.shares(level, numbers)))
        };
        let Some(((before, old), (after, new))) = level(numbers.before).zip(level(numbers.after))
        else {
            let [old, new] = [numbers.before, numbers.after].map(|of| self.shares(of, numbers));
            let more = [("tal-fra", old.into()), ("tal-til", new.into())];
            return self.with("rap-arg-s-uden-afstand", of, more);
        };
        let more = [
            ("afstand-fra", before.into()),
            ("tal-fra", old.into()),
            ("afstand-til", after.into()),
            ("tal-til", new.into()),
        ];
        self.with("rap-arg-s-afstand", of, more)
    }

    /// `5,2 procentpoint under landet`.
    fn distance(&self, distance: Decimal, against: HeldAgainst) -> String {
        let distance = self.told(distance);
        let way = match distance.units().signum() {
            1 => "over",
            -1 => "under",
            _ => "paa",
        };
        let size = self.view.points(self.indicator, size(distance));
        let of = [("retning", way.into()), ("afstand", size.into()), ("hvem", against.id().into())];
        self.view.with("rap-arg-afstand", &of)
    }

    /// `61,8 % mod 67 %, 1.234 elever`, as far as they are known.
    fn shares(&self, level: ReleasedCohortLevel, numbers: &ReleasedCohortNumbers) -> String {
        let view = self.view;
        let value = view.value(self.indicator, level.value);
        let other = match numbers.against {
            Some(HeldAgainst::Nation) => level.nation,
            Some(HeldAgainst::Municipality) => level.municipality,
            None => None,
        };
        let value = match other {
            Some(other) => {
                let other = view.value(self.indicator, other);
                view.with("rap-arg-mod", &[("vaerdi", value.into()), ("anden", other.into())])
            }
            None => value,
        };
        let n = level.n.map(|n| view.with("rap-arg-elever", &[("antal", n.into())]));
        [Some(value), n].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How the distance changed, and whether it may be nothing.
    fn moved(&self, numbers: &ReleasedCohortNumbers) -> Option<String> {
        let view = self.view;
        let difference = self.told(numbers.difference?);
        let change = ("aendring", view.signed_points(self.indicator, difference).into());
        let Some([lower, upper]) = numbers.limits else {
            return Some(view.with("rap-arg-s-uden-interval", &[change]));
        };
        let may_be_nothing = lower.units() <= 0 && 0 <= upper.units();
        let arguments = [
            change,
            ("nedre", view.signed(lower).into()),
            ("oevre", view.signed(upper).into()),
            ("nul", if may_be_nothing { "ja" } else { "nej" }.into()),
        ];
        Some(view.with("rap-arg-s-aendring", &arguments))
    }

    fn roll(&self, roll: ReleasedRoll) -> String {
        let way = match roll.percent.units().signum() {
            1 => "flere",
            -1 => "faerre",
            _ => "lige",
        };
        let arguments = [
            ("retning", way.into()),
            ("procent", self.view.texts.percent(size(roll.percent)).into()),
            ("stor", if roll.is_large { "ja" } else { "nej" }.into()),
            ("graense", many_others(self.view).into()),
        ];
        self.view.with("rap-arg-s-elever", &arguments)
    }

    /// Every year group of one unit.
    fn of_unit(&self, unit: Unit) -> Option<Block> {
        let has_interval = has_interval(self.of(unit));
        let row = |(tests, units): &(Tests, BTreeMap<Unit, &ReleasedCohort>)| {
            let row = Row::new(self.tests(*tests), self.cells(units.get(&unit)?, has_interval));
            let reserved = is_reserved(units).then(|| self.view.get("rap-udv-forbehold"));
            Some(row.under(reserved.unwrap_or_default()))
        };
        let rows: Vec<Row> = self.tests.iter().filter_map(row).collect();
        let view = self.view;
        let arguments = [
            ("navn", view.local(&self.indicator.name).into()),
            ("enhed", view.name(unit).into()),
            ("hvem", held_against(self.of(unit)).into()),
            ("interval", if has_interval { "ja" } else { "nej" }.into()),
        ];
        let table = Table {
            id: format!("{}-aargange", anchor(self.indicator.id.as_str())),
            caption: view.with("rap-arg-tabel-enhed", &arguments),
            corner: view.get("rap-arg-kol-aargang"),
            columns: self.heads(view.get("rap-arg-kol-foer"), view.get("rap-arg-kol-efter")),
            groups: vec![RowGroup::untitled(rows)],
        };
        let is_empty = table.groups.iter().all(|group| group.rows.is_empty());
        (!is_empty).then_some(Block::Table { table })
    }

    /// The same year group in every school.
    fn of_schools(&self, tests: Tests, units: &BTreeMap<Unit, &ReleasedCohort>) -> Option<Block> {
        let view = self.view;
        let has_schools = units.keys().any(|unit| matches!(unit, Unit::School(_)));
        if !has_schools || hides_schools(units) {
            return None;
        }
        let has_interval = has_interval(units.values().copied());
        let row = |unit| {
            let cells = units.get(&unit).map(|of| self.cells(of, has_interval));
            Row::new(view.name(unit), cells.unwrap_or_default())
        };
        let summary = self.tests(tests);
        let arguments = [
            ("navn", view.local(&self.indicator.name).into()),
            ("aargang", summary.as_str().into()),
            ("hvem", held_against(units.values().copied()).into()),
            ("forbehold", if is_reserved(units) { "ja" } else { "nej" }.into()),
            ("interval", if has_interval { "ja" } else { "nej" }.into()),
        ];
        let (from, to) = tests;
        let table = Table {
            id: format!(
                "{}-aargang-{}-{}",
                anchor(self.indicator.id.as_str()),
                from.grade,
                from.year.key()
            ),
            caption: view.with("rap-arg-tabel", &arguments),
            corner: view.get("rap-skole"),
            columns: self.heads(self.test(from), self.test(to)),
            groups: unit_groups(view, &units.keys().copied().collect(), row),
        };
        // Single schools' year groups are few pupils: who looks for one opens it.
        let summary = view.with("rap-arg-vis", &[("aargang", summary.into())]);
        Some(Block::Folded { summary, table })
    }

    fn heads(&self, before: String, after: String) -> Vec<String> {
        let unit = self.view.unit_of_difference(self.indicator);
        let change = self.view.with("rap-arg-kol-aendring", &[("enhed", unit.into())]);
        vec![before, after, change, self.view.get("rap-arg-kol-elever")]
    }

    /// `4. klasse 2016/17`.
    fn test(&self, of: Occasion) -> String {
        format!("{} {}", self.view.grade(of.grade), of.year)
    }

    fn tests(&self, (from, to): Tests) -> String {
        let arguments = [("fra", self.test(from).into()), ("til", self.test(to).into())];
        self.view.with("rap-arg-fra-til", &arguments)
    }

    /// Both levels, how the distance changed, and how many more pupils have a result. That an interval is
    /// missing is said where others have one.
    fn cells(&self, of: &ReleasedCohort, has_interval: bool) -> Vec<Cell> {
        let view = self.view;
        let none = || Cell::absent("–");
        let CohortContent::Shown { state, numbers } = &of.content else {
            let hidden = || Cell::absent(view.get("rap-skjult"));
            return vec![hidden(), hidden(), hidden(), none()];
        };
        let Some(numbers) = numbers else {
            return vec![none(), none(), Cell::absent(self.word(*state)), none()];
        };
        let change = match (numbers.difference, numbers.limits) {
            (Some(difference), Some([lower, upper])) => {
                let [lower, upper] = [lower, upper].map(|limit| view.signed(limit).into());
                let limits = view.with("rap-udv-fra-til", &[("nedre", lower), ("oevre", upper)]);
                Cell::number(view.signed(self.told(difference))).under(limits)
            }
            (Some(difference), None) => {
                let missing = has_interval.then(|| view.get("rap-arg-uden-interval"));
                let cell = Cell::number(view.signed(self.told(difference)));
                cell.under(missing.unwrap_or_default())
            }
            (None, _) => none(),
        };
        let roll = numbers.roll.map(|roll| {
            let sign = if 0 < roll.percent.units() { "+" } else { "" };
            let cell = Cell::number(format!("{sign}{}", view.texts.percent(roll.percent)));
            if roll.is_large { cell.under(view.get("rap-arg-mange-andre")) } else { cell }
        });
        let [before, after] = [numbers.before, numbers.after].map(|level| self.level_cell(level));
        vec![before, after, change, roll.unwrap_or_else(none)]
    }

    fn level_cell(&self, level: ReleasedCohortLevel) -> Cell {
        let view = self.view;
        let distance = level.distance.map(|of| Cell::number(view.signed(self.told(of))));
        let cell = distance.unwrap_or_else(|| Cell::absent("–"));
        let cell = cell.under(view.value(self.indicator, level.value));
        let n = level.n.map(|n| view.with("rap-n", &[("n", n.into())]).replace(' ', "\u{a0}"));
        match n {
            Some(n) => cell.also_under(n),
            None => cell,
        }
    }

    fn word(&self, state: CohortState) -> String {
        self.view.get(match state {
            CohortState::Described => "rap-udv-beskrevet",
            CohortState::WithReservation => "rap-udv-forbehold",
            CohortState::Gap | CohortState::NotComparable => "rap-udv-brud",
            CohortState::TooFew => "rap-udv-for-faa",
            CohortState::CannotBeAssessed => "rap-udv-kan-ikke",
        })
    }
}

/// From how great a change of the number of pupils on many of them are others.
fn many_others(view: &View<'_>) -> String {
    let limit = view.release.settings().number("aargang_elevtal_procent");
    let limit = limit.and_then(|limit| Decimal::new(limit, 0));
    limit.map(|limit| view.texts.percent(limit)).unwrap_or_default()
}

/// Whether a comparison of the two tests is with reservation.
fn is_reserved(units: &BTreeMap<Unit, &ReleasedCohort>) -> bool {
    units.values().any(|of| state(of) == Some(CohortState::WithReservation))
}

/// Whether a change of a distance has an interval.
fn has_interval<'c>(all: impl IntoIterator<Item = &'c ReleasedCohort>) -> bool {
    all.into_iter().filter_map(numbers).any(|of| of.limits.is_some())
}

/// Whether there are schools and every one is hidden.
fn hides_schools(units: &BTreeMap<Unit, &ReleasedCohort>) -> bool {
    let schools = units.iter().filter(|(unit, _)| matches!(unit, Unit::School(_)));
    let mut schools = schools.map(|(_, of)| of).peekable();
    schools.peek().is_some() && schools.all(|of| of.content == CohortContent::Hidden)
}

/// Whose share the distances of some year groups are taken to.
fn held_against<'c>(all: impl IntoIterator<Item = &'c ReleasedCohort>) -> &'static str {
    let mut against = all.into_iter().filter_map(|of| numbers(of)?.against);
    against.next().map_or("ingen", HeldAgainst::id)
}

fn numbers(of: &ReleasedCohort) -> Option<&ReleasedCohortNumbers> {
    match &of.content {
        CohortContent::Shown { numbers, .. } => numbers.as_deref(),
        CohortContent::Hidden => None,
    }
}

/// What can be said; `None` where it is hidden.
const fn state(of: &ReleasedCohort) -> Option<CohortState> {
    match of.content {
        CohortContent::Shown { state, .. } => Some(state),
        CohortContent::Hidden => None,
    }
}

fn size(number: Decimal) -> Decimal {
    if number.units() < 0 {
        Decimal::new(number.units().saturating_neg(), number.decimals()).unwrap_or(number)
    } else {
        number
    }
}
