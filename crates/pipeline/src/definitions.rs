//! Definitions for programs: the catalogue as JSON, by the schema in `docs/indikatorer.schema.json`.

use kvalitet_core::catalogue::{Catalogue, Indicator, Statistic};
use serde_json::{Value, json};

/// Every definition of a catalogue, in the report's order.
///
/// # Examples
///
/// ```
/// use kvalitet_core::catalogue::Catalogue;
///
/// let definitions = kvalitet_pipeline::definitions(&Catalogue::built_in()?);
/// assert_eq!(definitions[0]["id"], "laesning.gode");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn definitions(catalogue: &Catalogue) -> Value {
    catalogue.indicators().iter().map(|indicator| definition(catalogue, indicator)).collect()
}

/// One definition: everything that makes its number, and what is printed about it.
pub fn definition(catalogue: &Catalogue, indicator: &Indicator) -> Value {
    json!({
        "id": indicator.id,
        "version": indicator.version,
        "navn": indicator.name,
        "beskrivelse": indicator.description,
        "tema": indicator.theme,
        "serie": indicator.series,
        "tabel": (!indicator.is_reported()).then_some(&indicator.table),
        "population": indicator.population,
        "opgoerelse": made(indicator),
        "kildemaal": { "maal": indicator.observed.measures, "dele": indicator.observed.parts },
        "opdelinger": indicator.by,
        "enheder": indicator.units,
        "specialskoler": indicator.special_schools,
        "skala": indicator.scale,
        "maaleenhed": indicator.unit,
        "decimaler": indicator.decimals,
        "retning": indicator.polarity,
        "mindste_n": indicator.minimum_n,
        "metode": indicator.method,
        "hovedtal": indicator.headline,
        "chokfaktor": indicator.shock,
        "kendt_spredning": indicator.known_deviation.as_ref().map(|known| known.value),
        "fortrolighed": indicator.confidentiality,
        "kilde": indicator.source,
        "status": indicator.status,
        "status_note": indicator.status_note,
        "maal": indicator.target.as_ref().map(|target| json!({
            "nummer": target.number,
            "regel": target.rule,
            "laesning": indicator.target_reading,
        })),
        "brud": breaks(catalogue, indicator),
    })
}

fn made(indicator: &Indicator) -> Value {
    match &indicator.statistic {
        Statistic::Share { numerator, denominator } => {
            json!({ "form": "andel", "taeller": numerator.text(), "naevner": denominator.text() })
        }
        Statistic::Distribution { column, categories, denominator } => json!({
            "form": "fordeling",
            "kolonne": column,
            "kategorier": categories,
            "naevner": denominator.text(),
        }),
        Statistic::Mean { value, denominator } => json!({
            "form": "gennemsnit",
            "vaerdi": value.text(),
            "naevner": denominator.text(),
        }),
        Statistic::Ratio { numerator, denominator, rows } => json!({
            "form": "forhold",
            "taeller": numerator.text(),
            "naevner": denominator.text(),
            "raekker": rows.text(),
        }),
        Statistic::Count { rows } => json!({ "form": "antal", "raekker": rows.text() }),
        Statistic::Reported { form } => json!({ "form": "indberettet", "art": form }),
    }
}

/// What limits comparison over years.
fn breaks(catalogue: &Catalogue, indicator: &Indicator) -> Value {
    let Some(series) = catalogue.series_of(indicator) else { return json!([]) };
    let years = series.without_municipality.iter().map(|note| (note, "intet-kommunetal"));
    let years = years.chain(series.reservation.iter().map(|note| (note, "forbehold")));
    let years = years.map(|(note, kind)| {
        json!({ "art": kind, "aar": note.year, "grund": note.reason, "kilde": note.source })
    });
    let between = series.breaks.iter().map(
        |of| json!({ "art": of.weight, "fra": of.at, "grund": of.reason, "kilde": of.source }),
    );
    years.chain(between).collect()
}
