//! Changes between two years in words. The verdict is the release's; no sentence judges anew.

use kvalitet_core::catalogue::{BreakWeight, Indicator, Polarity, Scale};
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{Breakdown, Decimal, SchoolYear, Unit};
use kvalitet_disclosure::{ChangeContent, ReleasedChange, ReleasedChangeNumbers, ReleasedFigure};
use kvalitet_text::Argument;

use crate::document::{Cell, CellStyle};
use crate::view::View;

/// The pair of years that an indicator is judged between: that of its tested changes; where none is
/// tested, the newest that compare, as the setting says, and otherwise the newest.
pub(crate) fn judged_years(
    view: &View<'_>,
    indicator: &Indicator,
) -> Option<(SchoolYear, SchoolYear)> {
    let all = view.judged().changes.iter().filter(|of| of.indicator == indicator.id);
    let tested =
        |of: &&ReleasedChange| matches!(&of.content, ChangeContent::Shown { family: Some(_), .. });
    if let Some(of) = all.clone().find(tested) {
        return Some((of.from, of.to));
    }
    let newest = all.clone().map(|of| of.to).max()?;
    let first = view.release.settings().choice("udvikling_mod") == "foerste-aar";
    let series = view.release.catalogue().series_of(indicator);
    let compares =
        |of: &ReleasedChange| series.is_none_or(|series| series.compares(of.from, of.to));
    // Among those that compare the setting chooses; among others the nearest.
    let key = |of: &&ReleasedChange| {
        let start = i32::from(of.from.start());
        (compares(of), if first && compares(of) { -start } else { start })
    };
    all.filter(|of| of.to == newest).max_by_key(key).map(|of| (of.from, of.to))
}

/// The change of a unit between the years its indicator is judged between.
pub(crate) fn of_unit<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    unit: Unit,
) -> Option<&'a ReleasedChange> {
    let (from, to) = judged_years(view, indicator)?;
    let mut all = view.judged().changes.iter();
    all.find(|of| of.indicator == indicator.id && of.unit == unit && of.from == from && of.to == to)
}

/// A verdict in a word or two; of a sure one with its arrow.
pub(crate) fn word(view: &View<'_>, verdict: Option<ChangeVerdict>) -> String {
    let (id, arrow) = match verdict {
        Some(ChangeVerdict::Rise) => ("rap-udv-stigning", "▲\u{a0}"),
        Some(ChangeVerdict::Fall) => ("rap-udv-fald", "▼\u{a0}"),
        Some(ChangeVerdict::NoSureChange) => ("rap-udv-ingen", ""),
        Some(ChangeVerdict::WithReservation) => ("rap-udv-forbehold", ""),
        Some(ChangeVerdict::NotComparable) => ("rap-udv-brud", ""),
        Some(ChangeVerdict::TooFew) => ("rap-udv-for-faa", ""),
        Some(ChangeVerdict::CannotBeAssessed) => ("rap-udv-kan-ikke", ""),
        None => ("rap-udv-beskrevet", ""),
    };
    format!("{arrow}{}", view.get(id))
}

/// A verdict in a cell. Only a sure one is marked.
pub(crate) fn verdict_cell(view: &View<'_>, change: Option<&ReleasedChange>) -> Cell {
    let Some(change) = change else { return Cell::absent("–") };
    let ChangeContent::Shown { verdict, .. } = &change.content else {
        return Cell::absent(view.get("rap-skjult"));
    };
    let style = match verdict {
        Some(of) if of.is_sure() => CellStyle::Verdict,
        Some(ChangeVerdict::NoSureChange) => CellStyle::Words,
        _ => CellStyle::Absent,
    };
    Cell::of(style, word(view, *verdict))
}

/// What is said of one change: the verdict and what it rests on, then how far it lies from what the
/// municipality and the country did.
pub(crate) fn sentences(view: &View<'_>, change: &ReleasedChange) -> Vec<String> {
    let Some(indicator) = view.release.catalogue().indicator(change.indicator.as_str()) else {
        return Vec::new();
    };
    let told = Told { view, indicator, change };
    let ChangeContent::Shown { verdict, numbers, .. } = &change.content else {
        return vec![told.years("rap-udv-s-skjult")];
    };
    let mut sentences = match (verdict, numbers) {
        (Some(ChangeVerdict::Rise), numbers) => told.sure(true, numbers.as_deref()),
        (Some(ChangeVerdict::Fall), numbers) => told.sure(false, numbers.as_deref()),
        (Some(ChangeVerdict::NoSureChange), numbers) => told.not_sure(numbers.as_deref()),
        (Some(ChangeVerdict::WithReservation), _) => told.reserved(),
        (Some(ChangeVerdict::NotComparable), _) => told.broken(),
        (Some(ChangeVerdict::TooFew), _) => told.too_few(),
        (Some(ChangeVerdict::CannotBeAssessed), _) => vec![told.not_assessed()],
        (None, Some(numbers)) => told.described(numbers).into_iter().collect(),
        (None, None) => told.numbers_alone().into_iter().collect(),
    };
    let beyond = numbers.as_deref().map(|of| told.beyond(of));
    sentences.extend(beyond.into_iter().flatten());
    sentences
}

/// Whether a share has reached the end of its scale in the later year: 0 for a fall, 100 per cent for a
/// rise.
pub(crate) fn is_at_end(view: &View<'_>, change: &ReleasedChange, falls: bool) -> bool {
    let end = Decimal::new(if falls { 0 } else { 100 }, 0);
    let indicator = view.release.catalogue().indicator(change.indicator.as_str());
    let of_percent = indicator.filter(|of| of.scale == Scale::Percent);
    let value =
        of_percent.and_then(|of| view.figure(of, change.unit, change.to, Breakdown::ALL)?.value());
    value.zip(end).is_some_and(|(value, end)| value.compare(end).is_eq())
}

/// What an audience is told of a change.
struct Told<'v, 'a> {
    view: &'v View<'a>,
    indicator: &'v Indicator,
    change: &'v ReleasedChange,
}

impl<'a> Told<'_, 'a> {
    fn figure(&self, year: SchoolYear) -> Option<&'a ReleasedFigure> {
        self.view.figure(self.indicator, self.change.unit, year, Breakdown::ALL)
    }

    fn years(&self, id: &str) -> String {
        let years = [
            ("fra", self.change.from.to_string().into()),
            ("til", self.change.to.to_string().into()),
        ];
        self.view.with(id, &years)
    }

    /// What is missing: the persons, or how they spread.
    fn not_assessed(&self) -> String {
        let of = [self.change.from, self.change.to].map(|year| self.figure(year));
        let with_persons = of.iter().all(|figure| figure.is_some_and(|of| of.n().is_some()));
        let reason = if with_persons { "spredning" } else { "elevtal" };
        let arguments = [
            ("fra", self.change.from.to_string().into()),
            ("til", self.change.to.to_string().into()),
            ("grund", reason.into()),
        ];
        self.view.with("rap-udv-s-kan-ikke", &arguments)
    }

    /// `74,5 pct. mod 71,1 pct. året før (47 og 45 elever)`. The values are told as they are released: of
    /// whole per cent a reader would take another difference than the one that was judged.
    fn against(&self) -> Option<String> {
        let (newer, older) = (self.figure(self.change.to)?, self.figure(self.change.from)?);
        let view = self.view;
        let (new, old) = match self.indicator.scale {
            Scale::Percent => (
                view.texts.percent_in_text(newer.value()?),
                view.texts.percent_in_text(older.value()?),
            ),
            Scale::Number => (
                view.texts.number(newer.value()?),
                view.value_in_short(self.indicator, older.value()?),
            ),
        };
        let n = |figure: &ReleasedFigure| figure.n().map(|n| view.texts.count(n));
        let (counted, of) = match (n(newer), n(older)) {
            (Some(new), Some(old)) => (View::counted(self.indicator), (new, old)),
            _ => ("uden", (String::new(), String::new())),
        };
        let before = if self.change.from.next() == Some(self.change.to) {
            view.get("rap-udv-aaret-foer")
        } else {
            view.with("rap-udv-i-aaret", &[("aar", self.change.from.to_string().into())])
        };
        Some(view.with(
            "rap-udv-tal",
            &[
                ("ny", new.into()),
                ("gammel", old.into()),
                ("foer", before.into()),
                ("talt", counted.into()),
                ("n-ny", of.0.into()),
                ("n-gammel", of.1.into()),
            ],
        ))
    }

    fn numbers_alone(&self) -> Option<String> {
        let numbers = self.against()?;
        Some(self.view.with("rap-udv-s-tal-alene", &[("tal", numbers.into())]))
    }

    fn sure(&self, rises: bool, numbers: Option<&ReleasedChangeNumbers>) -> Vec<String> {
        let view = self.view;
        let way = if rises { "op" } else { "ned" };
        let better = match self.indicator.polarity {
            Polarity::Neutral => None,
            Polarity::HigherIsBetter => Some(rises),
            Polarity::LowerIsBetter => Some(!rises),
        };
        let better = better
            .map(|better| view.get(if better { "rap-udv-s-bedre" } else { "rap-udv-s-vaerre" }));
        let with_numbers = numbers.and_then(|of| self.sure_with_numbers(way, of));
        let in_words = || {
            let years = [
                ("retning", way.into()),
                ("fra", self.change.from.to_string().into()),
                ("til", self.change.to.to_string().into()),
            ];
            view.with("rap-udv-o-sikker", &years)
        };
        let corrected = self.corrected().filter(|_| with_numbers.is_some());
        let corrected = corrected.unwrap_or_else(|| view.get("rap-udv-o-rettet"));
        let what = match with_numbers {
            Some(told) => vec![told],
            None => self.numbers_alone().into_iter().chain([in_words()]).collect(),
        };
        what.into_iter().chain(better).chain([corrected]).collect()
    }

    fn sure_with_numbers(&self, way: &str, of: &ReleasedChangeNumbers) -> Option<String> {
        let against = self.against()?;
        let arguments = [
            ("tal", against.into()),
            ("retning", way.into()),
            ("nedre", self.signed(of.lower)),
            ("oevre", self.signed_points(of.upper)),
        ];
        Some(self.view.with("rap-udv-s-sikker", &arguments))
    }

    /// For how many claims the verdict was corrected.
    fn corrected(&self) -> Option<String> {
        let ChangeContent::Shown { family: Some(family), .. } = &self.change.content else {
            return None;
        };
        let comparisons = self.view.family(family)?.comparisons;
        Some(self.view.with("rap-udv-s-rettet", &[("antal", comparisons.into())]))
    }

    fn not_sure(&self, numbers: Option<&ReleasedChangeNumbers>) -> Vec<String> {
        let with_numbers = numbers.and_then(|of| self.not_sure_with_numbers(of));
        let mut said = with_numbers.map_or_else(
            || {
                let verdict = self.years("rap-udv-o-ingen");
                self.numbers_alone().into_iter().chain([verdict]).collect()
            },
            |told| vec![told],
        );
        said.push(self.view.get("rap-udv-s-ikke-intet"));
        said
    }

    fn not_sure_with_numbers(&self, of: &ReleasedChangeNumbers) -> Option<String> {
        let view = self.view;
        let falls = of.difference.units() < 0;
        let threshold = if falls { of.sure_fall } else { of.sure_rise };
        let against = ("tal", self.against()?.into());
        let how_often = ("hyppighed", how_often(of).into());
        let who = if matches!(self.change.unit, Unit::School(_)) { "skole" } else { "samlet" };
        let Some(threshold) = threshold else {
            if of.critical.is_none() {
                return Some(view.with("rap-udv-s-ingen-graense", &[against]));
            }
            let end = match self.indicator.scale {
                Scale::Percent if falls => view.texts.percent_in_text(Decimal::new(0, 0)?),
                Scale::Percent => view.texts.percent_in_text(Decimal::new(100, 0)?),
                Scale::Number => view.get("rap-udv-skalaens-ende"),
            };
            let way = match (falls, is_at_end(view, self.change, falls)) {
                (true, true) => "bund",
                (true, false) => "ned",
                (false, true) => "loft",
                (false, false) => "op",
            };
            let arguments = [against, how_often, ("retning", way.into()), ("ende", end.into())];
            return Some(view.with("rap-udv-s-ingen-loft", &arguments));
        };
        let threshold = view.points(self.indicator, threshold);
        let arguments = [against, how_often, ("hvem", who.into()), ("graense", threshold.into())];
        Some(view.with("rap-udv-s-ingen", &arguments))
    }

    /// The reason is the series' own.
    fn reserved(&self) -> Vec<String> {
        let series = self.view.release.catalogue().series_of(self.indicator);
        let reason = series.and_then(|of| of.reserved(self.change.from, self.change.to));
        let reason = reason.map(|reason| self.view.local(reason).to_owned());
        let said = [self.numbers_alone(), Some(self.years("rap-udv-s-forbehold")), reason];
        said.into_iter().flatten().collect()
    }

    /// The two values are not put side by side.
    fn broken(&self) -> Vec<String> {
        let series = self.view.release.catalogue().series_of(self.indicator);
        let cut = series.and_then(|of| of.break_between(self.change.from, self.change.to));
        let cut = cut.filter(|of| of.weight == BreakWeight::Break);
        let reason = cut.map(|of| self.view.local(&of.reason).to_owned());
        [Some(self.years("rap-udv-s-brud")), reason].into_iter().flatten().collect()
    }

    fn too_few(&self) -> Vec<String> {
        let Some(numbers) = self.numbers_alone() else {
            return vec![self.years("rap-udv-o-for-faa")];
        };
        let arguments = [
            ("antal", self.indicator.minimum_n.into()),
            ("talt", View::counted(self.indicator).into()),
        ];
        vec![numbers, self.view.with("rap-udv-s-for-faa", &arguments)]
    }

    fn described(&self, of: &ReleasedChangeNumbers) -> Option<String> {
        let against = self.against()?;
        let arguments = [
            ("tal", against.into()),
            ("nedre", self.signed(of.lower)),
            ("oevre", self.signed_points(of.upper)),
        ];
        Some(self.view.with("rap-udv-s-beskrevet", &arguments))
    }

    /// How far the change lies from those of others, where that is known.
    fn beyond(&self, of: &ReleasedChangeNumbers) -> Vec<String> {
        let said = |id: &str, beyond: Option<[Decimal; 3]>| {
            let [difference, lower, upper] = beyond?;
            // What may be nothing is not worth a sentence.
            if lower.units() <= 0 && 0 <= upper.units() {
                return None;
            }
            let arguments = [
                ("forskel", self.signed_points(difference)),
                ("nedre", self.signed(lower)),
                ("oevre", self.signed(upper)),
            ];
            Some(self.view.with(id, &arguments))
        };
        let municipality = said("rap-udv-s-ud-over-kommunen", of.beyond_municipality);
        let nation = said("rap-udv-s-ud-over-landet", of.beyond_nation);
        municipality.into_iter().chain(nation).collect()
    }

    fn signed(&self, number: Decimal) -> Argument {
        self.view.signed(number).into()
    }

    fn signed_points(&self, number: Decimal) -> Argument {
        self.view.signed_points(self.indicator, number).into()
    }
}

/// Whether a difference as great comes about often with nothing changed: with a chance of one in
/// twenty or more.
fn how_often(of: &ReleasedChangeNumbers) -> &'static str {
    let one_in_twenty = Decimal::new(5, 2);
    if of.difference.units() == 0 {
        "nul"
    } else if one_in_twenty.is_some_and(|limit| of.p.compare(limit).is_lt()) {
        "kan"
    } else {
        "jaevnligt"
    }
}
