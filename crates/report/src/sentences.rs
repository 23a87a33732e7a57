//! Verdicts in sentences. The rule says whether a target is met; no sentence claims more.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::target::{Certainty, GradeOutcome, GradeResult, RuleVerdict};
use kvalitet_core::{Breakdown, Decimal, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedTarget, TargetContent};
use kvalitet_text::Argument;

use crate::changes;
use crate::view::{View, measure};

/// A few sentences about one unit: its newest number, the verdict of that year, and where that year
/// is silent, the newest verdict there is. Without a target the change stands in place of a verdict:
/// of a headline with what is said of it, of another with the number before and that the difference
/// is not judged. Last the value of the whole country.
pub(crate) fn about(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Vec<String> {
    let Some(year) = view.newest(indicator, unit) else {
        return vec![view.with("rap-intet-tal", &[("enhed", view.name(unit).into())])];
    };
    let mut sentences: Vec<String> = value(view, indicator, unit, year).into_iter().collect();
    let newest = view.verdict(indicator, unit, year);
    sentences.extend(newest.map(|target| verdict(view, indicator, target)));
    if newest.is_some_and(|target| !is_decided(target)) {
        let decided = last_decided(view, indicator, unit);
        sentences.extend(decided.map(|target| {
            let before = view.with("rap-seneste-dom", &[("aar", target.year.to_string().into())]);
            format!("{before} {}", verdict(view, indicator, target))
        }));
    }
    let judged = judged(view, indicator, unit, year);
    if indicator.target.is_none() && judged.is_empty() {
        sentences.extend(before(view, indicator, unit, year));
    }
    sentences.extend(judged);
    sentences.extend(nation(view, indicator, unit, year));
    sentences
}

/// What is said of the change up to `year`, of a headline without a target of its own.
fn judged(view: &View<'_>, indicator: &Indicator, unit: Unit, year: SchoolYear) -> Vec<String> {
    let is_told = indicator.headline && indicator.target.is_none();
    let change = changes::of_unit(view, indicator, unit).filter(|of| is_told && of.to == year);
    change.map_or_else(Vec::new, |of| changes::sentences(view, of))
}

/// The number before that of `year`, as far as the two can be held beside each other.
fn before(view: &View<'_>, indicator: &Indicator, unit: Unit, year: SchoolYear) -> Option<String> {
    let years = view.years_with_value(indicator, unit).into_iter().rev();
    let earlier = years.into_iter().find(|earlier| *earlier < year)?;
    let figure = view.figure(indicator, unit, earlier, Breakdown::ALL)?;
    let series = view.release.catalogue().series_of(indicator);
    let id = match series {
        Some(series) if !series.compares(earlier, year) => "rap-foer-brud",
        Some(series) if series.reserved(earlier, year).is_some() => "rap-foer-forbehold",
        _ => "rap-foer",
    };
    let value = view.value_in_text(indicator, figure.value()?);
    let interval = view.limits(figure).map_or_else(String::new, |limits| {
        format!(" {}", view.with("rap-interval-parentes", &[("graenser", limits.into())]))
    });
    let arguments =
        [("aar", earlier.to_string().into()), ("vaerdi", format!("{value}{interval}").into())];
    Some(view.with(id, &arguments))
}

/// The value of the whole country, with its year and where it is from.
fn nation(view: &View<'_>, indicator: &Indicator, unit: Unit, year: SchoolYear) -> Option<String> {
    let (of, value) = view.nation(indicator, year).filter(|_| unit != Unit::Nation)?;
    let arguments = [
        ("aar", of.to_string().into()),
        ("vaerdi", view.value_in_text(indicator, value).into()),
        ("kilde", view.national_source(indicator, &[of]).into()),
    ];
    Some(view.with("rap-landstallet", &arguments))
}

/// How all folkeskoler of a published source lie.
pub(crate) fn all_schools(
    view: &View<'_>,
    indicator: &Indicator,
    year: SchoolYear,
) -> Option<String> {
    let reference = view.release.reference(indicator, year)?;
    let [lower, middle, upper] = reference.quartiles.map(|value| view.value(indicator, value));
    Some(view.with(
        "rap-reference",
        &[
            ("nedre", lower.into()),
            ("midte", middle.into()),
            ("oevre", upper.into()),
            ("skoler", reference.schools.into()),
            ("uden", reference.without.into()),
        ],
    ))
}

fn is_decided(target: &ReleasedTarget) -> bool {
    let TargetContent::Shown { rule, .. } = &target.content else {
        return true;
    };
    !matches!(rule, RuleVerdict::NoResult | RuleVerdict::WithReservation)
}

fn last_decided<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    unit: Unit,
) -> Option<&'a ReleasedTarget> {
    let years = view.facts(indicator).years.iter().rev().copied();
    let verdicts = years.filter_map(|year| view.verdict(indicator, unit, year));
    verdicts
        .into_iter()
        .find(|target| is_decided(target) && matches!(target.content, TargetContent::Shown { .. }))
}

/// The newest verdict on a unit that an audience of words alone may read.
pub(crate) fn newest_verdict(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<String> {
    let decided = last_decided(view, indicator, unit)?;
    Some(verdict(view, indicator, decided))
}

/// The number of a year, with what it counts and interval.
fn value(view: &View<'_>, indicator: &Indicator, unit: Unit, year: SchoolYear) -> Option<String> {
    let figure = view.figure(indicator, unit, year, Breakdown::ALL)?;
    let value = figure.value()?;
    let arguments: Vec<(&str, Argument)> = vec![
        ("enhed", view.name(unit).into()),
        ("aar", year.to_string().into()),
        ("vaerdi", view.value_in_text(indicator, value).into()),
        ("navn", view.local(&indicator.name).into()),
        ("n", figure.n().unwrap_or_default().into()),
        ("talt", View::counted(indicator).into()),
    ];
    // A definition of the municipality's own may be called anything; its words are the general ones.
    let known = if View::counted(indicator) == "elever" { measure(indicator) } else { "" };
    let id = match (figure.n(), known) {
        (Some(_), "gode") => "rap-saetning-gode",
        (Some(_), "allerdygtigste") => "rap-saetning-allerdygtigste",
        (Some(_), "daarlige") => "rap-saetning-daarlige",
        (Some(_), "deltagelse") => "rap-saetning-deltagelse",
        (Some(_), _) if View::is_share(indicator) => "rap-saetning-andel",
        (Some(_), _) => "rap-saetning-gennemsnit",
        (None, _) => "rap-saetning-vaerdi",
    };
    let sentence = view.with(id, &arguments);
    let interval = view.limits(figure).map_or_else(String::new, |limits| {
        format!(" {}", view.with("rap-interval-parentes", &[("graenser", limits.into())]))
    });
    let coverage = figure.coverage().map_or_else(String::new, |coverage| {
        let coverage = view.coverage(coverage);
        format!(" {}", view.with("rap-daekker-saetning", &[("daekning", coverage.into())]))
    });
    // A value alone may end in `pct.`.
    let told = format!("{sentence}{interval}");
    let stop = if told.ends_with('.') { "" } else { "." };
    Some(format!("{told}{stop}{coverage}"))
}

/// A verdict: what the rule says, on how many grades, and how sure that is.
pub(crate) fn verdict(view: &View<'_>, indicator: &Indicator, target: &ReleasedTarget) -> String {
    let TargetContent::Shown { rule, certainty, grades } = &target.content else {
        return view.with("rap-dom-skjult", &[("aar", target.year.to_string().into())]);
    };
    let rule = rule_in_text(view, target, *rule, grades);
    let sure = certainty.and_then(|certainty| sure(view, indicator, target, certainty));
    [Some(rule), sure].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn rule_in_text(
    view: &View<'_>,
    target: &ReleasedTarget,
    rule: RuleVerdict,
    grades: &[GradeResult],
) -> String {
    let with_result = grades.iter().filter(|grade| grade.outcome != GradeOutcome::NoResult).count();
    let with_result = u64::try_from(with_result).unwrap_or_default();
    let (id, met, of) = match rule {
        RuleVerdict::Met if with_result == 0 => ("rap-dom-indfriet-kort", 0, 0),
        RuleVerdict::NotMet if with_result == 0 => ("rap-dom-ikke-kort", 0, 0),
        RuleVerdict::Met => ("rap-dom-indfriet", with_result, with_result),
        RuleVerdict::NotMet => ("rap-dom-ikke", 0, with_result),
        RuleVerdict::Partly { met, of } => ("rap-dom-delvist", u64::from(met), u64::from(of)),
        RuleVerdict::NoResult => ("rap-dom-intet", 0, 0),
        RuleVerdict::WithReservation => ("rap-dom-forbehold", 0, 0),
    };
    view.with(
        id,
        &[
            ("maal", view.target_in_text(target).into()),
            ("aar", target.year.to_string().into()),
            ("forbehold", reserved(view, target).to_string().into()),
            ("indfriet", met.into()),
            ("antal", of.into()),
        ],
    )
}

/// The year that the verdict rests on and that is only comparable with reservation.
pub(crate) fn reserved(view: &View<'_>, target: &ReleasedTarget) -> SchoolYear {
    let catalogue = view.release.catalogue();
    let indicator = catalogue.indicator(target.target.indicator.as_str());
    let series = indicator.and_then(|indicator| catalogue.series_of(indicator));
    let years = [Some(target.year), target.compared_with].into_iter().flatten();
    let mut reserved = years.filter(|year| series.is_some_and(|s| s.reservation(*year).is_some()));
    reserved.next().unwrap_or(target.year)
}

/// How sure the verdict is, over all grades together.
fn sure(
    view: &View<'_>,
    indicator: &Indicator,
    target: &ReleasedTarget,
    certainty: Certainty,
) -> Option<String> {
    let year = target.compared_with.map(|year| year.to_string()).unwrap_or_default();
    let id = match (target.target.rule.limit(), certainty) {
        (Some((limit, _)), Certainty::Clear) => {
            if is_above(view, indicator, target, limit)? {
                "rap-sikker-over"
            } else {
                "rap-sikker-under"
            }
        }
        (Some(_), Certainty::NearLimit) => "rap-sikker-taet-paa",
        (Some(_), Certainty::Undecided) => "rap-sikker-kan-ikke",
        (_, Certainty::Clear) => "rap-sikker-forskel",
        (_, Certainty::NearLimit) => "rap-sikker-lille-forskel",
        (_, Certainty::Undecided) => "rap-sikker-forskel-kan-ikke",
    };
    Some(view.with(id, &[("aar", year.into())]))
}

/// On which side of the limit a clear interval lies; `None` where it is not shown.
fn is_above(
    view: &View<'_>,
    indicator: &Indicator,
    target: &ReleasedTarget,
    limit: Decimal,
) -> Option<bool> {
    let figure = view.figure(indicator, target.unit, target.year, Breakdown::ALL)?;
    // A clear interval lies wholly on one side, so its lower limit decides without the value.
    let (lower, _) = figure.interval()?;
    Some(limit.compare(lower).is_le())
}
