//! The headlines as a JSON-stat 2.0 dataset, for statistics programs: indicator × unit × school year.
//!
//! `value` has a place for every cell, row by row with the year running fastest, and `null` where
//! there is no number; `status` says why, by the place of the cell: `skjult`, the reason a number is
//! missing, or `intet` where there is no figure. A number that rests on too few has the status
//! `for-faa`. Numbers are as released, per cent 0-100. `extension` holds the stamp of what is not
//! public, who it is for, and what each status means.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::{Breakdown, SchoolYear, Unit};
use kvalitet_disclosure::{AbsentReason, Audience, ReleasedContent, ReleasedFigure};
use serde::Serialize;

use crate::json::reason_id;
use crate::key_indicators::key_indicators;
use crate::stamps;
use crate::view::View;

/// The name of the file.
pub(crate) const PATH: &str = "noegletal.jsonstat.json";

/// The dimensions, in order.
const DIMENSIONS: [&str; 3] = ["indikator", "enhed", "skoleaar"];
/// The status of a cell without a figure, of a hidden one and of one that rests on too few.
const NOTHING: &str = "intet";
const HIDDEN: &str = "skjult";
const TOO_FEW: &str = "for-faa";
/// Why a number can be missing.
const REASONS: [AbsentReason; 6] = [
    AbsentReason::NobodyCounts,
    AbsentReason::NoMunicipalityFigure,
    AbsentReason::NotPublished,
    AbsentReason::Withheld,
    AbsentReason::NotReported,
    AbsentReason::NotInSource,
];

#[derive(Serialize)]
struct Dataset {
    version: &'static str,
    class: &'static str,
    label: String,
    source: String,
    updated: String,
    note: Vec<String>,
    id: [&'static str; 3],
    size: [usize; 3],
    role: Role,
    dimension: BTreeMap<&'static str, Dimension>,
    value: Vec<Option<f64>>,
    status: BTreeMap<usize, &'static str>,
    extension: Extension,
}

#[derive(Serialize)]
struct Role {
    time: [&'static str; 1],
    metric: [&'static str; 1],
}

#[derive(Serialize)]
struct Dimension {
    label: String,
    category: Category,
}

#[derive(Serialize)]
struct Category {
    index: Vec<String>,
    label: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    unit: BTreeMap<String, Measure>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    note: BTreeMap<String, [String; 1]>,
}

/// What the values of an indicator are counted in.
#[derive(Serialize)]
struct Measure {
    label: String,
    decimals: u8,
}

#[derive(Serialize)]
struct Extension {
    modtager: Audience,
    #[serde(skip_serializing_if = "Option::is_none")]
    stempel: Option<String>,
    kommune: String,
    status: BTreeMap<&'static str, String>,
    skoletype: BTreeMap<String, &'static str>,
}

/// The file, indented, ending in a line feed; `None` where no headline has a figure.
pub(crate) fn file(view: &View<'_>) -> Result<Option<Vec<u8>>, serde_json::Error> {
    let Some(dataset) = dataset(view) else { return Ok(None) };
    let mut bytes = serde_json::to_vec_pretty(&dataset)?;
    bytes.push(b'\n');
    Ok(Some(bytes))
}

fn dataset(view: &View<'_>) -> Option<Dataset> {
    let indicators = key_indicators(view);
    let units = units(view, &indicators);
    let years: BTreeSet<SchoolYear> =
        indicators.iter().flat_map(|of| view.facts(of).years.iter().copied()).collect();
    let size = [indicators.len(), units.len(), years.len()];
    if size.contains(&0) {
        return None;
    }
    let (edition, stamp) =
        (view.release.edition(), stamps::confidential_stamp(view.release, view.texts));
    let (value, status) = cells(view, (&indicators, &units, &years));
    let sources: BTreeSet<&str> = indicators.iter().map(|of| of.source.as_str()).collect();
    let [by_indicator, by_unit, by_year] = DIMENSIONS;
    let dimension = BTreeMap::from([
        (by_indicator, of_indicators(view, &indicators)),
        (by_unit, of_units(view, &units)),
        (by_year, of_years(view, &years)),
    ]);
    Some(Dataset {
        version: "2.0",
        class: "dataset",
        label: format!("{}, {}", edition.title, edition.municipality_name),
        source: sources.into_iter().collect::<Vec<_>>().join("; "),
        updated: format!("{}T00:00:00Z", edition.date),
        note: stamp.iter().cloned().chain([view.get("rap-jsonstat-om")]).collect(),
        id: DIMENSIONS,
        size,
        role: Role { time: [by_year], metric: [by_indicator] },
        dimension,
        value,
        status,
        extension: Extension {
            modtager: view.release.audience(),
            stempel: stamp,
            kommune: edition.municipality.clone(),
            status: statuses(view),
            skoletype: units
                .iter()
                .filter_map(|unit| Some((unit.to_string(), view.kind(*unit)?.id())))
                .collect(),
        },
    })
}

/// The municipality, its groups and the nation, then the schools in Danish order.
fn units(view: &View<'_>, indicators: &[&Indicator]) -> Vec<Unit> {
    let told: BTreeSet<Unit> =
        indicators.iter().flat_map(|of| view.facts(of).units.iter().copied()).collect();
    let mut units = View::wholes(&told);
    let kinds = kvalitet_core::SchoolKind::ALL.map(Some).into_iter().chain([None]);
    units.extend(kinds.flat_map(|kind| view.schools_of(kind, &told)));
    units
}

/// Every value in order, and the status of those that have one.
fn cells(
    view: &View<'_>,
    (indicators, units, years): (&[&Indicator], &[Unit], &BTreeSet<SchoolYear>),
) -> (Vec<Option<f64>>, BTreeMap<usize, &'static str>) {
    let figures = indicators.iter().flat_map(|indicator| {
        units.iter().flat_map(move |unit| {
            years.iter().map(move |year| view.figure(indicator, *unit, *year, Breakdown::ALL))
        })
    });
    let (mut values, mut statuses) = (Vec::new(), BTreeMap::new());
    for (place, figure) in figures.enumerate() {
        let value = figure.and_then(ReleasedFigure::value);
        values.push(value.map(kvalitet_core::Decimal::to_f64));
        if let Some(status) = status(figure) {
            statuses.insert(place, status);
        }
    }
    (values, statuses)
}

fn status(figure: Option<&ReleasedFigure>) -> Option<&'static str> {
    match figure.map(ReleasedFigure::content) {
        None => Some(NOTHING),
        Some(ReleasedContent::Hidden) => Some(HIDDEN),
        Some(ReleasedContent::Absent { reason }) => Some(reason_id(*reason)),
        Some(ReleasedContent::Shown { too_few, .. }) => too_few.then_some(TOO_FEW),
    }
}

/// What each status means.
fn statuses(view: &View<'_>) -> BTreeMap<&'static str, String> {
    let mut words = BTreeMap::from([
        (NOTHING, view.get("rap-jsonstat-intet")),
        (HIDDEN, view.get("rap-laes-skjult")),
        (TOO_FEW, view.get("rap-laes-for-faa")),
    ]);
    words.extend(REASONS.map(|reason| (reason_id(reason), view.reason(reason))));
    words
}

fn of_indicators(view: &View<'_>, indicators: &[&Indicator]) -> Dimension {
    let id = |of: &&Indicator| of.id.to_string();
    let measure = |of: &&Indicator| {
        let label = match of.scale {
            Scale::Percent => view.get("rap-procent"),
            Scale::Number => view.unit_of(of),
        };
        Measure { label, decimals: of.decimals }
    };
    let note = |of: &&Indicator| [view.local(&of.description).to_owned()];
    Dimension {
        label: view.get("rap-indikator"),
        category: Category {
            index: indicators.iter().map(id).collect(),
            label: indicators.iter().map(|of| (id(of), view.local(&of.name).to_owned())).collect(),
            unit: indicators.iter().map(|of| (id(of), measure(of))).collect(),
            note: indicators.iter().map(|of| (id(of), note(of))).collect(),
        },
    }
}

fn of_units(view: &View<'_>, units: &[Unit]) -> Dimension {
    plain(view.get("rap-jsonstat-enhed"), units.iter().map(|of| (of.to_string(), view.name(*of))))
}

fn of_years(view: &View<'_>, years: &BTreeSet<SchoolYear>) -> Dimension {
    let named = years.iter().map(|year| (year.to_string(), year.to_string()));
    plain(view.get("rap-jsonstat-skoleaar"), named)
}

/// A dimension of ids and their names.
fn plain(label: String, named: impl Iterator<Item = (String, String)> + Clone) -> Dimension {
    Dimension {
        label,
        category: Category {
            index: named.clone().map(|(id, _)| id).collect(),
            label: named.collect(),
            unit: BTreeMap::new(),
            note: BTreeMap::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::testing::{Fixture, figure, figures};
    use crate::view::Figures;

    fn some() -> Figures {
        let mut all = figures(&[
            ("laesning.gode/kommune:999/2017-18", "71.3"),
            ("laesning.gode/kommune:999/2018-19", "74.5"),
            ("laesning.gode/skole:999001/2018-19", "75.0"),
            ("laesning.gode/skole:999001/2018-19/klasse:4", "81.7"),
            ("laesning.gode/skole:999002/2018-19", "skjult"),
            ("trivsel.generel/skole:999002/2017-18", "3.7"),
        ]);
        let missing = figure("E", r#""status":"mangler","aarsag":"ikke-indberettet""#);
        all.insert("trivsel.generel/skole:999002/2018-19".parse().unwrap(), missing);
        all
    }

    fn file(figures: &Figures) -> Option<Value> {
        let fixture = Fixture::new();
        let release = fixture.release();
        let bytes = super::file(&View::of(&release, figures, &fixture.texts)).unwrap();
        bytes.map(|bytes| serde_json::from_slice(&bytes).unwrap())
    }

    fn texts(of: &Value) -> Vec<&str> {
        of.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
    }

    #[test]
    fn the_cells_are_as_many_as_the_dimensions_say_and_each_without_a_number_says_why() {
        let file = file(&some()).unwrap();
        let dimensions = texts(&file["id"]);
        assert_eq!(dimensions, ["indikator", "enhed", "skoleaar"]);
        let sizes = file["size"].as_array().unwrap().iter().map(|size| size.as_u64().unwrap());
        let cells: u64 = sizes.clone().product();
        for (dimension, size) in dimensions.iter().zip(sizes) {
            let category = &file["dimension"][dimension]["category"];
            let index = texts(&category["index"]);
            assert_eq!(u64::try_from(index.len()).unwrap(), size, "{dimension}");
            assert!(index.iter().all(|id| category["label"][id].is_string()), "{dimension}");
        }
        let values = file["value"].as_array().unwrap();
        assert_eq!(u64::try_from(values.len()).unwrap(), cells);
        for (place, value) in values.iter().enumerate() {
            let status = &file["status"][place.to_string()];
            assert_eq!(value.is_null(), status.is_string(), "{place}: {value} {status}");
            assert!(
                status.is_null()
                    || file["extension"]["status"][status.as_str().unwrap()].is_string()
            );
        }
    }

    #[test]
    fn every_cell_stands_where_its_ids_say() {
        let file = file(&some()).unwrap();
        let of = |indicator: &str, unit: &str, year: &str| {
            let mut place = 0;
            for (dimension, id) in [("indikator", indicator), ("enhed", unit), ("skoleaar", year)] {
                let index = texts(&file["dimension"][dimension]["category"]["index"]);
                place = place * index.len() + index.iter().position(|of| *of == id).unwrap();
            }
            (file["value"][place].clone(), file["status"][place.to_string()].clone())
        };
        let null = || Value::Null;
        assert_eq!(of("laesning.gode", "kommune:999", "2017/18"), (71.3.into(), null()));
        assert_eq!(of("laesning.gode", "skole:999001", "2018/19"), (75.0.into(), null()));
        assert_eq!(of("laesning.gode", "skole:999002", "2018/19"), (null(), HIDDEN.into()));
        assert_eq!(of("laesning.gode", "skole:999001", "2017/18"), (null(), NOTHING.into()));
        let missing = "ikke-indberettet";
        assert_eq!(of("trivsel.generel", "skole:999002", "2018/19"), (null(), missing.into()));
        assert_eq!(of("trivsel.generel", "skole:999002", "2017/18"), (3.7.into(), null()));
        assert_eq!(file["role"]["time"][0], "skoleaar");
        assert_eq!(file["updated"], "2022-03-31T00:00:00Z");
        assert!(file["extension"]["stempel"].as_str().unwrap().starts_with("FORTROLIGT"));
    }

    #[test]
    fn without_a_headline_there_is_no_file() {
        assert!(file(&Figures::new()).is_none());
    }
}
