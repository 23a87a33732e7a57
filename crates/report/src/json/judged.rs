//! Changes, places and funnels for programs: everything that a chart of them is drawn from.
//!
//! | field | what |
//! |---|---|
//! | `udgave`, `modtager`, `stempel`, `maa_offentliggoeres`, `program`, `plan` | as in `figurer.json` |
//! | `om` | what `udvikling`, `placering` and `tragte` say and do not say, in words |
//! | `enheder` | units by key |
//! | `indikatorer` | names and units of the indicators below, whether each is a headline (`hovedtal`) and what its shock factor rests on (`chokfaktor_grundlag`) |
//! | `udvikling` | changes, with the numbers of both years |
//! | `placering` | where schools stand |
//! | `familier` | what was corrected together |
//! | `spredning` | shock factors, and how schools spread |
//! | `tragte` | the curves of funnels |
//!
//! Numbers with decimals are strings, so that no reader rounds them.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::ShockBasis;
use kvalitet_core::{Decimal, IndicatorId, SchoolKind};
use kvalitet_disclosure::{
    Audience, ChangeContent, Edition, ReleasedChange, ReleasedFamily, ReleasedPosition,
    ReleasedSpreading, UnitInfo,
};
use serde::Serialize;

use crate::csv_files::of_year;
use crate::funnels::{Funnel, judged_kind};
use crate::view::View;
use crate::{RunInfo, stamps};

#[derive(Serialize)]
struct File<'a> {
    udgave: &'a Edition,
    modtager: Audience,
    #[serde(skip_serializing_if = "Option::is_none")]
    stempel: Option<String>,
    maa_offentliggoeres: bool,
    program: &'a str,
    plan: &'a str,
    om: BTreeMap<&'static str, String>,
    enheder: BTreeMap<String, &'a UnitInfo>,
    indikatorer: BTreeMap<&'a str, Definition<'a>>,
    udvikling: Vec<Change<'a>>,
    placering: Vec<Position<'a>>,
    familier: &'a [ReleasedFamily],
    spredning: &'a [ReleasedSpreading],
    tragte: &'a [Funnel<'a>],
}

#[derive(Serialize)]
struct Definition<'a> {
    version: u32,
    navn: &'a str,
    maaleenhed: String,
    decimaler: u8,
    hovedtal: bool,
    chokfaktor_grundlag: ShockBasis,
}

#[derive(Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    change: &'a ReleasedChange,
    #[serde(flatten)]
    years: Option<Years>,
}

/// The numbers of both years; null where this audience may not see them.
#[derive(Serialize)]
struct Years {
    vaerdi_fra: Option<Decimal>,
    n_fra: Option<u64>,
    vaerdi_til: Option<Decimal>,
    n_til: Option<u64>,
}

#[derive(Serialize)]
struct Position<'a> {
    #[serde(flatten)]
    position: &'a ReleasedPosition,
    skoletype: SchoolKind,
}

/// The file, indented, ending in a line feed; `None` where there is neither a change nor a place.
pub(crate) fn file(
    view: &View<'_>,
    run: &RunInfo,
    funnels: &[Funnel<'_>],
) -> Result<Option<Vec<u8>>, serde_json::Error> {
    let release = view.release;
    let (changes, positions) = (release.changes(), release.positions());
    if changes.is_empty() && positions.is_empty() {
        return Ok(None);
    }
    let om = [
        ("udvikling", "rap-fil-udvikling"),
        ("placering", "rap-fil-placering"),
        ("tragte", "rap-fil-tragt"),
    ];
    let units = release.units().iter().map(|(unit, info)| (unit.to_string(), info));
    let told: BTreeSet<&IndicatorId> = changes
        .iter()
        .map(|of| &of.indicator)
        .chain(positions.iter().map(|of| &of.indicator))
        .collect();
    let all = release.catalogue().indicators().iter().filter(|of| told.contains(&of.id));
    let position = |position| Position { position, skoletype: judged_kind(view, position.unit) };
    let file = File {
        udgave: release.edition(),
        modtager: release.audience(),
        stempel: stamps::confidential_stamp(release, view.texts),
        maa_offentliggoeres: release.may_be_published(),
        program: &run.program_version,
        plan: &run.plan,
        om: om.map(|(field, id)| (field, view.get(id))).into(),
        enheder: units.collect(),
        indikatorer: all.map(|of| (of.id.as_str(), definition(view, of))).collect(),
        udvikling: changes.iter().map(|of| change(view, of)).collect(),
        placering: positions.iter().map(position).collect(),
        familier: release.families(),
        spredning: release.spreading(),
        tragte: funnels,
    };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(Some(bytes))
}

fn definition<'a>(view: &View<'_>, indicator: &'a Indicator) -> Definition<'a> {
    Definition {
        version: indicator.version,
        navn: view.local(&indicator.name),
        maaleenhed: view.unit_of(indicator),
        decimaler: indicator.decimals,
        hovedtal: indicator.headline,
        chokfaktor_grundlag: indicator.shock,
    }
}

fn change<'a>(view: &View<'_>, change: &'a ReleasedChange) -> Change<'a> {
    let years = match change.content {
        ChangeContent::Hidden => None,
        ChangeContent::Shown { .. } => {
            let (vaerdi_fra, n_fra) = of_year(view, change, change.from);
            let (vaerdi_til, n_til) = of_year(view, change, change.to);
            Some(Years { vaerdi_fra, n_fra, vaerdi_til, n_til })
        }
    };
    Change { change, years }
}
