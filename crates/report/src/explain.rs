//! How one number was made, for the terminal.

use kvalitet_core::catalogue::{Confidentiality, Indicator, IntervalMethod};
use kvalitet_core::method::missing_bounds;
use kvalitet_core::verdict::ShockBasis;
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, Grade, Part, Period, SchoolKind, SchoolYear, Stage, Unit,
};
use kvalitet_disclosure::{
    Audience, HidingRule, LedgerEntry, Readers, ReleasedContent, ReleasedCount, ReleasedFigure,
    ReleasedSource, Rule, Shows,
};
use kvalitet_text::{Argument, Texts};

mod change;

use crate::document::Cell;
use crate::methods;
use crate::quality::exclusion;
use crate::terminal::Screen;
use crate::view::View;

/// Why there is nothing to explain or compare.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// No indicator has this id.
    #[error("no indicator named `{id}`; the nearest is `{nearest}`")]
    UnknownIndicator {
        /// The id that was asked for.
        id: String,
        /// The nearest id there is.
        nearest: String,
    },
    /// The policy keeps the figures of this indicator from this audience.
    #[error("`{audience}` may not see figures of `{indicator}`")]
    NotForAudience {
        /// The audience.
        audience: Audience,
        /// The indicator.
        indicator: String,
    },
    /// There is no figure of this unit.
    #[error("`{indicator}` has no figure of `{unit}`")]
    NoUnit {
        /// The indicator, or what was asked for of the unit.
        indicator: String,
        /// The unit.
        unit: String,
    },
    /// There is no figure of this period.
    #[error("`{indicator}` has no figure of `{period}`; there are figures of {known}")]
    NoPeriod {
        /// The indicator.
        indicator: String,
        /// The period that was asked for.
        period: String,
        /// The periods there are figures of.
        known: String,
    },
    /// There is no figure of this unit in this period with this breakdown.
    #[error("there is no figure under `{key}`")]
    NoFigure {
        /// The key that was asked for.
        key: String,
    },
    /// There is nothing at all about this unit.
    #[error("there is nothing about `{unit}`")]
    NothingAbout {
        /// The unit.
        unit: String,
    },
}

impl ExplainError {
    /// The error in the language of `texts`.
    pub fn in_words(&self, texts: &Texts) -> String {
        let (id, arguments): (&str, Vec<(&str, Argument)>) = match self {
            Self::UnknownIndicator { id, nearest } => (
                "rap-fejl-ukendt-indikator",
                vec![("id", id.as_str().into()), ("naermest", nearest.as_str().into())],
            ),
            Self::NotForAudience { audience, indicator } => (
                "rap-fejl-ikke-for-modtager",
                vec![
                    ("modtager", audience.to_string().into()),
                    ("indikator", indicator.as_str().into()),
                ],
            ),
            Self::NoUnit { indicator, unit } => (
                "rap-fejl-ingen-enhed",
                vec![("indikator", indicator.as_str().into()), ("enhed", unit.as_str().into())],
            ),
            Self::NoPeriod { indicator, period, known } => (
                "rap-fejl-ingen-periode",
                vec![
                    ("indikator", indicator.as_str().into()),
                    ("periode", period.as_str().into()),
                    ("kendte", known.as_str().into()),
                ],
            ),
            Self::NoFigure { key } => {
                ("rap-fejl-ingen-figur", vec![("noegle", key.as_str().into())])
            }
            Self::NothingAbout { unit } => {
                ("rap-fejl-intet-om", vec![("enhed", unit.as_str().into())])
            }
        };
        texts.with(id, &arguments)
    }
}

/// The explanation of one figure, or of one change.
pub(crate) fn text(view: &View<'_>, key: &FigureKey) -> Result<String, ExplainError> {
    if let Period::Change { from, to } = key.period {
        return change::text(view, key, (from, to));
    }
    let (indicator, figure) = find(view, key)?;
    let mut screen = Screen::default();
    screen.heading(view.local(&indicator.name));
    screen.line(&key.to_string());
    screen.line("");
    what(view, &mut screen, indicator, key);
    content(view, &mut screen, indicator, (key, figure));
    national(view, &mut screen, indicator, key);
    hidden_why(view, &mut screen, indicator, (key, figure));
    how(view, &mut screen, indicator, figure);
    if matches!(figure.content(), ReleasedContent::Shown { .. }) {
        without_result(view, &mut screen, indicator, key);
        sums(view, &mut screen, indicator, key);
    }
    sources(view, &mut screen, indicator, key.period.last_year());
    settings(view, &mut screen, indicator, key.unit);
    policy(view, &mut screen, indicator, key.unit);
    Ok(screen.finish())
}

fn indicator<'a>(view: &View<'a>, id: &str) -> Result<&'a Indicator, ExplainError> {
    let catalogue = view.release.catalogue();
    catalogue.indicator(id).ok_or_else(|| {
        let nearest = catalogue.nearest(id).unwrap_or_default();
        ExplainError::UnknownIndicator { id: id.to_owned(), nearest }
    })
}

fn find<'a>(
    view: &View<'a>,
    key: &FigureKey,
) -> Result<(&'a Indicator, &'a ReleasedFigure), ExplainError> {
    let id = key.indicator.as_str();
    let indicator = indicator(view, id)?;
    if let Some(figure) = view.release.figures().get(key) {
        return Ok((indicator, figure));
    }
    let rule = rule(view, indicator, key.unit);
    if rule.is_none_or(|rule| rule.shows != Shows::Figure) {
        let audience = view.release.audience();
        return Err(ExplainError::NotForAudience { audience, indicator: id.to_owned() });
    }
    Err(missing(view, indicator, key))
}

/// Which part of a key has no figure.
fn missing(view: &View<'_>, indicator: &Indicator, key: &FigureKey) -> ExplainError {
    let facts = view.facts(indicator);
    let id = indicator.id.to_string();
    if !facts.units.contains(&key.unit) {
        return ExplainError::NoUnit { indicator: id, unit: key.unit.to_string() };
    }
    let known = matches!(key.period, Period::Year(year) if facts.years.contains(&year));
    if !known {
        let years: Vec<String> = facts.years.iter().map(|year| year.key().to_string()).collect();
        let (period, known) = (key.period.to_string(), years.join(", "));
        return ExplainError::NoPeriod { indicator: id, period, known };
    }
    ExplainError::NoFigure { key: key.to_string() }
}

/// The rule that says what is shown of an indicator's figures about a unit.
pub(crate) fn rule<'a>(view: &View<'a>, indicator: &Indicator, unit: Unit) -> Option<&'a Rule> {
    view.release.policy().iter().find(|rule| {
        let level = rule.level.is_none() || unit == Unit::Nation;
        rule.class == indicator.confidentiality && level
    })
}

fn what(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, key: &FigureKey) {
    screen.field(&view.get("rap-enhed"), &view.name(key.unit));
    let period = match key.period {
        Period::Year(year) => year.to_string(),
        Period::Change { from, to } => format!("{from}–{to}"),
    };
    screen.field(&view.get("rap-skoleaar"), &period);
    if !view.is_published(indicator) {
        screen.field(&view.get("rap-del"), &view.breakdown(key.breakdown));
    }
}

fn content(
    view: &View<'_>,
    screen: &mut Screen,
    indicator: &Indicator,
    (key, figure): (&FigureKey, &ReleasedFigure),
) {
    match *figure.content() {
        ReleasedContent::Hidden => {
            screen.field(&view.get("rap-vaerdi"), &view.get("rap-forklar-skjult"));
        }
        ReleasedContent::Absent { reason } => {
            screen.field(&view.get("rap-vaerdi"), &view.absent(indicator, reason));
        }
        ReleasedContent::Shown { value, n, hits, verdict, too_few, counting, .. } => {
            let mut printed = view.value_in_text(indicator, value);
            if figure.is_kept() {
                printed = format!("{printed} ({})", view.get("rap-fra-tidligere-udgave"));
            }
            screen.field(&view.get("rap-vaerdi"), &printed);
            screen.field(&view.get("rap-antal"), &counts(view, indicator, n, hits));
            screen.field(&view.get("rap-interval"), &interval(view, figure));
            if let Some(limits) = counting {
                let text = counting_alone(view, indicator, (key.unit, limits));
                screen.field(&view.get("rap-udv-f-optaelling"), &text);
            }
            if let Some(verdict) = verdict {
                screen.field(&view.get("rap-udgivers-dom"), &view.published_verdict(verdict));
            }
            if let Some(to) = figure.rounded_to() {
                screen.field(&view.get("rap-bemaerk"), &view.rounded("rap-afrundet-om", to));
            }
            if too_few {
                let text =
                    view.with("rap-forklar-for-faa", &[("antal", indicator.minimum_n.into())]);
                screen.field(&view.get("rap-bemaerk"), &text);
            }
        }
    }
}

/// Of a figure of the nation: that it is a reference, where it was read, and what else is known of it.
fn national(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, key: &FigureKey) {
    if key.unit != Unit::Nation {
        return;
    }
    screen.field(&view.get("rap-bemaerk"), &view.get("rap-land-reference"));
    let Some(source) = view.release.national_source(key) else { return };
    screen.field(&view.get("rap-land-laest-i"), &source.source);
    screen.field(&view.get("rap-land-adresse"), &source.address);
    screen.field(&view.get("rap-status"), &view.status(source.status));
    if let Some(n) = source.n {
        screen.field(&view.get("rap-antal"), &counts(view, indicator, Some(n), None));
    }
    if let Some(note) = &source.note {
        screen.field(&view.get("rap-bemaerk"), view.local(note));
    }
}

fn counts(view: &View<'_>, indicator: &Indicator, n: Option<u64>, hits: Option<u64>) -> String {
    let counted = ("talt", View::counted(indicator).into());
    match (n, hits) {
        (Some(n), Some(hits)) => {
            view.with("rap-forklar-af", &[("taeller", hits.into()), ("n", n.into()), counted])
        }
        (Some(n), None) => view.with("rap-forklar-n", &[("n", n.into()), counted]),
        (None, _) => view.get("rap-evidens-e"),
    }
}

fn interval(view: &View<'_>, figure: &ReleasedFigure) -> String {
    match view.limits(figure) {
        Some(limits) => view.with("rap-udv-f-interval", &[("graenser", limits.into())]),
        None => view.get("rap-forklar-intet-interval"),
    }
}

/// The interval from counting alone, named as such, with the shock factor that the other has.
fn counting_alone(
    view: &View<'_>,
    indicator: &Indicator,
    (unit, [lower, upper]): (Unit, [Decimal; 2]),
) -> String {
    let limits = view.span(lower, upper);
    let shock = shock(view, indicator, unit);
    let shock = shock.map_or_else(|| "nej".to_owned(), |shock| view.texts.number(shock));
    let id = match indicator.method {
        IntervalMethod::Wilson => "rap-udv-f-tael-wilson",
        IntervalMethod::StudentT => "rap-udv-f-tael-t",
        IntervalMethod::None => return limits,
    };
    view.with(id, &[("graenser", limits.into()), ("chok", shock.into())])
}

/// The shock factor of a unit's figures, as the release says it of its kind of schools: a
/// municipality's is that of folkeskoler, where there are any.
fn shock(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<Decimal> {
    let of = |kind: SchoolKind| {
        let mut all = view.judged().spreading.iter();
        all.find(|of| of.indicator == indicator.id && of.kind == kind).map(|of| of.shock)
    };
    let own = match unit {
        Unit::School(_) => Some(view.kind(unit)?),
        Unit::Group(group) => SchoolKind::ALL.into_iter().find(|kind| kind.group() == group),
        Unit::Municipality(_) | Unit::Nation => None,
    };
    match own {
        Some(kind) => of(kind),
        None => SchoolKind::ALL.into_iter().find_map(of),
    }
}

/// For a hidden figure: by which rule. Never a number about the figure.
fn hidden_why(
    view: &View<'_>,
    screen: &mut Screen,
    indicator: &Indicator,
    (key, figure): (&FigureKey, &ReleasedFigure),
) {
    let series = indicator.series.as_ref().map(|series| format!("{series}/{}", indicator.table));
    let own = key.breakdown.to_string();
    let (unit, period) = (key.unit.to_string(), key.period.to_string());
    let pupils = key.breakdown.pupils().to_string();
    let is_of = |entry: &&LedgerEntry| {
        let is_persons = series.as_ref() == Some(&entry.group) && entry.breakdown == pupils;
        let is_share = entry.group == indicator.id.as_str()
            && (entry.breakdown == own || entry.breakdown == pupils);
        (is_persons || is_share) && entry.unit == unit && entry.period == period
    };
    let entries = view.release.ledger().iter().filter(is_of);
    let (own, others): (Vec<_>, Vec<_>) =
        entries.partition(|entry| entry.readers == Readers::Administration);
    if figure.is_hidden() {
        let text = own.first().map_or_else(
            || {
                let k = rule(view, indicator, key.unit).map_or(0, |rule| rule.k);
                view.with("rap-forklar-regel-skjult", &[("antal", k.into())])
            },
            |entry| hidden_by(view, indicator, (key.unit, entry)),
        );
        screen.field(&view.get("rap-skjult-efter"), &text);
    }
    for entry in others {
        let id = match entry.rounded_to {
            None => "rap-forklar-skjult-for",
            Some(_) => "rap-forklar-afrundet-for",
        };
        let why = hidden_by(view, indicator, (key.unit, entry));
        let who = view.get(match entry.readers {
            Readers::Administration => "rap-laesere-administration",
            Readers::Leaders => "rap-laesere-leder",
            Readers::Boards => "rap-laesere-bestyrelse",
            Readers::Public => "rap-laesere-offentlig",
        });
        screen.field(&view.get(id), &format!("{who}: {why}"));
    }
}

/// A unit and a breakdown of the ledger, in words.
fn cell(view: &View<'_>, text: &str) -> String {
    let (unit, breakdown) = text.split_once('/').unwrap_or((text, ""));
    match (unit.parse::<Unit>(), breakdown.parse::<Breakdown>()) {
        (Ok(unit), Ok(breakdown)) => format!("{}, {}", view.name(unit), view.breakdown(breakdown)),
        _ => text.to_owned(),
    }
}

/// The rule of an entry of the ledger, in words.
fn hidden_by(view: &View<'_>, indicator: &Indicator, (unit, of): (Unit, &LedgerEntry)) -> String {
    let k = || rule(view, indicator, unit).map_or(0, |rule| rule.k);
    match (of.rule, &of.protects) {
        (HidingRule::TooFew, _) if of.readers == Readers::Administration => {
            view.with("rap-forklar-regel-for-faa", &[("antal", k().into())])
        }
        (HidingRule::TooFew, _) => view.get("rap-forklar-regel-for-faa-andre"),
        (HidingRule::Share, _) => view.get("rap-forklar-regel-andel"),
        (HidingRule::Dominance, _) => view.get("rap-forklar-regel-dominans"),
        (HidingRule::Public, _) => view.get("rap-forklar-regel-offentlig"),
        (HidingRule::SameSum, Some(other)) => {
            view.with("rap-forklar-regel-daekker", &[("andet", cell(view, other).into())])
        }
        (HidingRule::SameSum, None) => {
            view.with("rap-forklar-regel-samme-sum", &[("antal", k().into())])
        }
    }
}

fn how(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, figure: &ReleasedFigure) {
    let class = figure.class();
    let evidence = format!("{class}: {}", view.evidence(class));
    screen.field(&view.get("rap-beregning"), &view.formula(indicator));
    screen.field(&view.get("rap-hvem"), view.local(&indicator.population));
    screen.field(&view.get("rap-evidensklasse"), &evidence);
    screen.field(&view.get("rap-version"), &indicator.version.to_string());
    screen.field(&view.get("rap-kilde"), &indicator.source);
    screen.field(&view.get("rap-status"), &view.status(indicator.status));
    if let Some(note) = &indicator.status_note {
        screen.field(&view.get("rap-bemaerk"), view.local(note));
    }
}

/// What a figure is the sum of: the units, and the grades, that have a figure of the same period and
/// breakdown. One that is hidden is part of the sum all the same; one that is absent is not.
fn sums(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, key: &FigureKey) {
    if view.is_published(indicator) {
        return;
    }
    let is_summed = |unit: Unit, part: Part| {
        let breakdown = Breakdown { part, ..key.breakdown };
        let key = FigureKey { unit, breakdown, ..key.clone() };
        let figure = view.release.figures().get(&key).map(ReleasedFigure::content);
        figure.is_some_and(|of| !matches!(of, ReleasedContent::Absent { .. }))
    };
    let graph = view.release.graph().of(&indicator.id);
    let children = graph.children(key.unit).filter(|unit| is_summed(*unit, key.breakdown.part));
    let children: Vec<String> = children.map(|unit| view.name(unit)).collect();
    let is_within = |grade: Grade| match key.breakdown.part {
        Part::All => true,
        Part::Stage(stage) => Stage::of(grade) == stage,
        Part::Grade(_) | Part::Class(_) | Part::Sex(_) | Part::Heritage(_) => false,
    };
    let grades = view.facts(indicator).grades.iter().copied();
    let grades = grades.filter(|of| is_within(*of) && is_summed(key.unit, Part::Grade(*of)));
    let grades: Vec<String> = grades.map(|grade| view.grade(grade)).collect();
    if children.is_empty() && grades.is_empty() {
        return;
    }
    screen.heading(&view.get("rap-sum-af"));
    if !children.is_empty() {
        screen.field(&view.get("rap-enheder"), &view.listed(&children));
    }
    if !grades.is_empty() {
        screen.field(&view.get("rap-klassetrin"), &view.listed(&grades));
    }
}

/// Whether a source of this kind feeds an indicator: its own table, and for the national tests
/// the roll that participation is counted against.
fn feeds(source: &ReleasedSource, indicator: &Indicator, year: SchoolYear) -> bool {
    let national_test = indicator.table == "national_test";
    let kind = source.kind == indicator.table || (national_test && source.kind == "roll");
    kind && (source.years.is_empty() || source.years.contains(&year))
}

/// Who is left out of a figure for want of a result: what participation of the same cell says.
fn without_result(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, key: &FigureKey) {
    let participation = view.release.catalogue().indicators().iter().find(|other| {
        other.series.is_some()
            && other.series == indicator.series
            && other.id != indicator.id
            && other.id.as_str().ends_with(".deltagelse")
    });
    let breakdown = key.breakdown.pupils();
    let figure = participation.and_then(|participation| {
        view.figure(participation, key.unit, key.period.last_year(), breakdown)
    });
    if let Some(ReleasedContent::Shown { n: Some(n), hits: Some(hits), .. }) =
        figure.map(ReleasedFigure::content)
    {
        let missing = n.saturating_sub(*hits);
        let arguments = [("antal", missing.into()), ("n", (*n).into())];
        let text = view.with("rap-forklar-uden-resultat", &arguments);
        screen.field(&view.get("rap-uden-resultat"), &text);
        let own = view.release.figures().get(key).map(ReleasedFigure::content);
        let bounds = own.and_then(|own| bounds(view, indicator, own, (missing, *hits)));
        if let Some(text) = bounds {
            screen.field(&view.get("rap-udv-f-uden"), &text);
        }
    }
}

/// Where a share of the tested lies, were none or all of those without a result hits; `None` where it
/// does not count the tested.
fn bounds(
    view: &View<'_>,
    indicator: &Indicator,
    content: &ReleasedContent,
    (missing, tested): (u64, u64),
) -> Option<String> {
    let ReleasedContent::Shown { n: Some(n), hits: Some(hits), .. } = *content else {
        return None;
    };
    let is_told = View::is_share(indicator) && n == tested && 0 < missing;
    missing_bounds(hits, n, missing).filter(|_| is_told)?;
    // The same bounds, out of whole numbers: printed halves must not hang on binary fractions.
    let everybody = i128::from(n) + i128::from(missing);
    let percent = |hits: u64| {
        let hits = 100 * i128::from(hits);
        Some(view.texts.percent_in_text(Decimal::from_ratio(hits, everybody, indicator.decimals)?))
    };
    let arguments = [
        ("nedre", percent(hits)?.into()),
        ("oevre", percent(hits + missing)?.into()),
        ("antal", missing.into()),
    ];
    Some(view.with("rap-udv-f-graenser-uden", &arguments))
}

fn sources(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, year: SchoolYear) {
    screen.heading(&view.get("rap-datakilder"));
    let feeding: Vec<&ReleasedSource> =
        view.release.sources().iter().filter(|source| feeds(source, indicator, year)).collect();
    if feeding.is_empty() {
        screen.paragraph(&view.get("rap-ingen-kilder"));
    }
    for source in feeding {
        screen.line(&format!("  {} ({})", source.source, source.layout));
        if let Some(digest) = &source.digest {
            screen.field("  sha256", digest);
        }
        let mut rows = vec![
            (view.get("rap-laest"), source.read),
            (view.get("rap-brugt"), source.used),
            (view.get("rap-rettet"), source.corrected),
            (view.get("rap-karantaene"), source.quarantined),
        ];
        rows.extend(source.excluded.iter().map(|(rule, n)| {
            let rule = exclusion(view, *rule);
            (view.with("rap-udeladt", &[("regel", rule.into())]), *n)
        }));
        let row = |(name, n): &(String, ReleasedCount)| {
            let Cell { text, .. } = view.count(*n);
            vec![format!("    {name}"), text]
        };
        screen.table(&rows.iter().map(row).collect::<Vec<_>>());
    }
}

/// Whether a setting can move a figure or its verdict.
fn applies(view: &View<'_>, id: &str, indicator: &Indicator, unit: Unit) -> bool {
    // One that is not decided is rather shown than left out; a test decides on them all.
    !view.is_published(indicator) && moves(id, indicator, unit).unwrap_or(true)
}

/// Whether a setting can move a figure of an indicator, or its verdict; `None` for one of which
/// nothing is said here.
fn moves(id: &str, indicator: &Indicator, unit: Unit) -> Option<bool> {
    let theme = |prefix: &str| indicator.id.as_str().starts_with(prefix);
    let (has_target, of_tests) = (indicator.target.is_some(), indicator.table == "national_test");
    Some(match id {
        "specialskoler" => !matches!(unit, Unit::School(_)),
        "forbehold" => has_target || indicator.headline,
        // Of some pupils two years are of the same ones: that moves changes.
        "udvikling_mod" | "falske_fund_promille" | "gengangere_korrelation_hundrededele" => {
            indicator.headline
        }
        "chok_maalt_hundrededele" | "chok_maalt_frihedsgrader" => {
            indicator.shock == ShockBasis::Measured
        }
        "chok_antaget_hundrededele" | "chok_antaget_frihedsgrader" => {
            indicator.shock == ShockBasis::Assumed
        }
        "maal_afrunding" | "maal_uafgjort" | "maal_margin_procentpoint" => has_target,
        // In force they give such indicators a target; otherwise there is nothing to say.
        "maal_efterfoelgere" | "tidligere_maal" => has_target && !of_tests,
        "trivselsmaal_maal" | "trivselsmaal_basisaar" => has_target && theme("trivsel."),
        "bundne_mindst" | "bundne_vaegtning" | "mindst_2_vaegtning" => theme("karakterer."),
        "samlet_niveau" => of_tests,
        "fremgang_sammensaetning"
        | "fremgang_over_hul"
        | "fremgang_flyttere"
        | "maaleusikkerhed_lav_hundrededele"
        | "maaleusikkerhed_hoej_hundrededele" => indicator.table == "progression",
        // What stands beside the figures: goals' readability, similar schools, year groups.
        "maal_aendring_procentpoint"
        | "lignende_skoler_antal"
        | "lignende_skoler_reference_hundrededele"
        | "lignende_skoler_stoerrelse_procent"
        | "aargang_over_hul"
        | "aargang_elevtal_procent" => false,
        _ => return None,
    })
}

fn settings(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, unit: Unit) {
    let settings = view.release.settings();
    let applying = settings.definitions().iter();
    let applying: Vec<_> =
        applying.filter(|definition| applies(view, &definition.id, indicator, unit)).collect();
    if applying.is_empty() {
        return;
    }
    screen.heading(&view.get("rap-indstillinger"));
    for definition in applying {
        let value = settings.value(&definition.id).unwrap_or(&definition.default);
        let name = view.local(&definition.name);
        let value = view.setting(definition, value);
        let text = view.with(
            "rap-forklar-indstilling",
            &[
                ("navn", name.into()),
                ("vaerdi", value.into()),
                ("status", view.status(definition.status).into()),
            ],
        );
        screen.field(&definition.id, &text);
    }
}

fn policy(view: &View<'_>, screen: &mut Screen, indicator: &Indicator, unit: Unit) {
    let Some(rule) = rule(view, indicator, unit) else {
        return;
    };
    screen.heading(&view.get("rap-regel-for-visning"));
    let class: Confidentiality = rule.class;
    screen.field(&view.get("rap-klasse-af-tal"), &methods::class(view, class));
    screen.field(&view.get("rap-vises"), &methods::shows(view, rule.shows));
    screen.field(&view.get("rap-graense"), &view.texts.count(rule.k));
    screen.field(&view.get("rap-grundlag"), view.local(&rule.basis));
}

#[cfg(test)]
mod tests {
    use kvalitet_core::catalogue::Catalogue;

    use super::*;

    #[test]
    fn of_every_setting_it_is_said_whether_it_moves_a_figure() {
        let catalogue = Catalogue::built_in().unwrap();
        let settings = catalogue.settings();
        let units: [Unit; 2] = ["skole:999001", "kommune:999"].map(|unit| unit.parse().unwrap());
        for indicator in catalogue.indicators() {
            let moving = |unit| {
                let all = settings.definitions().iter().map(|of| of.id.as_str());
                all.filter(|id| moves(id, indicator, unit).unwrap()).collect::<Vec<_>>()
            };
            let [school, municipality] = units.map(moving);
            // Of a municipality one more can move it; and never half of all there are.
            assert_eq!(school.len() + 1, municipality.len(), "{}", indicator.id);
            assert!(2 * municipality.len() < settings.definitions().len(), "{municipality:?}");
        }
        let absence = catalogue.indicator("elevfravaer").unwrap();
        assert_eq!(moves("fremgang_flyttere", absence, units[1]), Some(false));
        assert_eq!(moves("ny_indstilling", absence, units[1]), None);
    }
}
