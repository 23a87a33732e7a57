//! What schools added, and where the pupils of each level are now.

use kvalitet_charts::{
    CaterpillarChart, CaterpillarRow, ChartError, Effect, Heading, TransitionsChart, TransitionsRow,
};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, Category, Level, SchoolYear, Subject, Unit};
use kvalitet_disclosure::{ReleasedFigure, SchoolGainAccount, SchoolGainsAccount};

use super::{chart, findings, table_of};
use crate::document::{Chart, Table};
use crate::view::View;

/// What every school of a kind added in a subject; `None` without a model.
pub(crate) fn caterpillar(
    view: &View<'_>,
    of: &SchoolGainsAccount,
) -> Result<Option<Chart>, ChartError> {
    let Some(model) = of.model else { return Ok(None) };
    let mut schools: Vec<(String, &SchoolGainAccount)> =
        of.schools.iter().map(|of| (view.name(of.school), of)).collect();
    // The largest first; those without a number last, in the order of their names.
    let order = kvalitet_text::Order::danish();
    schools.sort_by(|(name, one), (other_name, other)| match (one.effect, other.effect) {
        (Some(one), Some(other)) => other.shrunken.compare(one.shrunken),
        (one, other) => {
            other.is_some().cmp(&one.is_some()).then_with(|| order.compare(name, other_name))
        }
    });
    let row = |(name, of): (String, &SchoolGainAccount)| CaterpillarRow {
        name,
        // No verdict is given on what one school added: it is described.
        effect: of.effect.map_or(Effect::Absent, |effect| Effect::Shown {
            value: effect.shrunken,
            interval: effect.interval,
            comparison: effect.comparison,
            is_sure: false,
        }),
        note: None,
    };
    let mut effects = of.schools.iter().filter_map(|of| of.effect);
    let compares = effects.any(|effect| effect.comparison.is_some());
    let years: Vec<String> = of.years.iter().map(SchoolYear::to_string).collect();
    let arguments = [
        ("fag", view.get(&format!("fag-{}", of.subject.id())).into()),
        ("skoletype", of.kind.id().into()),
        ("aar", view.listed(&years).into()),
        ("sammenlign", if compares { "ja" } else { "nej" }.into()),
    ];
    let spec = CaterpillarChart {
        heading: Heading {
            title: findings::gains(view, (of.subject, of.kind), model),
            subtitle: view.with("rap-dia-loeft-under", &arguments),
            note: view.with("rap-dia-loeft-note", &arguments),
            description: view.with("rap-dia-loeft-beskrivelse", &arguments),
        },
        expected: view.get("rap-dia-som-ventet"),
        less: view.get("rap-dia-mindre-end-ventet"),
        more: view.get("rap-dia-mere-end-ventet"),
        interval: view.get("rap-dia-interval"),
        comparison: view.get("rap-dia-sammenligning"),
        sure: view.get("rap-dia-sikker-forskel"),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-intet-tal-kort"),
        rows: schools.into_iter().map(row).collect(),
    };
    let id = format!("progression-{}-{}-loeft", of.subject.id(), of.kind.id());
    let caption = view.with("rap-dia-loeft-tabel", &arguments);
    let table = table_of(view, &spec, (&id, caption));
    chart(view, &id, table, &spec).map(Some)
}

/// Six to six: where the pupils of each earlier level are now. `rows` are the indicators of the earlier
/// levels, lowest first; `table` has the numbers.
pub(crate) fn transitions(
    view: &View<'_>,
    rows: &[&Indicator],
    (subject, unit, year): (Subject, Unit, SchoolYear),
    table: Table,
) -> Result<Chart, ChartError> {
    let name = |level: Level| view.category(Category::Level(level));
    let row = |(indicator, from): (&&Indicator, Level)| {
        let share = |to: Level| {
            let breakdown = Breakdown::of_category(Category::Level(to));
            view.figure(indicator, unit, year, breakdown)
        };
        let shares: Vec<Option<&ReleasedFigure>> = Level::ALL.map(share).to_vec();
        let n = shares.iter().flatten().find_map(|of| of.n());
        let note = n.map(|n| view.with("rap-n", &[("n", n.into())])).unwrap_or_default();
        TransitionsRow { from: name(from), note, shares }
    };
    let arguments = [
        ("fag", view.get(&format!("fag-{}", subject.id())).into()),
        ("aar", year.to_string().into()),
        ("enhed", view.name(unit).into()),
    ];
    let spec = TransitionsChart {
        heading: Heading {
            title: view.with("rap-dia-niveauskift", &arguments),
            subtitle: view.with("rap-dia-niveauskift-under", &arguments),
            note: view.get("rap-dia-niveauskift-note"),
            description: view.with("rap-dia-niveauskift-beskrivelse", &arguments),
        },
        from_name: view.get("rap-dia-niveau-foer"),
        to_name: view.get("rap-dia-niveau-nu"),
        level_names: Level::ALL.map(name).to_vec(),
        same: view.get("rap-dia-samme-niveau"),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-mangler-ingen-elever"),
        rows: rows.iter().zip(Level::ALL).map(row).collect(),
    };
    let id = format!("progression-{}-niveauskift", subject.id());
    chart(view, &id, Table { id: format!("{id}-tal"), ..table }, &spec)
}
