//! What is said of changes and places: every verdict in both languages, and what no sentence may say.

use kvalitet_core::verdict::{ChangeVerdict, Family, PositionVerdict};
use kvalitet_core::{Decimal, Language, SchoolKind, Unit};
use kvalitet_disclosure::{
    ChangeContent, PositionContent, ReleasedChange, ReleasedChangeNumbers, ReleasedFamily,
    ReleasedFigure, ReleasedPosition, ReleasedPositionNumbers, ReleasedSpreading,
};
use kvalitet_text::Texts;
use proptest::prelude::*;

use crate::document::{Block, CellStyle, Document, Section, Table};
use crate::testing::{Fixture, figure};
use crate::view::{Figures, Judged, View};
use crate::{RunInfo, Stamp, changes, compare, compose, explain, places, summary};

mod charts;

const DEFINITIONS: &str = r#"
[theme]
id = "proeve"
name = { da = "Prøve", en = "Trial" }
about = { da = "Prøver.", en = "Trials." }

[[series]]
id = "serie"
name = { da = "Serien", en = "The series" }
from = "2014/15"
source = "prøve"

[[series.reservation]]
year = "2016/17"
reason = { da = "Prøven kom senere.", en = "The trial came later." }
source = "prøve"

[[series.break]]
at = "2018/19"
weight = "brud"
reason = { da = "Nye spørgsmål.", en = "New questions." }
source = "prøve"

[defaults]
version = 1
series = "serie"
headline = true
population = { da = "Elever.", en = "Pupils." }
minimum_n = 10
confidentiality = "personlig"
source = "prøve"
status = "antaget"

[[indicator]]
id = "andel"
name = { da = "Gode", en = "Good" }
description = { da = "Gode.", en = "Good." }
table = "wellbeing"
numerator = "specialskole = 0"
denominator = "specialskole = 0"
scale = "procent"
decimals = 1
method = "wilson"
polarity = "hoejere-er-bedre"

[[indicator]]
id = "andel.daarlige"
name = { da = "Dårlige", en = "Poor" }
description = { da = "Dårlige.", en = "Poor." }
table = "wellbeing"
numerator = "specialskole = 0"
denominator = "specialskole = 0"
scale = "procent"
decimals = 1
method = "wilson"
polarity = "lavere-er-bedre"

[[indicator]]
id = "andel.neutral"
name = { da = "Andre", en = "Others" }
description = { da = "Andre.", en = "Others." }
table = "wellbeing"
numerator = "specialskole = 0"
denominator = "specialskole = 0"
scale = "procent"
decimals = 1
method = "wilson"
polarity = "neutral"

[[indicator]]
id = "middel"
name = { da = "Trivsel", en = "Wellbeing" }
description = { da = "Gennemsnit.", en = "Mean." }
table = "wellbeing"
mean = "generel"
denominator = "specialskole = 0"
scale = "tal"
unit = { da = "point (1-5)", en = "points (1-5)" }
decimals = 1
method = "t"
polarity = "hoejere-er-bedre"

[[indicator]]
id = "socref.forskel"
name = { da = "Forskel", en = "Difference" }
description = { da = "Forskel.", en = "Difference." }
table = "wellbeing"
mean = "generel"
denominator = "specialskole = 0"
headline = false
scale = "tal"
decimals = 1
method = "ingen"
polarity = "hoejere-er-bedre"
"#;

const SCHOOL: &str = "skole:999001";

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A shown share with its counts.
fn share(hits: u64, n: u64) -> ReleasedFigure {
    let value = Decimal::from_ratio(100 * i128::from(hits), i128::from(n), 1).unwrap();
    figure(
        "B",
        &format!(
            r#""status":"vist","vaerdi":"{value}","n":{n},"taeller":{hits},"nedre":"1.0",
               "oevre":"99.0","optaelling":["2.0","98.0"],"for_faa":false"#
        ),
    )
}

fn mean(value: &str, n: u64) -> ReleasedFigure {
    let content = format!(
        r#""status":"vist","vaerdi":"{value}","n":{n},"taeller":null,"nedre":"1.0","oevre":"5.0",
           "for_faa":false"#
    );
    figure("B", &content)
}

fn two_years(indicator: &str, unit: &str, of: &[ReleasedFigure; 2]) -> Figures {
    let key = |year: &str| format!("{indicator}/{unit}/{year}").parse().unwrap();
    Figures::from([(key("2020-21"), of[0]), (key("2021-22"), of[1])])
}

/// The numbers of a change: of the difference, its limits and the thresholds.
fn numbers(of: [&str; 3], p: &str, [fall, rise]: [Option<&str>; 2]) -> ReleasedChangeNumbers {
    let [difference, lower, upper] = of.map(decimal);
    ReleasedChangeNumbers {
        method: "newcombe",
        difference,
        lower,
        upper,
        standard_error: decimal("9.31"),
        shock: decimal("1.60"),
        degrees: Some(decimal("14")),
        p: decimal(p),
        adjusted: Some(decimal("0.9000")),
        critical: Some(decimal("3.26")),
        sure_fall: fall.map(decimal),
        sure_rise: rise.map(decimal),
        discoverable: Some(decimal("38.2")),
        beyond_municipality: None,
        beyond_nation: None,
    }
}

fn family() -> Family {
    Family::Schools { theme: "proeve".to_owned() }
}

fn change(
    (indicator, unit): (&str, &str),
    verdict: Option<ChangeVerdict>,
    numbers: Option<&ReleasedChangeNumbers>,
) -> ReleasedChange {
    let family = verdict.filter(|of| of.is_tested()).map(|_| family());
    ReleasedChange {
        indicator: indicator.parse().unwrap(),
        unit: unit.parse().unwrap(),
        from: "2020/21".parse().unwrap(),
        to: "2021/22".parse().unwrap(),
        content: ChangeContent::Shown { verdict, family, numbers: numbers.copied().map(Box::new) },
    }
}

fn family_of(family: Family, comparisons: u64, sure: u64) -> ReleasedFamily {
    ReleasedFamily {
        family,
        comparisons,
        sure,
        level: decimal("0.008"),
        rate: (0 < sure).then(|| decimal("0.0062")),
        could_show_ten: Some(3),
        in_percent: Some(comparisons),
    }
}

/// What is said of a change in each language, no-break spaces as spaces.
fn in_both(change: &ReleasedChange, figures: &Figures) -> [String; 2] {
    let families = [family_of(family(), 57, 1)];
    [Language::Danish, Language::English].map(|language| {
        let mut fixture = Fixture::defining(DEFINITIONS);
        fixture.texts = Texts::new(language);
        let release = fixture.release();
        let view = View::judged_by(
            &release,
            (figures, Judged { families: &families, ..Judged::default() }),
            &fixture.texts,
        );
        changes::sentences(&view, change).join(" ").replace('\u{a0}', " ")
    })
}

fn shares() -> Figures {
    two_years("andel", SCHOOL, &[share(32, 45), share(35, 47)])
}

fn not_sure(p: &str, difference: &str, thresholds: [Option<&str>; 2]) -> ReleasedChange {
    let numbers = numbers([difference, "-15.0", "21.0"], p, thresholds);
    change(("andel", SCHOOL), Some(ChangeVerdict::NoSureChange), Some(&numbers))
}

#[test]
fn no_sure_change_is_told_with_what_it_would_have_taken() {
    let of = not_sure("0.7210", "3.4", [Some("31.0"), Some("29.6")]);
    assert_eq!(
        in_both(&of, &shares()),
        [
            "74,5 pct. mod 71,1 pct. året før (47 og 45 elever). Så stor en forskel opstår jævnligt, uden at \
             noget er ændret; på en skole af den størrelse skal den normalt være omkring 29,6 \
             procentpoint, før rapporten kalder den sikker. Det viser ikke, at intet er ændret.",
            "74.5 per cent against 71.1 per cent the year before (47 and 45 pupils). So great a difference comes about \
             regularly with nothing changed; in a school of that size it must normally be about 29.6 \
             percentage points before the report calls it sure. That does not show that nothing has \
             changed.",
        ]
    );
    let [rare, _] = in_both(&not_sure("0.0490", "3.4", [None, Some("29.6")]), &shares());
    assert!(rare.contains("kan opstå, uden at noget er ændret, når mange tal"), "{rare}");
    let [other_way, _] = in_both(&not_sure("0.72", "-3.4", [Some("31.5"), None]), &shares());
    assert!(other_way.contains("omkring 31,5 procentpoint"), "{other_way}");
}

#[test]
fn where_there_is_no_room_the_ceiling_is_reached() {
    let high = two_years("andel", SCHOOL, &[share(44, 47), share(46, 47)]);
    let of = not_sure("0.5000", "4.3", [Some("12.0"), None]);
    let [da, en] = in_both(&of, &high);
    assert!(
        da.contains("for få elever: selv 100 pct. ville rapporten ikke kalde en sikker stigning."),
        "{da}"
    );
    assert!(da.ends_with("Det viser ikke, at intet er ændret."), "{da}");
    assert!(
        en.contains("too few pupils: not even 100 per cent would the report call a sure rise."),
        "{en}"
    );
    let top = two_years("andel", SCHOOL, &[share(46, 47), share(47, 47)]);
    let [da, en] = in_both(&of, &top);
    assert!(da.contains("Loft nået: højere kan tallet ikke komme."), "{da}");
    assert!(en.contains("The ceiling is reached: the figure cannot get higher."), "{en}");
    let low = two_years("andel", SCHOOL, &[share(2, 47), share(1, 47)]);
    let [da, en] = in_both(&not_sure("0.5", "-2.1", [None, Some("12.0")]), &low);
    assert!(da.contains("for få elever: selv 0 pct. ville rapporten ikke kalde et sikkert fald."));
    assert!(en.contains("too few pupils: not even 0 per cent would the report call a sure fall."));
}

#[test]
fn two_means_are_told_in_their_own_unit() {
    let figures = two_years("middel", "kommune:999", &[mean("3.6", 300), mean("3.7", 310)]);
    let numbers = numbers(["0.1", "-0.1", "0.2"], "0.3000", [Some("0.3"), Some("0.3")]);
    let of = change(("middel", "kommune:999"), Some(ChangeVerdict::NoSureChange), Some(&numbers));
    let [da, en] = in_both(&of, &figures);
    let first = "3,7 mod 3,6 point året før (310 og 300 elever). Så stor en forskel opstår jævnligt, \
                 uden at noget er ændret; for skolerne under ét skal den normalt være omkring 0,3 \
                 point, før rapporten kalder den sikker.";
    assert!(da.starts_with(first), "{da}");
    assert!(en.starts_with("3.7 against 3.6 points the year before (310 and 300 pupils)."), "{en}");
    assert!(en.contains("for the schools together it must normally be about 0.3 points"), "{en}");
}

#[test]
fn a_sure_change_is_told_with_its_interval_and_what_was_corrected_for() {
    let figures = |id| two_years(id, SCHOOL, &[share(60, 120), share(96, 120)]);
    let of = |id, verdict| {
        let numbers = numbers(["30.0", "12.1", "46.0"], "0.0001", [Some("24.0"), Some("25.0")]);
        in_both(&change((id, SCHOOL), Some(verdict), Some(&numbers)), &figures(id))
    };
    assert_eq!(
        of("andel", ChangeVerdict::Rise),
        [
            "80,0 pct. mod 50,0 pct. året før (120 og 120 elever): en sikker stigning. Ændringens \
             95 %-interval går fra +12,1 til +46,0 procentpoint. Det er til det bedre. Der er \
             korrigeret for, at rapporten laver 57 sammenligninger af samme slags.",
            "80.0 per cent against 50.0 per cent the year before (120 and 120 pupils): a sure rise. The 95% interval of \
             the change runs from +12.1 to +46.0 percentage points. That is for the better. It is \
             corrected for the 57 comparisons of the same kind that the report makes.",
        ]
    );
    // The same movement is worse where less is better, and neither where nothing is.
    let [da, en] = of("andel.daarlige", ChangeVerdict::Rise);
    assert!(da.contains("Det er til det værre.") && en.contains("for the worse"), "{da} {en}");
    let [da, en] = of("andel.neutral", ChangeVerdict::Rise);
    assert!(!da.contains("til det") && !en.contains("for the better"), "{da} {en}");
    let [da, en] = of("andel", ChangeVerdict::Fall);
    assert!(da.contains("et sikkert fald.") && da.contains("Det er til det værre."), "{da}");
    assert!(en.contains("a sure fall.") && en.contains("for the worse"), "{en}");
}

#[test]
fn years_that_compare_with_reservation_or_not_at_all_say_why() {
    let mut of = change(("andel", SCHOOL), Some(ChangeVerdict::WithReservation), None);
    (of.from, of.to) = ("2015/16".parse().unwrap(), "2016/17".parse().unwrap());
    let key = |year: &str| format!("andel/{SCHOOL}/{year}").parse().unwrap();
    let figures = Figures::from([(key("2015-16"), share(32, 45)), (key("2016-17"), share(35, 47))]);
    assert_eq!(
        in_both(&of, &figures),
        [
            "74,5 pct. mod 71,1 pct. året før (47 og 45 elever). Der fældes ingen dom, for 2015/16 og 2016/17 \
             kan kun sammenlignes med forbehold. Prøven kom senere.",
            "74.5 per cent against 71.1 per cent the year before (47 and 45 pupils). There is no verdict, for 2015/16 \
             and 2016/17 can only be compared with reservation. The trial came later.",
        ]
    );
    let mut of = change(("andel", SCHOOL), Some(ChangeVerdict::NotComparable), None);
    (of.from, of.to) = ("2017/18".parse().unwrap(), "2018/19".parse().unwrap());
    let figures = Figures::from([(key("2017-18"), share(32, 45)), (key("2018-19"), share(35, 47))]);
    assert_eq!(
        in_both(&of, &figures),
        [
            "2017/18 og 2018/19 kan ikke sammenlignes. Nye spørgsmål.",
            "2017/18 and 2018/19 cannot be compared. New questions.",
        ]
    );
}

#[test]
fn too_few_no_pupils_hidden_and_described_say_so() {
    let of = |verdict, numbers| change(("andel", SCHOOL), verdict, numbers);
    let few = two_years("andel", SCHOOL, &[share(3, 7), share(6, 12)]);
    assert_eq!(
        in_both(&of(Some(ChangeVerdict::TooFew), None), &few),
        [
            "50,0 pct. mod 42,9 pct. året før (12 og 7 elever). Mindst ét af årene hviler på færre end 10 \
             elever; det er for få til en dom.",
            "50.0 per cent against 42.9 per cent the year before (12 and 7 pupils). At least one of the years rests on \
             fewer than 10 pupils; that is too few for a verdict.",
        ]
    );
    let [da, en] = in_both(&of(Some(ChangeVerdict::CannotBeAssessed), None), &shares());
    assert!(da.contains("kan ikke vurderes: det vides ikke, hvor meget eleverne"), "{da}");
    assert!(en.contains("cannot be assessed: how far the pupils lie from each other"), "{en}");
    let mut hidden = of(None, None);
    hidden.content = ChangeContent::Hidden;
    assert_eq!(
        in_both(&hidden, &shares()),
        [
            "Ændringen fra 2020/21 til 2021/22 er skjult, fordi mindst ét af de to tal er det.",
            "The change from 2020/21 to 2021/22 is hidden, because at least one of the two figures \
             is.",
        ]
    );
    let described = of(None, Some(&numbers(["3.4", "-15.0", "21.0"], "0.7", [None, None])));
    let [da, en] = in_both(&described, &shares());
    assert!(da.ends_with("Ændringen er beskrevet og ikke bedømt."), "{da}");
    assert!(en.ends_with("The change is described and not judged."), "{en}");
}

#[test]
fn what_others_did_is_told_where_it_is_known() {
    let mut numbers = numbers(["3.4", "-15.0", "21.0"], "0.7", [Some("31.0"), Some("29.6")]);
    numbers.beyond_municipality = Some(["1.2", "0.1", "11.4"].map(decimal));
    numbers.beyond_nation = Some(["-0.6", "-9.9", "-0.2"].map(decimal));
    let of = change(("andel", SCHOOL), Some(ChangeVerdict::NoSureChange), Some(&numbers));
    let [da, en] = in_both(&of, &shares());
    assert!(
        da.contains(
            "Ud over kommunens egen ændring er skolens +1,2 procentpoint (95 %-interval +0,1 til \
             +11,4); det er ikke bedømt. Ud over landets ændring er den −0,6 procentpoint"
        ),
        "{da}"
    );
    assert!(en.contains("Beyond the country's change it is −0.6 percentage points"), "{en}");
}

/// Whole per cent would tell a difference of 0.2 points as one of a whole point.
#[test]
fn a_share_is_told_as_it_is_released() {
    let said = |older, newer| {
        let figures = two_years("andel", SCHOOL, &[older, newer]);
        let [da, _] = in_both(&not_sure("0.5", "3.4", [None, Some("29.6")]), &figures);
        da.split(" året").next().unwrap().to_owned()
    };
    assert_eq!(said(share(237, 1000), share(235, 1000)), "23,5 pct. mod 23,7 pct.");
    assert_eq!(said(share(60, 100), share(149, 200)), "74,5 pct. mod 60,0 pct.");
}

#[test]
fn a_verdict_without_the_numbers_of_the_change_is_told_with_the_values_themselves() {
    let of = |verdict| {
        let figures = two_years("andel", SCHOOL, &[share(60, 120), share(96, 120)]);
        in_both(&change(("andel", SCHOOL), Some(verdict), None), &figures)
    };
    let values = "80,0 pct. mod 50,0 pct. året før (120 og 120 elever). ";
    let [da, _] = of(ChangeVerdict::Rise);
    let sure = "Sikker stigning fra 2020/21 til 2021/22. Det er til det bedre.";
    assert!(da.starts_with(&format!("{values}{sure}")), "{da}");
    let [da, _] = of(ChangeVerdict::NoSureChange);
    assert!(da.starts_with(&format!("{values}Ingen sikker ændring fra 2020/21")), "{da}");
}

fn position(
    verdict: PositionVerdict,
    numbers: Option<&ReleasedPositionNumbers>,
) -> ReleasedPosition {
    ReleasedPosition {
        indicator: "andel".parse().unwrap(),
        unit: SCHOOL.parse().unwrap(),
        years: ["2019/20", "2020/21", "2021/22"].map(|year| year.parse().unwrap()).to_vec(),
        content: PositionContent::Shown {
            verdict,
            family: None,
            numbers: numbers.copied().map(Box::new),
        },
    }
}

fn level() -> ReleasedPositionNumbers {
    let limits = ["60.0", "80.0"].map(decimal);
    ReleasedPositionNumbers {
        level: decimal("71.2"),
        lower: decimal("62.1"),
        upper: decimal("79.0"),
        n: 137,
        distinct: 90,
        reference: decimal("74.0"),
        shock: decimal("1.60"),
        p: decimal("0.5"),
        adjusted: Some(decimal("0.9")),
        inner: limits,
        outer: limits,
        counting: None,
        shrunken: None,
        shrunken_interval: None,
        reliability: None,
    }
}

#[test]
fn where_a_school_stands_never_forgets_the_background_of_pupils() {
    let mut figures = Figures::new();
    let said = |place: &ReleasedPosition, figures: &Figures| {
        [Language::Danish, Language::English].map(|language| {
            let mut fixture = Fixture::defining(DEFINITIONS);
            fixture.texts = Texts::new(language);
            let release = fixture.release();
            let view = View::of(&release, figures, &fixture.texts);
            places::sentences(&view, place).join(" ").replace('\u{a0}', " ")
        })
    };
    let first = "Niveauet for 2019/20–2021/22 er 71,2 % (95 %-interval 62,1–79,0; 137 resultater af \
                 omkring 90 elever) mod 74,0 % for kommunens skoler af samme slags.";
    for (verdict, da, en) in [
        (PositionVerdict::Above, "Skolen ligger sikkert over dem, uden", "lies surely above them"),
        (
            PositionVerdict::Level,
            "Skolen er ikke sikkert adskilt fra dem, uden",
            "not surely apart",
        ),
        (PositionVerdict::Below, "Skolen ligger sikkert under dem, uden", "lies surely below them"),
        (PositionVerdict::TooFew, "resultater er for få", "too few results"),
        (PositionVerdict::CannotBeAssessed, "kan ikke vurderes", "cannot be assessed"),
    ] {
        let numbers = verdict.is_tested().then(level);
        let [danish, english] = said(&position(verdict, numbers.as_ref()), &figures);
        assert_eq!(danish.starts_with(first), verdict.is_tested(), "{danish}");
        assert!(danish.contains(da) && english.contains(en), "{danish} {english}");
        assert!(danish.contains("uden hensyn til elevernes baggrund"), "{danish}");
        assert!(english.contains("without regard to the pupils' background"), "{english}");
    }
    let mut hidden = position(PositionVerdict::Level, None);
    hidden.content = PositionContent::Hidden;
    assert!(said(&hidden, &figures)[0].contains("skjult"));
    // The reference, which regards the background, is told first.
    let reference = r#""status":"vist","vaerdi":"0.3","n":null,"taeller":null,"nedre":null,
                       "oevre":null,"dom":"over","for_faa":false"#;
    let key = format!("socref.forskel/{SCHOOL}/2020-21").parse().unwrap();
    figures.insert(key, figure("E", reference));
    let [da, en] = said(&position(PositionVerdict::Level, Some(&level())), &figures);
    let first = "Efter ministeriets socioøkonomiske reference, som regner elevernes baggrund med, \
                 ligger skolens karakterer i 2020/21 over niveau. Niveauet for";
    assert!(da.starts_with(first), "{da}");
    assert!(en.starts_with("By the ministry's socioeconomic reference, which takes"), "{en}");
}

/// A municipality with one school of every verdict, and one that is hidden.
fn judged(words_alone: bool) -> (Figures, Vec<ReleasedChange>, Vec<ReleasedPosition>) {
    let told = |of| Some(of).filter(|_| !words_alone);
    let rise = numbers(["30.0", "12.1", "46.0"], "0.0001", [Some("24.0"), Some("25.0")]);
    let none = numbers(["3.4", "-15.0", "21.0"], "0.7", [Some("31.0"), Some("29.6")]);
    let mut whole =
        change(("andel", "kommune:999"), Some(ChangeVerdict::NoSureChange), told(&none));
    if let ChangeContent::Shown { family, .. } = &mut whole.content {
        *family = Some(Family::Municipality);
    }
    let mut hidden = change(("andel", "skole:999003"), None, None);
    hidden.content = ChangeContent::Hidden;
    let changes = vec![
        whole,
        change(("andel", SCHOOL), Some(ChangeVerdict::Rise), told(&rise)),
        change(("andel", "skole:999002"), Some(ChangeVerdict::NoSureChange), told(&none)),
        hidden,
    ];
    let mut figures = Figures::new();
    let mut positions = Vec::new();
    if !words_alone {
        for unit in ["kommune:999", SCHOOL, "skole:999002"] {
            figures.extend(two_years("andel", unit, &[share(32, 45), share(35, 47)]));
        }
        positions.push(position(PositionVerdict::Above, Some(&level())));
    }
    (figures, changes, positions)
}

fn families() -> Vec<ReleasedFamily> {
    vec![family_of(Family::Municipality, 1, 0), family_of(family(), 12, 1)]
}

fn spreading() -> Vec<ReleasedSpreading> {
    vec![ReleasedSpreading {
        indicator: "andel".parse().unwrap(),
        kind: SchoolKind::Folkeskole,
        prior: decimal("1.60"),
        shock: decimal("1.42"),
        degrees: decimal("31"),
        schools: 16,
        signal: Some(decimal("0.61")),
        overdispersion: Some(decimal("3.1")),
        is_overdispersed: Some(true),
    }]
}

/// Does something with the view of all that is judged.
fn with_view<T>(words_alone: bool, then: impl FnOnce(&View<'_>) -> T) -> T {
    let fixture = Fixture::defining(DEFINITIONS);
    let (figures, changes, positions) = judged(words_alone);
    let (families, spreading) = (families(), spreading());
    let spreading = if words_alone { &[][..] } else { spreading.as_slice() };
    let release = fixture.release();
    let judged = Judged {
        changes: &changes,
        cohorts: &[],
        positions: &positions,
        families: &families,
        spreading,
    };
    then(&View::judged_by(&release, (&figures, judged), &fixture.texts))
}

fn document(words_alone: bool) -> Document {
    let (program_version, plan) = ("0".to_owned(), "plan.toml".to_owned());
    let run = RunInfo { program_version, plan, stamp: Stamp::Draft };
    with_view(words_alone, |view| compose::document(view, &run).unwrap())
}

fn section(document: &Document, id: &str) -> Section {
    let mut all = document.chapters.iter().flat_map(|chapter| &chapter.sections);
    all.find(|section| section.id == id).unwrap().clone()
}

fn table(section: &Section) -> Table {
    let table = section.blocks.iter().find_map(|block| match block {
        Block::Table { table } => Some(table.clone()),
        _ => None,
    });
    table.unwrap()
}

fn texts(section: &Section) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph { text } | Block::Note { text } => vec![text.clone()],
        Block::Verdict { sentences } => sentences.clone(),
        _ => Vec::new(),
    };
    section.blocks.iter().flat_map(text).map(|text| text.replace('\u{a0}', " ")).collect()
}

#[test]
fn the_municipality_stands_first_then_the_schools_with_the_level_first() {
    let document = document(false);
    let section = section(&document, "tema-proeve-sikkerhed");
    let said = texts(&section);
    assert!(said[0].starts_with("Gode, 2021/22: 74,5 pct. mod 71,1 pct. året før"), "{said:?}");
    let table = table(&section);
    let columns: Vec<String> = table.columns.iter().map(|of| of.replace('\u{ad}', "")).collect();
    assert_eq!(
        columns,
        [
            "Niveau 2019/20–2021/22",
            "Ændring, procentpoint",
            "Før den kaldes sikker",
            "Dom",
            "Placering uden hensyn til elevernes baggrund",
        ]
    );
    let rows: Vec<Vec<String>> = table
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(|row| {
            let cells = row.cells.iter().map(|cell| cell.text.replace('\u{a0}', " "));
            cells.collect()
        })
        .collect();
    assert!(
        rows.contains(
            &["71,2 %", "+30,0", "+25,0", "▲ stigning", "over"].map(str::to_owned).to_vec()
        )
    );
    assert!(rows.contains(
        &["–", "+3,4", "+29,6", "ingen sikker ændring", "–"].map(str::to_owned).to_vec()
    ));
    assert!(rows.contains(&["–", "skjult", "skjult", "skjult", "–"].map(str::to_owned).to_vec()));
    let last = said.last().unwrap();
    assert_eq!(
        last,
        "I temaet »Prøve« er 12 ændringer på skoler prøvet; én er sikker. 3 af 12 sammenligninger \
         kunne have vist en ændring på 10 procentpoint. Der er korrigeret for, at så mange er prøvet \
         (niveau 0,8 %). Efter metoden ventes højst 0,62 % af de sikre ændringer at være falske."
    );
}

#[test]
fn only_a_sure_change_has_an_arrow_and_is_marked() {
    let document = document(false);
    let table = table(&section(&document, "tema-proeve-sikkerhed"));
    let cells = table.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    for cell in cells {
        let has_arrow = cell.text.contains('▲') || cell.text.contains('▼');
        assert_eq!(has_arrow, cell.style == CellStyle::Verdict, "{cell:?}");
    }
}

#[test]
fn the_front_counts_what_was_tested_and_what_must_be_expected_to_be_false() {
    let said = texts(&section(&document(false), "sikkerhed"));
    assert_eq!(
        said[..3],
        [
            "For kommunen er ingen af én prøvet ændring sikker.",
            "På skolerne er én af 12 prøvede ændringer sikker.",
            "I alt er 13 sammenligninger prøvet, og én er sikker; der må ventes færre end én falsk \
             dom.",
        ]
    );
    assert!(said.last().unwrap().contains("først kommunens egne hovedtal"));
}

#[test]
fn the_summary_says_what_rose_before_how_much_was_tested() {
    let fixture = Fixture::defining(DEFINITIONS);
    let figures = two_years("andel", "kommune:999", &[share(32, 45), share(35, 47)]);
    let rise = |indicator| change((indicator, "kommune:999"), Some(ChangeVerdict::Rise), None);
    let changes = [rise("andel"), rise("andel.neutral")];
    let families = families();
    let judged = Judged { changes: &changes, families: &families, ..Judged::default() };
    let release = fixture.release();
    let view = View::judged_by(&release, (&figures, judged), &fixture.texts);
    let sentences = vec!["Sikkert steget for kommunen: Gode og Andre.".to_owned()];
    let counted = "For kommunen er ingen af én prøvet ændring sikker. På skolerne er én af 12 \
                   prøvede ændringer sikker.";
    let told = summary::in_sentences(&view);
    assert_eq!(told, [Block::Verdict { sentences }, Block::paragraph(counted)]);
}

#[test]
fn the_methods_name_the_shock_factor_the_families_and_the_two_thresholds() {
    let section = section(&document(false), "domme");
    let tables: Vec<&Table> = section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table { table } => Some(table),
            _ => None,
        })
        .collect();
    let shocks: Vec<&str> =
        tables[0].groups[0].rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(shocks, ["1,42", "1,60", "16", "31", "61\u{a0}%", "3,1 gange"]);
    assert_eq!(tables[1].groups[0].rows.len(), 2);
    let all = texts(&section).join(" ");
    for needed in ["Før rapporten kalder den sikker", "Som vi normalt ville opdage", "Varig andel"]
    {
        assert!(all.contains(needed), "{needed}");
    }
}

#[test]
fn an_audience_of_words_alone_gets_the_verdict_and_no_column_of_numbers() {
    let document = document(true);
    let section = section(&document, "tema-proeve-sikkerhed");
    let table = table(&section);
    assert_eq!(table.columns, ["Dom"]);
    let said = texts(&section);
    assert_eq!(
        said[0],
        "Gode, 2021/22: Ingen sikker ændring fra 2020/21 til 2021/22. Det viser ikke, at intet er \
         ændret."
    );
    let folded = section.blocks.iter().any(|block| matches!(block, Block::Folded { .. }));
    assert!(!folded && said.iter().any(|text| text.starts_with("Her står dommen alene")));
}

#[test]
fn a_change_is_explained_with_the_rule_that_made_its_verdict() {
    let text = with_view(false, |view| {
        let key = format!("andel/{SCHOOL}/2020-21..2021-22").parse().unwrap();
        explain::text(view, &key).unwrap().replace('\u{a0}', " ")
    });
    let line = |name: &str| {
        let found = text.lines().find(|line| line.trim_start().starts_with(name));
        found
            .unwrap_or_else(|| panic!("{name}: {text}"))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(text.contains("▲ stigning"));
    assert_eq!(line("Ændring "), "Ændring +30,0 procentpoint (95 %-interval +12,1 til +46,0)");
    assert_eq!(line("Standardfejl"), "Standardfejl 9,31 procentpoint, chokfaktor 1,60");
    assert_eq!(line("Frihedsgrader"), "Frihedsgrader 14");
    assert_eq!(line("Korrigeret p"), "Korrigeret p 0,9000");
    assert_eq!(line("Kritisk værdi"), "Kritisk værdi 3,26");
    assert_eq!(
        line("Kaldes sikker fra"),
        "Kaldes sikker fra fald 24,0 procentpoint, stigning 25,0 procentpoint"
    );
    assert_eq!(line("Opdages normalt fra"), "Opdages normalt fra 38,2 procentpoint");
    assert!(line("Familie").contains("12 sammenligninger, korrigeret ved 0,8 %"));
}

#[test]
fn a_change_that_is_not_there_names_those_that_are() {
    with_view(false, |view| {
        let error = |key: &str| explain::text(view, &key.parse().unwrap()).unwrap_err();
        let of = error(&format!("andel/{SCHOOL}/2019-20..2021-22")).to_string();
        assert!(of.contains("2020-21..2021-22"), "{of}");
        let of = error("andel/skole:999009/2020-21..2021-22");
        assert!(matches!(of, explain::ExplainError::NoUnit { .. }));
    });
}

#[test]
fn a_school_compared_is_told_with_the_verdict() {
    let unit: Unit = SCHOOL.parse().unwrap();
    let text = with_view(false, |view| compare::text(view, unit).unwrap()).replace('\u{a0}', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("en sikker stigning") && text.contains("sikkert over dem"), "{text}");
}

fn verdict() -> impl Strategy<Value = Option<ChangeVerdict>> {
    proptest::sample::select(vec![
        Some(ChangeVerdict::Rise),
        Some(ChangeVerdict::Fall),
        Some(ChangeVerdict::NoSureChange),
        Some(ChangeVerdict::WithReservation),
        Some(ChangeVerdict::NotComparable),
        Some(ChangeVerdict::TooFew),
        Some(ChangeVerdict::CannotBeAssessed),
    ])
}

/// A text without school years such as `2020/21`.
fn without_years(text: &str) -> String {
    let is_year = |word: &str| {
        let trimmed = word.trim_end_matches(['.', ',', ';', ':']);
        trimmed.parse::<kvalitet_core::SchoolYear>().is_ok()
    };
    text.split_whitespace().filter(|word| !is_year(word)).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Where the release holds words alone, no number but the years is told of a school.
    #[test]
    fn words_alone_hold_no_number(
        verdict in verdict(),
        hidden in any::<bool>(),
        (start, apart) in (2014_u16..2028, 1_u16..4),
        id in proptest::sample::select(vec!["andel", "andel.daarlige", "andel.neutral", "middel"]),
    ) {
        let mut of = change((id, SCHOOL), verdict, None);
        of.from = kvalitet_core::SchoolYear::starting(start).unwrap();
        of.to = kvalitet_core::SchoolYear::starting(start + apart).unwrap();
        if hidden {
            of.content = ChangeContent::Hidden;
        }
        for said in in_both(&of, &Figures::new()) {
            prop_assert!(!said.is_empty());
            prop_assert!(!without_years(&said).contains(|sign: char| sign.is_ascii_digit()), "{said}");
        }
    }

    /// The threshold told is the released one; and what is told of a difference that is not sure never
    /// reaches it, where the released difference does not.
    #[test]
    fn the_threshold_told_is_the_released_one(
        n in (10_u64..400, 10_u64..400),
        part in (0.0..1.0_f64, 0.0..1.0_f64),
        over in 1_i64..400,
    ) {
        #[expect(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss,
                 clippy::cast_precision_loss, reason = "a share of a small count")]
        let hits = |n: u64, part: f64| (n as f64 * part) as u64;
        let (older, newer) = (share(hits(n.0, part.0), n.0), share(hits(n.1, part.1), n.1));
        let difference = newer.value().unwrap().minus(older.value().unwrap()).unwrap();
        let threshold = Decimal::new(difference.units().abs() + over, 1).unwrap();
        let text = threshold.to_string();
        let thresholds = [Some(text.as_str()); 2];
        let of = not_sure("0.5", &difference.to_string(), thresholds);
        let [da, _] = in_both(&of, &two_years("andel", SCHOOL, &[older, newer]));
        let told = da.split("omkring ").nth(1).unwrap().split(' ').next().unwrap();
        let told: Decimal = told.replace(',', ".").parse().unwrap();
        prop_assert_eq!(told, threshold);
        let percents: Vec<Decimal> = da.split(" pct.").take(2)
            .map(|part| part.rsplit(' ').next().unwrap().replace(',', ".").parse().unwrap())
            .collect();
        let seen = percents[0].minus(percents[1]).unwrap();
        let seen = if seen.units() < 0 { Decimal::new(-seen.units(), seen.decimals()).unwrap() } else { seen };
        prop_assert!(seen.compare(told).is_lt(), "{da}");
    }
}
