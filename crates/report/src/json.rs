//! Everything a release holds, for programs.
//!
//! | field | what |
//! |---|---|
//! | `udgave` | cover: title, municipality, years, date, language, profile |
//! | `modtager` | the audience, `administration` or `offentlig` |
//! | `stempel` | what a file that is not public says of itself; not there for the public |
//! | `maa_offentliggoeres` | whether it may be given to the public as it is |
//! | `program`, `plan` | version of the program, file name of the plan |
//! | `enheder` | units by key: `navn`, `skoletype` |
//! | `indikatorer` | definitions by id: `version`, `navn`, `beskrivelse`, `population`, `beregning`, `maaleenhed`, `decimaler`, `kilde`, `status` |
//! | `figurer` | figures by key: `evidens`, `status` (`vist`, `skjult`, `mangler`), and where shown `vaerdi`, `n`, `taeller`, `nedre`, `oevre`, `dom`, `for_faa`; where missing `aarsag`; `fra_tidligere_udgave` where it stands as an earlier edition has it |
//! | `maal` | verdicts: `indikator`, `nummer`, `enhed`, `skoleaar`, `sammenlignet_med`, `status`, `regel`, `indfriet_paa`, `af`, `sikkerhed`, `klassetrin` |
//! | `vision` | what is wanted above all goals, `tekst` and `skoleaar`; not there where the plan has none |
//! | `egne_maal` | goals of the municipality's own: `id`, `under` (the goal that a sub-goal belongs to), `navn`, `tekst`, `periode`, `tegn`; of each sign `tekst` and `indikator`, which is null where it is not read off data |
//! | `handlinger` | what is done for the goals, the most urgent first: `id`, `maal`, `navn`, `tekst`, `tegn`, `indikator`, `ventet_aendring`, `ansvarlig`, `hvorfor`, `fra`, `frist`, `skole`, `status`, `over_tid`, `fra_sidste_rapport`, `opfoelgning` (`dato`, `set`, `laert`, `hvem`, `naeste`) |
//! | `referencer` | how all folkeskoler of a published source lie: `skoleaar`, `skoler`, `uden`, `kvartiler` |
//! | `kilder` | sources: `bruges_til` (`indikatorer`, `opslag` or `ingen_tal`), `laest`, `brugt`, `rettet`, `karantaene`, `udeladt` by rule, `fund` by code |
//!
//! Of a figure there are also `optaelling`, the limits from counting alone, and `skoler`, how many
//! schools a sum has a value of (`med`) of how many (`af`). Changes and places are in
//! `udvikling.json`.
//!
//! Numbers with decimals are strings, so that no reader rounds them.

mod actions;
pub(crate) mod judged;

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::settings::Status;
use kvalitet_core::target::{Certainty, GradeOutcome, GradeResult, RuleVerdict};
use kvalitet_core::{FigureKey, IndicatorId, SchoolYear, goal};
use kvalitet_disclosure::{
    AbsentReason, Audience, Edition, ReleasedFigure, ReleasedReference, ReleasedSource,
    ReleasedTarget, TargetContent, UnitInfo,
};
use serde::Serialize;

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
    enheder: BTreeMap<String, &'a UnitInfo>,
    indikatorer: BTreeMap<&'a str, Definition<'a>>,
    figurer: &'a BTreeMap<FigureKey, ReleasedFigure>,
    maal: Vec<Target<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vision: Option<Vision<'a>>,
    egne_maal: Vec<Goal<'a>>,
    handlinger: Vec<actions::Action<'a>>,
    referencer: &'a [ReleasedReference],
    kilder: &'a [ReleasedSource],
}

#[derive(Serialize)]
struct Definition<'a> {
    version: u32,
    navn: &'a str,
    beskrivelse: &'a str,
    serie: Option<&'a str>,
    population: &'a str,
    beregning: String,
    maaleenhed: String,
    decimaler: u8,
    kilde: &'a str,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_note: Option<&'a str>,
}

#[derive(Serialize)]
struct Target<'a> {
    indikator: &'a str,
    nummer: &'a str,
    enhed: String,
    skoleaar: SchoolYear,
    sammenlignet_med: Option<SchoolYear>,
    status: &'static str,
    #[serde(flatten)]
    dom: Option<Verdict>,
}

#[derive(Serialize)]
struct Vision<'a> {
    tekst: &'a str,
    skoleaar: Option<goal::YearSpan>,
}

#[derive(Serialize)]
struct Goal<'a> {
    id: &'a str,
    under: Option<&'a str>,
    navn: &'a str,
    tekst: &'a str,
    periode: Option<goal::YearSpan>,
    tegn: Vec<Sign<'a>>,
}

#[derive(Serialize)]
struct Sign<'a> {
    tekst: &'a str,
    indikator: Option<&'a str>,
}

#[derive(Serialize)]
struct Verdict {
    regel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    indfriet_paa: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    af: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sikkerhed: Option<Certainty>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    klassetrin: Vec<Grade>,
}

#[derive(Serialize)]
struct Grade {
    klassetrin: u8,
    udfald: GradeOutcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    sikkerhed: Option<Certainty>,
}

/// The file, indented, ending in a line feed.
pub(crate) fn file(view: &View<'_>, run: &RunInfo) -> Result<Vec<u8>, serde_json::Error> {
    let release = view.release;
    let units = release.units().iter().map(|(unit, info)| (unit.to_string(), info));
    let indicators = release.indicators().into_iter();
    let file = File {
        udgave: release.edition(),
        modtager: release.audience(),
        stempel: stamps::confidential_stamp(release, view.texts),
        maa_offentliggoeres: release.may_be_published(),
        program: &run.program_version,
        plan: &run.plan,
        enheder: units.collect(),
        indikatorer: indicators.map(|i| (i.id.as_str(), definition(view, i))).collect(),
        figurer: release.figures(),
        maal: release.targets().iter().map(target).collect(),
        vision: release
            .vision()
            .map(|of| Vision { tekst: view.local(&of.text), skoleaar: of.years }),
        egne_maal: release.goals().iter().map(|goal| of_goal(view, goal)).collect(),
        handlinger: actions::all(view),
        referencer: release.references(),
        kilder: release.sources(),
    };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn definition<'a>(view: &View<'_>, indicator: &'a Indicator) -> Definition<'a> {
    Definition {
        version: indicator.version,
        navn: view.local(&indicator.name),
        beskrivelse: view.local(&indicator.description),
        serie: indicator.series.as_deref(),
        population: view.local(&indicator.population),
        beregning: view.formula(indicator),
        maaleenhed: view.unit_of(indicator),
        decimaler: indicator.decimals,
        kilde: &indicator.source,
        status: indicator.status,
        status_note: indicator.status_note.as_ref().map(|note| view.local(note)),
    }
}

fn of_goal<'a>(view: &View<'_>, goal: &'a goal::Goal) -> Goal<'a> {
    let sign = |sign: &'a goal::Sign| Sign {
        tekst: view.local(&sign.text),
        indikator: sign.indicator.as_ref().map(IndicatorId::as_str),
    };
    Goal {
        id: &goal.id,
        under: goal.parent.as_deref(),
        navn: view.local(&goal.name),
        tekst: view.local(&goal.text),
        periode: goal.period,
        tegn: goal.signs.iter().map(sign).collect(),
    }
}

fn target(target: &ReleasedTarget) -> Target<'_> {
    let (status, dom) = match &target.content {
        TargetContent::Hidden => ("skjult", None),
        TargetContent::Shown { rule, certainty, grades } => {
            let (met, of) = match rule {
                RuleVerdict::Partly { met, of } => (Some(*met), Some(*of)),
                RuleVerdict::Met
                | RuleVerdict::NotMet
                | RuleVerdict::NoResult
                | RuleVerdict::WithReservation => (None, None),
            };
            let verdict = Verdict {
                regel: rule_id(*rule),
                indfriet_paa: met,
                af: of,
                sikkerhed: *certainty,
                klassetrin: grades.iter().copied().map(grade).collect(),
            };
            ("vist", Some(verdict))
        }
    };
    Target {
        indikator: target.target.indicator.as_str(),
        nummer: &target.target.number,
        enhed: target.unit.to_string(),
        skoleaar: target.year,
        sammenlignet_med: target.compared_with,
        status,
        dom,
    }
}

const fn grade(result: GradeResult) -> Grade {
    Grade { klassetrin: result.grade.number(), udfald: result.outcome, sikkerhed: result.certainty }
}

const fn rule_id(rule: RuleVerdict) -> &'static str {
    match rule {
        RuleVerdict::Met => "indfriet",
        RuleVerdict::Partly { .. } => "delvist-indfriet",
        RuleVerdict::NotMet => "ikke-indfriet",
        RuleVerdict::NoResult => "intet-resultat",
        RuleVerdict::WithReservation => "med-forbehold",
    }
}

/// The id of a reason, the same in every file.
pub(crate) const fn reason_id(reason: AbsentReason) -> &'static str {
    match reason {
        AbsentReason::NobodyCounts => "ingen-elever",
        AbsentReason::NoMunicipalityFigure => "intet-kommunetal",
        AbsentReason::NotPublished => "ikke-offentliggjort",
        AbsentReason::Withheld => "tilbageholdt",
        AbsentReason::NotReported => "ikke-indberettet",
        AbsentReason::NotInSource => "ikke-i-kilden",
    }
}
