//! Actions in words: what is to be done, by whom and when, what the municipality says of it, and what
//! its sign says. The last two are never mixed: no status comes from a number, and no number that rose
//! makes an action a success.

use kvalitet_core::action::{Action, ActionStatus, Urgency, in_order, school_year_of};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{Breakdown, Decimal, Unit};
use kvalitet_disclosure::{ChangeContent, ReleasedChange};

use crate::document::{Block, Cell, Row, RowGroup, Section, Table};
use crate::view::{Topic, View};
use crate::{changes, detectable, sentences};

/// What the municipality itself does, the most urgent first.
pub(crate) fn of_municipality<'a>(view: &View<'a>) -> Vec<&'a Action> {
    let all = view.release.actions().iter().filter(|of| of.school.is_none());
    in_order(all, &view.release.edition().date)
}

/// What was agreed with schools, as far as this audience may read it, the most urgent first.
pub(crate) fn of_schools<'a>(view: &View<'a>) -> Vec<&'a Action> {
    let all = view.release.actions().iter().filter(|of| of.school.is_some());
    in_order(all, &view.release.edition().date)
}

/// The actions of the municipality whose signs are read off a topic's indicators, for the end of its
/// chapter; `None` where there are none.
pub(crate) fn of_topic(view: &View<'_>, topic: &Topic<'_>) -> Option<Section> {
    let is_told = |action: &&Action| {
        let of = action.indicator.as_ref();
        of.is_some_and(|id| topic.indicators.iter().any(|told| told.id == *id))
    };
    let actions: Vec<&Action> = of_municipality(view).into_iter().filter(is_told).collect();
    let table = table(view, &format!("{}-handlinger-tabel", topic.id), &actions)?;
    Some(Section {
        id: format!("{}-handlinger", topic.id),
        title: view.get("rap-hand"),
        blocks: vec![Block::Table { table }, Block::note(view.get("rap-hand-note"))],
    })
}

/// Actions as a table, in the order given; `None` for none.
pub(crate) fn table(view: &View<'_>, id: &str, actions: &[&Action]) -> Option<Table> {
    let columns =
        ["rap-hand-hvem-og-hvornaar", "rap-hand-tegn", "rap-hand-siger", "rap-hand-tegnet-nu"];
    let row = |action: &&Action| {
        let mut under = vec![view.local(&action.text).to_owned()];
        under.extend(
            action
                .why
                .as_ref()
                .map(|why| view.with("rap-hand-fordi", &[("hvorfor", view.local(why).into())])),
        );
        let cells = vec![
            Cell::words(view.local(&action.responsible)).under(when(view, action)),
            sign(view, action),
            status(view, action),
            sign_now(view, action),
        ];
        Row::new(name(view, action), cells).under(under.join(" "))
    };
    let rows: Vec<Row> = actions.iter().map(row).collect();
    let date = view.texts.date(&view.release.edition().date);
    (!rows.is_empty()).then(|| Table {
        id: id.to_owned(),
        caption: view.with("rap-hand-tabel", &[("dato", date.into())]),
        corner: view.get("rap-hand-handling"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    })
}

/// What an action is called; of one that was agreed with a school with the school's name before it,
/// where the reader is not the school.
pub(crate) fn name(view: &View<'_>, action: &Action) -> String {
    let name = view.local(&action.name);
    match action.school.map(Unit::School) {
        Some(school) if view.release.audience().school() != Some(school) => {
            format!("{}: {name}", view.name(school))
        }
        Some(_) | None => name.to_owned(),
    }
}

/// Its first and last day.
pub(crate) fn when(view: &View<'_>, action: &Action) -> String {
    let due = ("frist", view.texts.date(&action.due).into());
    match &action.from {
        Some(from) => view.with("rap-hand-fra-til", &[("fra", view.texts.date(from).into()), due]),
        None => view.with("rap-hand-senest", &[due]),
    }
}

/// How far it has come, as the municipality says; under it whether its time has run out, and whether
/// it was followed up.
pub(crate) fn status(view: &View<'_>, action: &Action) -> Cell {
    let word = view.get(match action.status {
        ActionStatus::Planned => "rap-hand-planlagt",
        ActionStatus::Running => "rap-hand-i-gang",
        ActionStatus::CarriedThrough => "rap-hand-gennemfoert",
        ActionStatus::GivenUp => "rap-hand-opgivet",
    });
    let urgency = action.urgency(&view.release.edition().date);
    let overdue = (urgency <= Urgency::Overdue).then(|| view.get("rap-hand-over-tid"));
    let followed = match (&action.follow_up, urgency) {
        (Some(of), _) => {
            let date = view.texts.date(&of.date);
            Some(view.with("rap-hand-fulgt-op", &[("dato", date.into())]))
        }
        (None, Urgency::InTime) => None,
        (None, _) => Some(view.get("rap-hand-ikke-fulgt-op")),
    };
    let under = overdue.into_iter().chain(followed);
    under.fold(Cell::words(word), Cell::also_under)
}

fn indicator_of<'a>(view: &View<'a>, action: &Action) -> Option<&'a Indicator> {
    let id = action.indicator.as_ref()?;
    view.release.catalogue().indicator(id.as_str())
}

fn unit_of(view: &View<'_>, action: &Action) -> Option<Unit> {
    action.school.map_or_else(|| view.municipality(), |school| Some(Unit::School(school)))
}

/// What would show it: in words, and the change that is hoped for with whether it could be seen.
pub(crate) fn sign(view: &View<'_>, action: &Action) -> Cell {
    let indicator = indicator_of(view, action);
    let name = indicator.map(|of| view.local(&of.name).to_owned());
    let words = action.sign.as_ref().map(|sign| view.local(sign).to_owned());
    let Some(text) = words.or(name) else { return Cell::absent("–") };
    let expected = indicator.zip(action.change).map(|(of, change)| expected(view, of, change));
    let readable = indicator.zip(unit_of(view, action)).and_then(|(of, unit)| {
        let change = action.change.map(Decimal::magnitude);
        detectable::of_unit(view, of, (unit, change))
    });
    expected.into_iter().chain(readable).fold(Cell::words(text), Cell::also_under)
}

fn expected(view: &View<'_>, indicator: &Indicator, change: Decimal) -> String {
    let id = if change.units() < 0 { "rap-hand-ventet-fald" } else { "rap-hand-ventet-stigning" };
    let change = view.change_in_words(indicator, change.magnitude());
    view.with(id, &[("aendring", change.into())])
}

/// What the sign of an action says now: what is known of its change, and under it the newest number as
/// far as this audience sees it. Nothing is said of why.
pub(crate) fn sign_now(view: &View<'_>, action: &Action) -> Cell {
    let Some(indicator) = indicator_of(view, action) else {
        return Cell::absent(view.get("rap-tegn-uden-data"));
    };
    let Some(unit) = unit_of(view, action) else {
        return Cell::absent(view.get("rap-hand-intet-tal"));
    };
    let number = newest(view, indicator, unit);
    let change = changes::of_unit(view, indicator, unit);
    let said = match change {
        Some(change) => Some(changed(view, change)),
        None => sentences::newest_verdict(view, indicator, unit),
    };
    let cell = match (said, &number) {
        (Some(said), _) => Cell::words(said),
        (None, Some(_)) => Cell::words(view.get("rap-hand-ikke-bedoemt")),
        (None, None) => return Cell::absent(view.get("rap-hand-intet-tal")),
    };
    let began = action.from.as_ref().and_then(|from| school_year_of(from));
    let newest = view.newest(indicator, unit).max(change.map(|of| of.to));
    let is_older = began.zip(newest).is_some_and(|(began, newest)| newest < began);
    let before = is_older.then(|| view.get("rap-hand-foer-handlingen"));
    number.into_iter().chain(before).fold(cell, Cell::also_under)
}

/// The sign in words, and under it its newest number and the verdict on its change in a word: for
/// where there is little room.
pub(crate) fn sign_briefly(view: &View<'_>, action: &Action) -> Cell {
    let Some(indicator) = indicator_of(view, action) else {
        let text = action.sign.as_ref().map(|sign| view.local(sign));
        return text.map_or_else(|| Cell::absent("–"), Cell::words);
    };
    let text = action.sign.as_ref().unwrap_or(&indicator.name);
    let unit = unit_of(view, action);
    let number = unit.and_then(|unit| newest(view, indicator, unit));
    let change = unit.and_then(|unit| changes::of_unit(view, indicator, unit));
    let word = change.map(|of| changes::verdict_cell(view, Some(of)).text);
    number.into_iter().chain(word).fold(Cell::words(view.local(text)), Cell::also_under)
}

/// The newest number with its year: `74,5 pct. (2021/22)`.
pub(crate) fn newest(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<String> {
    let year = view.newest(indicator, unit)?;
    let value = view.figure(indicator, unit, year, Breakdown::ALL)?.value()?;
    let value = view.value_in_text(indicator, value);
    Some(view.with("rap-hand-tal", &[("vaerdi", value.into()), ("aar", year.to_string().into())]))
}

fn changed(view: &View<'_>, change: &ReleasedChange) -> String {
    let id = match &change.content {
        ChangeContent::Hidden => "rap-hand-tegn-skjult",
        ChangeContent::Shown { verdict, .. } => match verdict {
            Some(ChangeVerdict::Rise) => "rap-hand-tegn-steget",
            Some(ChangeVerdict::Fall) => "rap-hand-tegn-faldet",
            Some(ChangeVerdict::NoSureChange) => "rap-hand-tegn-ingen",
            Some(ChangeVerdict::WithReservation) => "rap-hand-tegn-forbehold",
            Some(ChangeVerdict::NotComparable) => "rap-hand-tegn-brud",
            Some(ChangeVerdict::TooFew) => "rap-hand-tegn-for-faa",
            Some(ChangeVerdict::CannotBeAssessed) => "rap-hand-tegn-kan-ikke",
            None => "rap-hand-ikke-bedoemt",
        },
    };
    let years = [("fra", change.from.to_string().into()), ("til", change.to.to_string().into())];
    view.with(id, &years)
}
