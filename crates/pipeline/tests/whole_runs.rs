//! Whole runs on simulated municipalities: what must be the same, is the same.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kvalitet_core::catalogue::Scale;
use kvalitet_core::table::PROGRESSION;
use kvalitet_core::{FigureKey, Tally, Unit};
use kvalitet_disclosure::{Audience, Release, ReleasedContent};
use kvalitet_ingest::{Folder, SourceKind, SourceReport};
use kvalitet_pipeline::{Plan, output_files, run, simulate_into};
use kvalitet_report::OutputFile;
use kvalitet_simulate::Settings;
use proptest::prelude::*;

/// A simulated municipality in a folder of its own.
struct Municipality {
    folder: tempfile::TempDir,
}

impl Municipality {
    fn new(schools: u32, years: (u16, u16), seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let year = |start| kvalitet_core::SchoolYear::starting(start).unwrap();
        let (first_year, last_year) = (year(years.0), year(years.1));
        let settings = Settings { schools, first_year, last_year, seed, ..Settings::default() };
        simulate_into(folder.path(), &settings).unwrap();
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn plan(&self, name: &str) -> Plan {
        Plan::parse(&fs::read_to_string(self.path().join(name)).unwrap(), name).unwrap()
    }

    fn run(&self, plan: &str) -> kvalitet_pipeline::Run {
        run(&self.plan(plan), &Folder::new(self.path()), &|_| ()).unwrap()
    }

    fn release(&self, plan: &str) -> Release {
        self.run(plan).releases.remove(&Audience::Administration).unwrap()
    }

    fn files(&self, plan: &str) -> Vec<OutputFile> {
        output_files(&self.run(plan), &self.plan(plan), None).unwrap()
    }

    /// Every file of pupil rows: its path, header and rows.
    fn pupil_files(&self) -> Vec<(std::path::PathBuf, String, Vec<String>)> {
        let mut paths: Vec<_> = fs::read_dir(self.path().join("elevraekker"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        let read = |path: std::path::PathBuf| {
            let text = fs::read_to_string(&path).unwrap();
            let mut lines = text.lines().map(str::to_owned);
            let header = lines.next().unwrap();
            (path, header, lines.collect())
        };
        paths.into_iter().map(read).collect()
    }
}

fn write(path: &Path, header: &str, rows: &[String]) {
    fs::write(path, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
}

/// What a reader sees of each figure, without what says which entrance it came by.
fn seen(release: &Release) -> BTreeMap<FigureKey, ReleasedContent> {
    release.figures().iter().map(|(key, figure)| (key.clone(), *figure.content())).collect()
}

#[test]
fn counts_give_the_same_figures_and_verdicts_as_pupil_rows() {
    let municipality = Municipality::new(14, (2016, 2021), 3);
    let (pupils, counts) =
        (municipality.release("plan.toml"), municipality.release("plan-aggregater.toml"));
    let (by_pupils, by_counts) = (seen(&pupils), seen(&counts));
    assert!(by_pupils.len() > 4_000, "{}", by_pupils.len());
    // Of answers and marks the other entrance has what was published: rounded, and without the rows
    // of fewer than five.
    let published = |key: &FigureKey| {
        let theme = key.indicator.as_str().split('.').next().unwrap();
        ["trivsel", "karakterer"].contains(&theme)
    };
    for (key, content) in by_counts.iter().filter(|(key, _)| !published(key)) {
        assert_eq!(by_pupils.get(key), Some(content), "{key}");
    }
    // What the counts cannot say: who went where from test to test, and otherwise nothing but schools
    // without a single result in a year.
    let follows = |key: &FigureKey| {
        let indicator = pupils.catalogue().indicator(key.indicator.as_str());
        indicator.is_some_and(|of| of.table == PROGRESSION.name)
    };
    let alone = by_pupils.iter().filter(|(key, _)| !published(key) && !by_counts.contains_key(key));
    let alone = alone.filter(|(key, _)| !follows(key));
    for (key, content) in alone {
        assert!(matches!(content, ReleasedContent::Absent { .. }), "{key}: {content:?}");
    }
    let of_tests = |release: &Release| -> Vec<_> {
        let of_wellbeing = |id: &str| id.starts_with("trivsel");
        let targets = release.targets().iter();
        targets.filter(|of| !of_wellbeing(of.target.indicator.as_str())).cloned().collect()
    };
    assert_eq!(of_tests(&pupils), of_tests(&counts));
}

#[test]
fn what_was_published_of_answers_and_marks_is_what_the_rows_say() {
    let municipality = Municipality::new(14, (2018, 2019), 3);
    let (pupils, counts) =
        (municipality.release("plan.toml"), municipality.release("plan-aggregater.toml"));
    let (by_pupils, catalogue) = (seen(&pupils), pupils.catalogue());
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for (key, content) in seen(&counts) {
        let theme = key.indicator.as_str().split('.').next().unwrap();
        let ReleasedContent::Shown { value: printed, .. } = content else { continue };
        // Groups and the municipality hold special schools in one entrance and not in the other.
        let school = matches!(key.unit, Unit::School(_));
        // The response rate of rows leaves out grades in which more took part than are on the roll.
        let rate = key.indicator.as_str() == "trivsel.svarprocent";
        let other = !["trivsel", "karakterer"].contains(&theme);
        if other || rate || (theme == "karakterer" && !school) {
            continue;
        }
        let counted = match by_pupils.get(&key) {
            Some(ReleasedContent::Shown { value, .. }) => value,
            // Small groups are hidden where pupils are known, and were published all the same.
            Some(ReleasedContent::Hidden) => continue,
            other => panic!("{key} is published and not counted: {other:?}"),
        };
        // Published with one decimal, a share perhaps as the sum of two; ours is rounded as well.
        let scale = catalogue.indicator(key.indicator.as_str()).unwrap().scale;
        let most = if scale == Scale::Percent { 0.1501 } else { 0.1001 };
        let off = (printed.to_f64() - counted.to_f64()).abs();
        assert!(off < most, "{key}: {printed} and {counted}");
        *compared.entry(theme.to_owned()).or_default() += 1;
    }
    assert!(compared["trivsel"] > 2_000 && compared["karakterer"] > 50, "{compared:?}");
}

#[test]
fn two_runs_give_the_same_bytes_on_one_thread_and_on_eight() {
    let municipality = Municipality::new(9, (2016, 2018), 5);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| municipality.files("plan.toml"))
    };
    let first = on(1);
    for threads in [1, 8, 8] {
        let again = on(threads);
        assert_eq!(first.len(), again.len());
        for (a, b) in first.iter().zip(&again) {
            assert!(a.path == b.path && a.bytes == b.bytes, "{} on {threads} threads", a.path);
        }
    }
}

/// The shares of the municipality, counted from the text of the rows by the rules as they are
/// documented, with nothing of the program.
fn counted_by_hand(
    municipality: &Municipality,
    subject: &str,
    good: &[&str],
) -> BTreeMap<String, (u64, u64)> {
    let mut first: BTreeMap<(String, String, String), (String, String)> = BTreeMap::new();
    for (_, _, rows) in municipality.pupil_files() {
        for row in rows {
            let cells: Vec<&str> = row.split(';').collect();
            let (pupil, year, grade, code) = (cells[0], cells[2], cells[3], cells[4]);
            let meant = code.starts_with(subject) && code[2..].trim_start_matches('0') == grade;
            if !meant || cells[6] != "obligatorisk" || cells[13].is_empty() {
                continue;
            }
            let attempt = (cells[5].to_owned(), cells[13].to_owned());
            let key = (pupil.to_owned(), year.to_owned(), code.to_owned());
            let earliest = first.entry(key).or_insert_with(|| attempt.clone());
            if attempt < *earliest {
                *earliest = attempt;
            }
        }
    }
    let mut shares: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for ((_, year, _), (_, level)) in first {
        let (hits, n) = shares.entry(year).or_default();
        *n += 1;
        *hits += u64::from(good.contains(&level.as_str()));
    }
    shares
}

#[test]
fn the_municipality_has_the_shares_that_counting_by_hand_gives() {
    let municipality = Municipality::new(11, (2017, 2021), 8);
    let release = municipality.release("plan.toml");
    let mut compared = 0;
    for (indicator, subject, levels) in [
        ("laesning.gode", "01", ["4", "5", "6"].as_slice()),
        ("laesning.daarlige", "01", &["1", "2"]),
        ("matematik.allerdygtigste", "02", &["6"]),
    ] {
        for (year, (hits, n)) in counted_by_hand(&municipality, subject, levels) {
            if year == "2019/2020" {
                continue;
            }
            let key = format!("{indicator}/kommune:999/{}-{}", &year[..4], &year[7..]);
            let figure = &release.figures()[&key.parse().unwrap()];
            let ReleasedContent::Shown { value, n: shown, hits: shown_hits, .. } = figure.content()
            else {
                panic!("{key}");
            };
            assert_eq!((*shown, *shown_hits), (Some(n), Some(hits)), "{key}");
            // Half up in integers: tenths of per cent.
            let tenths = (2_000 * hits + n) / (2 * n);
            assert_eq!(value.to_string(), format!("{}.{}", tenths / 10, tenths % 10), "{key}");
            compared += 1;
        }
    }
    assert_eq!(compared, 12);
}

#[test]
fn every_row_of_a_run_is_accounted_for() {
    let municipality = Municipality::new(9, (2016, 2019), 2);
    let ingested = municipality.run("plan.toml").ingested;
    let rows: usize = municipality.pupil_files().iter().map(|file| file.2.len()).sum();
    let is_test = |source: &&SourceReport| source.kind == SourceKind::NationalTest;
    let tests = ingested.sources.iter().filter(is_test);
    let read: u64 = tests.clone().map(|source| source.rows.read).sum();
    assert_eq!(read, u64::try_from(rows).unwrap());
    assert!(ingested.sources.iter().all(|source| source.rows.balances()));
    // The simulation writes voluntary tests, second attempts and tests of other grades.
    let rules: std::collections::BTreeSet<_> =
        tests.flat_map(|source| source.rows.excluded.keys().copied()).collect();
    assert_eq!(rules.len(), 3, "{rules:?}");
}

#[test]
fn schools_add_up_to_the_municipality() {
    let release = Municipality::new(12, (2018, 2018), 4).release("plan.toml");
    for indicator in ["laesning.gode", "matematik.daarlige", "laesning.deltagelse"] {
        let of = |unit: &str| {
            let key = format!("{indicator}/{unit}/2018-19").parse().unwrap();
            match release.figures()[&key].content() {
                ReleasedContent::Shown { n, hits, .. } => {
                    Tally::share(hits.unwrap(), n.unwrap()).unwrap()
                }
                other => panic!("{key}: {other:?}"),
            }
        };
        let schools = release.units().keys().map(ToString::to_string);
        let schools = schools.filter(|unit| unit.starts_with("skole:"));
        let sum = schools.map(|unit| of(&unit)).reduce(|a, b| a.merge(b).unwrap()).unwrap();
        assert_eq!(sum, of("kommune:999"), "{indicator}");
    }
}

#[test]
fn a_small_run_stays_as_it_was_looked_at() {
    let municipality = Municipality::new(2, (2017, 2018), 1);
    let files = municipality.files("plan.toml");
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    insta::assert_snapshot!("stier", paths.join("\n"));
    insta::assert_snapshot!("figurer", every_number(&text("fortrolig/figurer.FORTROLIGT.csv")));
    insta::assert_snapshot!("afstemning", text("fortrolig/kvalitet/afstemning.json"));
    insta::assert_snapshot!("offentlig_side", words(&text("offentlig/rapport.html")));
    insta::assert_snapshot!("fortrolig_side", words(&text("fortrolig/rapport.html")));
}

/// The head of the file of figures and its first lines as they stand, then every number of every
/// figure, the categories of a distribution on one line: what the other columns say follows from the
/// key, and stands in the definitions.
fn every_number(file: &str) -> String {
    let mut lines: Vec<String> = file.lines().take(4).map(str::to_owned).collect();
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let head = reader.headers().unwrap().clone();
    let place = |name: &str| head.iter().position(|column| column == name).unwrap();
    let numbers =
        ["status", "aarsag", "vaerdi", "n", "taeller", "nedre", "oevre", "evidens", "for_faa"];
    let numbers = numbers.map(place);
    let mut before = String::new();
    for row in reader.records() {
        let row = row.unwrap();
        let (key, category) = (&row[place("noegle")], &row[place("kategori")]);
        let cells = numbers.map(|at| row[at].to_owned()).join(" ");
        let of_all = key.strip_suffix(category).unwrap();
        if category.is_empty() || of_all != before {
            lines.push(format!("{key}: {cells}"));
        } else if let Some(line) = lines.last_mut() {
            line.push_str(" | ");
            line.push_str(&cells);
        }
        before = if category.is_empty() { String::new() } else { of_all.to_owned() };
    }
    lines.join("\n")
}

/// The text of a page, without markup, styles and drawings.
fn words(page: &str) -> String {
    let mut rest = page.to_owned();
    for (open, close) in [("<style", "</style>"), ("<svg", "</svg>"), ("<head>", "</head>")] {
        while let Some(start) = rest.find(open) {
            let end = rest[start..].find(close).unwrap() + start + close.len();
            rest.replace_range(start..end, "");
        }
    }
    let mut text = String::new();
    let mut inside = false;
    for sign in rest.chars() {
        match sign {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push('\n');
            }
            _ if !inside => text.push(sign),
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_rows_nor_how_files_are_cut_matters(seed in any::<u64>(), parts in 1..4_usize) {
        let municipality = Municipality::new(4, (2017, 2018), 6);
        let before = municipality.release("plan.toml");
        let mut state = seed | 1;
        let mut next = |below: usize| {
            // Knuth's MMIX generator: any order will do, as long as the seed gives it again.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        let files = municipality.pupil_files();
        let header = files[0].1.clone();
        let mut rows: Vec<String> = Vec::new();
        for (path, _, of_file) in files {
            rows.extend(of_file);
            fs::remove_file(path).unwrap();
        }
        for place in (1..rows.len()).rev() {
            rows.swap(place, next(place + 1));
        }
        for (part, rows) in rows.chunks(rows.len().div_ceil(parts)).enumerate() {
            let path = municipality.path().join(format!("elevraekker/nationale_test_{part}.csv"));
            write(&path, &header, rows);
        }
        let after = municipality.release("plan.toml");
        prop_assert_eq!(before.figures(), after.figures());
        prop_assert_eq!(before.targets(), after.targets());
    }
}
