//! Progression in whole runs: pairs and gains counted once more from the rows, by other means.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{NormsError, Plan, output_files, run, simulate_into};
use kvalitet_simulate::Settings;

type Files = BTreeMap<String, Vec<u8>>;
type Row = BTreeMap<String, String>;

/// A simulated municipality of so many pupils, and its plan.
struct Made {
    folder: tempfile::TempDir,
    plan: String,
}

fn made(schools: u32, years: (u16, u16)) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let year = |start| SchoolYear::starting(start).unwrap();
    let settings = Settings {
        schools,
        first_year: year(years.0),
        last_year: year(years.1),
        seed: 11,
        ..Settings::default()
    };
    simulate_into(folder.path(), &settings).unwrap();
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    Made { folder, plan }
}

impl Made {
    /// The files of a run with more said in the plan, and norms where some are supplied.
    fn files(&self, more: &str, norms: Option<&str>) -> Files {
        let mut plan = Plan::parse(&format!("{}\n{more}", self.plan), "plan.toml").unwrap();
        if let Some(norms) = norms {
            plan.set_norms(norms).unwrap();
        }
        let run = run(&plan, &Folder::new(self.folder.path()), &|_| ()).unwrap();
        let files = output_files(&run, &plan, None).unwrap();
        files.into_iter().map(|file| (file.path, file.bytes)).collect()
    }
}

/// Twelve schools over three years: reading is followed into 2018/19.
static SMALL: LazyLock<Made> = LazyLock::new(|| made(12, (2016, 2018)));
static OWN: LazyLock<Files> = LazyLock::new(|| SMALL.files("", None));

fn csv_rows(bytes: &[u8], delimiter: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let header: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(|of| of.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        header.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect()
    };
    reader.records().map(row).collect()
}

/// Value and n of a figure; `None` where there is none, or it is hidden.
fn figure(files: &Files, key: &str) -> Option<(f64, u64)> {
    let rows = csv_rows(&files["fortrolig/figurer.FORTROLIGT.csv"], b',');
    let row = rows.into_iter().find(|row| row["noegle"] == key)?;
    Some((number(&row["vaerdi"])?, row["n"].parse().ok()?))
}

fn number(cell: &str) -> Option<f64> {
    cell.replace(',', ".").parse::<Decimal>().ok().map(Decimal::to_f64)
}

/// The pupil, year and grade of a result in reading.
type Test = (String, u16, u8);

/// The school, the level and the mean ability.
type Attempt = (String, u8, f64);

/// First attempts.
type Firsts = BTreeMap<Test, Attempt>;

fn firsts(folder: &Path) -> Firsts {
    let mut found: BTreeMap<Test, (String, Attempt)> = BTreeMap::new();
    for entry in fs::read_dir(folder.join("elevraekker")).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_string_lossy().starts_with("nationale_test") {
            continue;
        }
        for row in csv_rows(&fs::read(path).unwrap(), b';') {
            let grade: u8 = row["klassetrin"].parse().unwrap();
            let of_grade = row["fagid"] == format!("01{grade:02}");
            if row["testtype"] != "obligatorisk" || !of_grade || row["niveau"].is_empty() {
                continue;
            }
            let year: u16 = row["skoleaar"][..4].parse().unwrap();
            let ability: f64 = ["theta_p1", "theta_p2", "theta_p3"]
                .map(|of| number(&row[of]).unwrap())
                .iter()
                .sum();
            let level = row["niveau"].parse().unwrap();
            let result = (row["testtid"].clone(), (row["instnr"].clone(), level, ability / 3.0));
            let slot =
                found.entry((row["pnr"].clone(), year, grade)).or_insert_with(|| result.clone());
            if result.0 < slot.0 {
                *slot = result;
            }
        }
    }
    found.into_iter().map(|(key, (_, result))| (key, result)).collect()
}

fn mean_and_deviation(numbers: &[f64]) -> (f64, f64) {
    let n = numbers.iter().map(|_| 1.0).sum::<f64>();
    let mean = numbers.iter().sum::<f64>() / n;
    (mean, (numbers.iter().map(|of| (of - mean).powi(2)).sum::<f64>() / n).sqrt())
}

/// A pupil followed into 2018/19: the school, the grade, both standings, and whether the level rose.
struct Pair {
    school: String,
    grade: u8,
    standings: [f64; 2],
    up: bool,
}

/// By year and grade, the mean and the standard deviation of abilities.
fn norms(firsts: &Firsts) -> BTreeMap<(u16, u8), (f64, f64)> {
    let mut cohorts: BTreeMap<(u16, u8), Vec<f64>> = BTreeMap::new();
    for ((_, year, grade), (.., ability)) in firsts {
        cohorts.entry((*year, *grade)).or_default().push(*ability);
    }
    cohorts.iter().map(|(test, of)| (*test, mean_and_deviation(of))).collect()
}

/// Who was followed into 2018/19, and by school how many could have been.
fn by_hand(firsts: &Firsts) -> (Vec<Pair>, BTreeMap<String, u64>) {
    let norms = norms(firsts);
    let standing = |test: (u16, u8), ability: f64| (ability - norms[&test].0) / norms[&test].1;
    let (mut pairs, mut tested) = (Vec::new(), BTreeMap::<String, u64>::new());
    for ((pupil, year, grade), (school, level, ability)) in firsts {
        if *year != 2018 || *grade == 2 {
            continue;
        }
        *tested.entry(school.clone()).or_default() += 1;
        let before = (year - 2, grade - 2);
        if let Some((_, level_before, old)) = firsts.get(&(pupil.clone(), before.0, before.1)) {
            let standings = [standing(before, *old), standing((*year, *grade), *ability)];
            let up = level_before < level;
            pairs.push(Pair { school: school.clone(), grade: *grade, standings, up });
        }
    }
    (pairs, tested)
}

fn mean(numbers: impl Iterator<Item = f64>) -> f64 {
    mean_and_deviation(&numbers.collect::<Vec<_>>()).0
}

/// The covariance of both standings over the variance of the earlier one less its errors: `error` is
/// the variance of an area's error, three of which make a result.
fn slope(pairs: &[&Pair], centre: impl Fn(&Pair) -> [f64; 2], error: f64) -> f64 {
    let sum = |of: fn([f64; 2], [f64; 2]) -> f64| -> f64 {
        pairs.iter().map(|pair| of(pair.standings, centre(pair))).sum()
    };
    let (xy, xx) = (sum(|[x, y], [a, b]| (x - a) * (y - b)), sum(|[x, _], [a, _]| (x - a).powi(2)));
    xy / (xx - error)
}

#[test]
fn figures_are_those_counted_by_hand() {
    let firsts = firsts(SMALL.folder.path());
    let norms = norms(&firsts);
    let (pairs, tested) = by_hand(&firsts);
    // What is expected, way by way: the slope of all its pairs over the reliability of the earlier
    // result, 1 - SEM² / (3 · variance of the mean of three areas), with SEM .5 and .3.
    let expected = |sem: f64| -> BTreeMap<u8, [f64; 3]> {
        let way = |grade: u8| {
            let of: Vec<&Pair> = pairs.iter().filter(|pair| pair.grade == grade).collect();
            let centre = [0, 1].map(|at| mean(of.iter().map(|pair| pair.standings[at])));
            let deviation = norms[&(2016, grade - 2)].1;
            let reliability = 1.0 - sem * sem / (3.0 * deviation * deviation);
            (grade, [centre[0], centre[1], slope(&of, |_| centre, 0.0) / reliability])
        };
        [4, 6, 8].map(way).into()
    };
    let float = |count: usize| f64::from(u32::try_from(count).unwrap());
    let mut seen = 0;
    for (school, tested) in &tested {
        let of = |id: &str| figure(&OWN, &format!("laesning.{id}/skole:{school}/2018-19"));
        let pairs: Vec<&Pair> = pairs.iter().filter(|pair| pair.school == *school).collect();
        let Some((gain, n)) = of("fremgang") else { continue };
        assert_eq!(n, u64::try_from(pairs.len()).unwrap(), "{school}");
        let by_hand = mean(pairs.iter().map(|pair| pair.standings[1] - pair.standings[0]));
        assert!((gain - by_hand).abs() < 0.006, "{school}: {gain}, {by_hand}");
        for (id, sem) in [("betinget-fremgang", 0.5), ("betinget-fremgang-lav", 0.3)] {
            let expected = expected(sem);
            let by_hand = mean(pairs.iter().map(|pair| {
                let [x, y, slope] = expected[&pair.grade];
                pair.standings[1] - (y + slope * (pair.standings[0] - x))
            }));
            let (gain, _) = of(id).unwrap();
            assert!((gain - by_hand).abs() < 0.006, "{id} of {school}: {gain}, {by_hand}");
        }
        let (share, n) = of("fulgt").unwrap();
        assert_eq!(n, *tested);
        let tested = float(usize::try_from(*tested).unwrap());
        assert!((share - 100.0 * float(pairs.len()) / tested).abs() < 0.06, "{school}: {share}");
        let up = pairs.iter().filter(|pair| pair.up).count();
        let (share, _) = of("niveau-op").unwrap();
        assert!((share - 100.0 * float(up) / float(pairs.len())).abs() < 0.06, "{school}: {share}");
        seen += 1;
    }
    assert!(9 < seen, "{seen} schools");
}

#[test]
fn what_schools_added_rests_on_the_slope_within_them() {
    let made = made(24, (2016, 2018));
    let files = made.files("", None);
    let account: serde_json::Value =
        serde_json::from_slice(&files["fortrolig/progression.json"]).unwrap();
    let all = account["skoler"].as_array().unwrap().iter();
    let mut of_kind = all.filter(|of| of["fag"] == "laesning" && of["skoletype"] == "folkeskole");
    let of_kind = of_kind.next().unwrap();
    let value = |of: &serde_json::Value| number(of.as_str().unwrap()).unwrap();
    let firsts = firsts(made.folder.path());
    let norms = norms(&firsts);
    let (pairs, _) = by_hand(&firsts);
    let shown = of_kind["skoler"].as_array().unwrap();
    assert!(15 <= shown.len(), "{} schools", shown.len());
    let number_of = |of: &serde_json::Value| of["enhed"].as_str().unwrap().replace("skole:", "");
    let schools: BTreeSet<String> = shown.iter().map(number_of).collect();
    let pairs: Vec<&Pair> = pairs.iter().filter(|pair| schools.contains(&pair.school)).collect();
    let mut centres: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for school in &schools {
        let of = || pairs.iter().filter(|pair| pair.school == *school);
        centres.insert(school, [0, 1].map(|at| mean(of().map(|pair| pair.standings[at]))));
    }
    // The variance of errors of a standing, mean over pairs; a degree of freedom for each school.
    let error = mean(pairs.iter().map(|pair| {
        let deviation = norms[&(2016, pair.grade - 2)].1;
        0.25 / (3.0 * deviation * deviation)
    }));
    let degrees = f64::from(u32::try_from(pairs.len() - schools.len()).unwrap());
    let within = slope(&pairs, |pair| centres[pair.school.as_str()], degrees * error);
    let model = &of_kind["model"];
    assert!((value(&model["haeldning_inden_for_skoler"]) - within).abs() < 0.0051, "{within}");
    let between = value(&model["haeldning_mellem_skoler"]);
    let middle = mean(pairs.iter().map(|pair| pair.standings[0]));
    let raw = |[x, y]: [f64; 2]| y - within * x;
    let centre = mean(centres.values().map(|of| raw(*of)));
    let mut greatest = 0.0_f64;
    for of in shown {
        let number = number_of(of);
        let [before, after] = centres[number.as_str()];
        assert!((value(&of["standpunkt_foer"]) - before).abs() < 0.0051, "{number}");
        assert!((value(&of["standpunkt"]) - after).abs() < 0.0051, "{number}");
        let rebound = (1.0 - between) * (middle - before);
        let said = value(&of["ventet_af_sig_selv"]);
        assert!(
            (said - rebound).abs() < 0.006 + 0.005 * (middle - before).abs(),
            "{number}: {said}"
        );
        let effect = &of["loefteevne"];
        let shrunken = value(&effect["skrumpet"]);
        // The raw part times its reliability; where the line passes is known to a few hundredths.
        let by_hand = value(&effect["reliabilitet"]) * (raw([before, after]) - centre);
        assert!((shrunken - by_hand).abs() < 0.03, "{number}: {shrunken}, {by_hand}");
        greatest = greatest.max(shrunken.abs());
    }
    assert!(0.05 < greatest, "{greatest}");
}

#[test]
fn held_against_themselves_pupils_gain_nothing_and_the_report_says_so() {
    for id in ["betinget-fremgang", "betinget-fremgang-lav"] {
        let (gain, _) = figure(&OWN, &format!("laesning.{id}/kommune:999/2018-19")).unwrap();
        assert!(gain.abs() < 0.006, "{id}: {gain}");
    }
    let page = String::from_utf8(OWN["fortrolig/rapport.html"].clone()).unwrap();
    assert!(page.contains("I forhold til kommunens egne elever"));
    // Too few pairs for growth percentiles: none is made up.
    assert_eq!(figure(&OWN, "laesning.vaekstpercentil/kommune:999/2018-19"), None);
}

#[test]
fn norms_that_a_run_leaves_behind_give_the_same_standings() {
    let norms = String::from_utf8(OWN["fortrolig/normer.FORTROLIGT.json"].clone()).unwrap();
    let with = SMALL.files("", Some(&norms));
    for id in ["standpunkt-foer", "standpunkt", "fremgang"] {
        for unit in ["kommune:999", "skole:999001", "skole:999002"] {
            let key = format!("laesning.{id}/{unit}/2018-19");
            assert_eq!(figure(&OWN, &key), figure(&with, &key), "{key}");
        }
    }
    let page = String::from_utf8(with["fortrolig/rapport.html"].clone()).unwrap();
    assert!(
        page.contains("Eleverne holdes op mod de normer, planen har givet: Eksempelby Kommune")
    );
}

#[test]
fn movers_left_out_are_counted_among_those_not_followed() {
    let key = |id: &str| format!("laesning.{id}/kommune:999/2018-19");
    let without = SMALL.files("[settings]\nfremgang_flyttere = \"udelades\"", None);
    let (all, some) =
        (figure(&OWN, &key("fremgang")).unwrap(), figure(&without, &key("fremgang")).unwrap());
    let account: serde_json::Value =
        serde_json::from_slice(&OWN["fortrolig/progression.json"]).unwrap();
    let tests = account["daekning"].as_array().unwrap().iter();
    let reading = tests.filter(|of| of["fag"] == "laesning" && of["skoleaar"] == "2018/19");
    let moved: u64 = reading.filter_map(|of| of["fulgt"]["flyttet"].as_u64()).sum();
    assert!(0 < moved);
    assert_eq!(all.1 - some.1, moved);
    assert_eq!(figure(&OWN, &key("fulgt")).unwrap().1, figure(&without, &key("fulgt")).unwrap().1);
}

#[test]
fn a_year_without_tests_is_refused_or_bridged_as_the_plan_says() {
    let made = made(12, (2017, 2021));
    let key = "laesning.fremgang/kommune:999/2021-22";
    assert_eq!(figure(&made.files("", None), key), None);
    let bridged = made.files("[settings]\nfremgang_over_hul = \"bro\"", None);
    assert!(figure(&bridged, key).is_some());
    let account: serde_json::Value =
        serde_json::from_slice(&bridged["fortrolig/progression.json"]).unwrap();
    let ways = account["veje"].as_array().unwrap().iter();
    let ways: BTreeSet<_> =
        ways.map(|of| (of["fra_klassetrin"].as_u64(), of["til_klassetrin"].as_u64())).collect();
    assert!(ways.contains(&(Some(4), Some(8))) && ways.contains(&(Some(4), Some(6))), "{ways:?}");
    // Nor is what few took a norm of all.
    let norms = String::from_utf8(bridged["fortrolig/normer.FORTROLIGT.json"].clone()).unwrap();
    assert!(norms.contains("2018/19") && !norms.contains("2019/20"));
}

#[test]
fn the_public_sees_nothing_of_it_and_counts_alone_make_none() {
    let public = String::from_utf8(OWN["offentlig/figurer.csv"].clone()).unwrap();
    assert!(!public.contains("laesning.fremgang"));
    assert!(
        !OWN.contains_key("offentlig/progression.json")
            && !OWN.contains_key("offentlig/normer.FORTROLIGT.json")
    );
    let text = fs::read_to_string(SMALL.folder.path().join("plan-aggregater.toml")).unwrap();
    let plan = Plan::parse(&text, "plan-aggregater.toml").unwrap();
    let run = run(&plan, &Folder::new(SMALL.folder.path()), &|_| ()).unwrap();
    assert!(
        output_files(&run, &plan, None)
            .unwrap()
            .iter()
            .all(|file| !file.path.contains("progression"))
    );
}

#[test]
fn norms_that_cannot_be_used_are_refused() {
    let set = |text: &str| Plan::demo().unwrap().set_norms(text).unwrap_err();
    assert_eq!(set("{\n  \"kilde\": 1\n}"), NormsError::Form { line: 2, column: 12 });
    let test = r#"{"fag": "laesning", "skoleaar": "2018/19", "klassetrin": 4, "middel_samlet": 0.1, "spredning_samlet": "#;
    let norms = |of: &[String]| format!(r#"{{"kilde": "x", "test": [{}]}}"#, of.join(","));
    let good = format!("{test}1.1}}");
    assert_eq!(set(&norms(&[good.clone(), good])), NormsError::Twice);
    assert_eq!(set(&norms(&[format!("{test}0.0}}")])), NormsError::Impossible);
    assert_eq!(set(&norms(&[format!("{test}-1.0}}")])), NormsError::Impossible);
}
