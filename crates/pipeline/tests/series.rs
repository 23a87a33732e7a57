//! Series of tests: what is the same by two entrances, what is not compared, and what is not judged.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kvalitet_core::{Decimal, EvidenceClass, FigureKey, Unit};
use kvalitet_disclosure::{Audience, Release, ReleasedContent, ReleasedFigure};
use kvalitet_pipeline::{Plan, Run, output_files, run};
use memory::Memory;

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN;HOVEDSKOLE_INST\n\
     999101;Aa;1012;999;Eksempelby Kommune;\n\
     999104;Dd;1012;999;Eksempelby Kommune;\n";

fn plan(years: &str, sources: &[(&str, &str)], settings: &str) -> Plan {
    let mut text = format!(
        "[report]\ntitle = \"T\"\ndate = 2027-03-31\nmunicipality = 999\nyears = [{years}]\n{settings}\n"
    );
    for (kind, file) in [("school_register", "register.csv")].iter().chain(sources) {
        writeln!(text, "[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]").unwrap();
    }
    Plan::parse(&text, "p.toml").unwrap()
}

fn run_of(plan: &Plan, files: &[(&str, &str)]) -> Run {
    let files = files.iter().chain(&[("register.csv", REGISTER)]).copied();
    run(plan, &Memory::new(files), &|_| ()).unwrap()
}

fn release(mut run: Run) -> Release {
    run.releases.remove(&Audience::Administration).unwrap()
}

/// The released figures of one family of tests, the nation's left out.
fn figures(release: &Release, family: &str) -> BTreeMap<FigureKey, ReleasedFigure> {
    let all = release.figures().iter();
    let of = all
        .filter(|(key, _)| key.indicator.as_str().starts_with(family) && key.unit != Unit::Nation);
    of.map(|(key, figure)| (key.clone(), *figure)).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Right answers of 30 and interval of pupil `pupil` of a school: made, and different by school.
fn points(school: u32, pupil: u32) -> (u32, u32) {
    let right = (pupil * 7 + school * 3) % 31;
    (right, right / 4 + 1)
}

const SCHOOLS: [u32; 2] = [999_101, 999_104];
const TESTED: u32 = 40;
const ENROLLED: u32 = 50;

/// One row per pupil of grade 4 of two schools, ten of whom have no result and stand in no row.
fn pupil_rows() -> String {
    let mut rows = "pnr;instnr;skoleaar;klassetrin;fag;overgangstest_rigtige;overgangstest_maks;\
                    interval\n"
        .to_owned();
    for school in SCHOOLS {
        for pupil in 0..TESTED {
            let (right, interval) = points(school, pupil);
            let key = 9_700_000_000_u64 + u64::from(school % 10) * 1_000 + u64::from(pupil);
            writeln!(rows, "{key};{school};2023/24;4;laesning;{right};30;{interval}").unwrap();
        }
    }
    rows
}

/// The same as figures of each school, worked out here and rounded to one decimal.
fn aggregates() -> String {
    let mut rows = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;\
                    overgangstest_maks;overgangstest_gennemsnit"
        .to_owned();
    (1..=10).for_each(|interval| write!(rows, ";interval_{interval}").unwrap());
    for school in SCHOOLS {
        let all: Vec<(u32, u32)> = (0..TESTED).map(|pupil| points(school, pupil)).collect();
        let sum: u32 = all.iter().map(|(right, _)| right).sum();
        let mean = format!("{:.1}", f64::from(sum) / f64::from(TESTED)).replace('.', ",");
        write!(rows, "\n2023/24;{school};laesning;4;{ENROLLED};{TESTED};30;{mean}").unwrap();
        for interval in 1..=10 {
            let hits = u32::try_from(all.iter().filter(|(_, of)| *of == interval).count()).unwrap();
            let share = f64::from(100 * hits) / f64::from(TESTED);
            write!(rows, ";{}", format!("{share:.1}").replace('.', ",")).unwrap();
        }
    }
    rows + "\n"
}

const ROLL: &str = "skoleaar;institutionsnummer;klassetrin;elever\n\
                    2023/24;999101;4;50\n2023/24;999104;4;50\n";

#[test]
fn pupil_rows_and_aggregates_of_the_transition_test_give_the_same_figures() {
    let sources = [("roll", "elevtal.csv"), ("national_test", "test.csv")];
    let plan = plan("\"2023/24\"", &sources, "");
    let of = |rows: &str| release(run_of(&plan, &[("elevtal.csv", ROLL), ("test.csv", rows)]));
    let (pupils, aggregates) = (of(&pupil_rows()), of(&aggregates()));
    let (by_pupils, by_aggregates) =
        (figures(&pupils, "overgangstest-"), figures(&aggregates, "overgangstest-"));
    assert!(by_pupils.keys().eq(by_aggregates.keys()), "{by_pupils:?}\n{by_aggregates:?}");
    // Three kinds of figures of two schools and their municipality, one of them in ten parts; each
    // of all grades and of grade 4.
    assert_eq!(by_pupils.len(), 12 * 3 * 2);
    for (key, figure) in &by_pupils {
        let other = &by_aggregates[key];
        assert_eq!(figure.class(), EvidenceClass::A);
        let (a, b) = (figure.value().unwrap(), other.value().unwrap());
        // A mean of 30 points is rounded to 0.1 in the source: a third of that in a hundred.
        let tolerance = if key.indicator.as_str().ends_with("rigtige") { "0.3" } else { "0.1" };
        assert!(a.is_within(b, decimal(tolerance)), "{key}: {a} {b}");
        assert_eq!(figure.n(), other.n(), "{key}");
    }
    let participation = "overgangstest-laesning.deltagelse/kommune:999/2023-24".parse().unwrap();
    assert_eq!(by_pupils[&participation].value(), Some(decimal("80.0")));
    assert_eq!(by_pupils[&participation].content(), by_aggregates[&participation].content());
}

fn good_shares(years: &[(&str, &str)]) -> String {
    let mut rows = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;\
                    overgangstest_maks;overgangstest_andel_gode_pct\n"
        .to_owned();
    for (year, good) in years {
        for school in SCHOOLS {
            writeln!(rows, "{year};{school};laesning;4;50;50;30;{good}").unwrap();
        }
    }
    rows
}

#[test]
fn the_tests_after_the_national_tests_are_not_judged_unless_the_plan_says_so() {
    let rows = good_shares(&[("2022/23", "72"), ("2023/24", "90")]);
    let of = |settings: &str| {
        let sources = [("national_test", "test.csv")];
        let plan = plan("\"2022/23\", \"2023/24\"", &sources, settings);
        let run = run_of(&plan, &[("test.csv", &rows)]);
        let files = output_files(&run, &plan, None).unwrap();
        (release(run), files)
    };
    let (silent, files) = of("");
    assert_eq!(figures(&silent, "overgangstest-laesning.gode").len(), 2 * 3 * 2);
    assert!(silent.targets().is_empty());
    let said =
        |what: &str| files.iter().any(|file| String::from_utf8_lossy(&file.bytes).contains(what));
    assert!(said("kan kun sammenlignes med tal fra før med forbehold"));
    assert!(said("måler til og med forrige klassetrin"));
    assert!(!said("indfriet"), "nothing is judged");
    let (judged, _) = of("[settings]\nmaal_efterfoelgere = \"samme-graenser\"");
    let verdicts: Vec<String> =
        judged.targets().iter().map(|of| format!("{} {:?}", of.year, of.content)).collect();
    assert_eq!(verdicts.len(), 2 * 3, "{verdicts:?}");
    let met = |verdict: &&String| verdict.starts_with("2023/24 Shown { rule: Met");
    assert_eq!(verdicts.iter().filter(met).count(), 3, "{verdicts:?}");
}

#[test]
fn a_grade_that_does_not_take_the_test_is_refused() {
    let rows = pupil_rows().replace(";2023/24;4;", ";2023/24;5;");
    let plan = plan("\"2023/24\"", &[("national_test", "test.csv")], "");
    let files = [("test.csv", rows.as_str()), ("register.csv", REGISTER)];
    let read = kvalitet_pipeline::check(&plan, &Memory::new(files));
    let report = read.sources.iter().find(|report| &*report.source == "test.csv").unwrap();
    assert!(report.rows.balances());
    assert_eq!((report.rows.used, report.rows.quarantined), (0, u64::from(2 * TESTED)));
}

/// Pupils on the six levels, made; the shares of them are rounded here.
const LEVELS: [[u32; 6]; 2] = [[3, 5, 9, 20, 13, 7], [2, 6, 11, 17, 12, 5]];

fn national_tests() -> (String, String) {
    let mut counts = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede".to_owned();
    (1..=6).for_each(|level| write!(counts, ";niveau_{level}").unwrap());
    let mut shares = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;\
                      andel_gode_pct;andel_allerdygtigste_pct;andel_daarlige_pct"
        .to_owned();
    (1..=6).for_each(|level| write!(shares, ";niveau_{level}_pct").unwrap());
    for (school, levels) in SCHOOLS.iter().zip(LEVELS) {
        let n: u32 = levels.iter().sum();
        let about = format!("\n2018/19;{school};laesning;4;60;{n}");
        counts.push_str(&about);
        shares.push_str(&about);
        let percent =
            |hits: u32| format!(";{:.1}", f64::from(100 * hits) / f64::from(n)).replace('.', ",");
        let [one, two, _, four, five, six] = levels;
        for hits in [four + five + six, six, one + two].into_iter().chain(levels) {
            shares.push_str(&percent(hits));
        }
        for hits in &levels {
            write!(counts, ";{hits}").unwrap();
        }
    }
    (counts + "\n", shares + "\n")
}

/// With so few pupils one decimal names the count: what was published and what was counted have one
/// interval in every school.
#[test]
fn published_shares_of_levels_have_the_intervals_of_the_counts() {
    let (counts, shares) = national_tests();
    let plan = plan("\"2018/19\"", &[("national_test", "test.csv")], "");
    let of = |rows: &str| release(run_of(&plan, &[("test.csv", rows)]));
    let (counted, published) = (of(&counts), of(&shares));
    let (by_counts, by_shares) = (figures(&counted, "laesning."), figures(&published, "laesning."));
    assert!(by_counts.keys().eq(by_shares.keys()), "{by_counts:?}\n{by_shares:?}");
    assert_eq!(by_counts.len(), 10 * 3 * 2);
    for (key, figure) in &by_counts {
        let other = &by_shares[key];
        assert_eq!(figure.class(), EvidenceClass::B);
        let participation = key.indicator.as_str().ends_with("deltagelse");
        let class = if participation { EvidenceClass::B } else { EvidenceClass::C };
        assert_eq!(other.class(), class, "{key}");
        let limits = |figure: &ReleasedFigure| match *figure.content() {
            ReleasedContent::Shown { value, n, lower, upper, .. } => {
                (value, n, lower.unwrap(), upper.unwrap())
            }
            _ => panic!("{key} is not shown"),
        };
        let ((a, n, low, high), (b, of, lower, upper)) = (limits(figure), limits(other));
        assert_eq!(n, of, "{key}");
        assert!(a.is_within(b, decimal("0.1")), "{key}: {a} {b}");
        // A sum of published shares carries half a unit of rounding to its limits, which are rounded.
        for (one, two) in [(low, lower), (high, upper)] {
            assert!(one.is_within(two, decimal("0.2")), "{key}: {one} {two}");
        }
    }
    assert!(!counted.targets().is_empty());
    assert_eq!(counted.targets(), published.targets());
}
