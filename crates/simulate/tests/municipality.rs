//! What is written is read back here, independently of the code that wrote it.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a short line is a failed test")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::LazyLock;

use kvalitet_core::{InstitutionNumber, SchoolYear};
use kvalitet_simulate::{Files, Settings, Written};

/// Files in memory.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<BTreeMap<String, Vec<u8>>>>);

struct MemoryFile {
    path: String,
    memory: Memory,
}

impl Files for Memory {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
        let before = self.0.borrow_mut().insert(path.to_owned(), Vec::new());
        assert_eq!(before, None, "`{path}` was made twice");
        Ok(Box::new(MemoryFile { path: path.to_owned(), memory: self.clone() }))
    }
}

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.memory.0.borrow_mut().get_mut(&self.path).unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn year(start: u16) -> SchoolYear {
    SchoolYear::starting(start).unwrap()
}

fn small(seed: u64) -> Settings {
    Settings { schools: 6, last_year: year(2018), seed, ..Settings::default() }
}

fn large() -> Settings {
    Settings { pupils: Some(60_000), ..Settings::default() }
}

/// The default municipality and a large one, each made once.
type Made = (BTreeMap<String, String>, Written);
static DEFAULT: LazyLock<Made> = LazyLock::new(|| run(&Settings::default()));
static LARGE: LazyLock<Made> = LazyLock::new(|| run(&large()));

fn run(settings: &Settings) -> Made {
    let mut memory = Memory::default();
    let written = kvalitet_simulate::write(settings, &mut memory).unwrap();
    let files = memory.0.take();
    let text = |(path, bytes)| (path, String::from_utf8(bytes).unwrap());
    (files.into_iter().map(text).collect(), written)
}

/// The lines of one file below its header, cell by cell.
fn lines<'a>(files: &'a BTreeMap<String, String>, path: &str) -> Vec<Vec<&'a str>> {
    let text = &files[path];
    let width = text.lines().next().unwrap().split(';').count();
    let rows: Vec<Vec<_>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
    assert!(rows.iter().all(|row: &Vec<&str>| row.len() == width), "{path}");
    rows
}

fn pupil_rows(files: &BTreeMap<String, String>) -> Vec<Vec<&str>> {
    files.keys().filter(|p| p.starts_with("elevraekker/")).flat_map(|p| lines(files, p)).collect()
}

fn counts(files: &BTreeMap<String, String>) -> Vec<Vec<&str>> {
    files
        .keys()
        .filter(|p| p.starts_with("aggregater/nationale"))
        .flat_map(|p| lines(files, p))
        .collect()
}

fn decimal(text: &str) -> f64 {
    text.replace(',', ".").parse().unwrap()
}

/// The rows that count: obligatory, in the grade meant, the first by time.
fn that_count<'a>(rows: &[Vec<&'a str>]) -> Vec<Vec<&'a str>> {
    let mut first: BTreeMap<(&str, &str, &str), Vec<&str>> = BTreeMap::new();
    for row in rows {
        let meant = row[4][2..].trim_start_matches('0');
        if row[6] != "obligatorisk" || row[3] != meant {
            continue;
        }
        let kept = first.entry((row[0], row[2], row[4])).or_insert_with(|| row.clone());
        if row[5] < kept[5] {
            kept.clone_from(row);
        }
    }
    first.into_values().collect()
}

fn special(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let register = lines(files, "institutionsregister.csv");
    register.iter().filter(|row| row[8] == "1015").map(|row| row[1].to_owned()).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(run(&small(5)), run(&small(5)));
}

#[test]
fn another_seed_gives_other_bytes() {
    let (one, _) = run(&small(5));
    let (other, _) = run(&small(6));
    for path in ["elevraekker/nationale_test_2017-18.csv", "sandhed/skoler.csv", "elevtal.csv"] {
        assert_ne!(one[path], other[path], "{path}");
    }
}

#[test]
fn the_counts_are_those_of_the_pupil_rows() {
    let (files, _) = &*DEFAULT;
    let mut counted: BTreeMap<Vec<String>, [u64; 6]> = BTreeMap::new();
    for row in that_count(&pupil_rows(files)) {
        let subject = if row[4].starts_with("01") { "laesning" } else { "matematik" };
        let key = [row[2], row[1], subject, row[3]].map(str::to_owned).to_vec();
        let level: usize = row[13].parse().unwrap();
        counted.entry(key).or_default()[level - 1] += 1;
    }
    for row in counts(files) {
        let key: Vec<_> = row[..4].iter().map(|cell| (*cell).to_owned()).collect();
        let shown: Vec<u64> = row[4..].iter().map(|cell| cell.parse().unwrap()).collect();
        let levels = counted.remove(&key).unwrap_or_default();
        assert_eq!(shown[2..], levels, "{key:?}");
        assert_eq!(shown[1], levels.iter().sum::<u64>(), "{key:?}");
        assert!(shown[1] <= shown[0], "{key:?}");
    }
    assert_eq!(counted, BTreeMap::new());
}

#[test]
fn the_rolls_agree_with_the_counts() {
    let (files, _) = &*DEFAULT;
    let rolls: BTreeMap<_, _> = lines(files, "elevtal.csv")
        .into_iter()
        .map(|row| ((row[0], row[1], row[2]), row[3]))
        .collect();
    for row in counts(files) {
        assert_eq!(rolls[&(row[0], row[1], row[3])], row[4], "{row:?}");
    }
}

#[test]
fn a_roll_is_that_of_the_year_before_and_who_came_less_who_went() {
    let (files, _) = &*DEFAULT;
    let mut rolls: BTreeMap<(u16, &str), i64> = BTreeMap::new();
    let start = |year: &str| year[..4].parse::<u16>().unwrap();
    for row in lines(files, "elevtal.csv") {
        *rolls.entry((start(row[0]), row[1])).or_default() += row[3].parse::<i64>().unwrap();
    }
    let passages = lines(files, "sandhed/til_og_fra.csv");
    assert_eq!(passages.len(), 5 * 56);
    let (mut came, mut went) = (0, 0);
    for row in &passages {
        let count = |column: usize| row[column].parse::<i64>().unwrap();
        let (in_all, out) = (count(2) + count(3) + count(4), count(5) + count(6) + count(7));
        let year = start(row[0]);
        assert_eq!(rolls[&(year - 1, row[1])] + in_all - out, rolls[&(year, row[1])], "{row:?}");
        came += count(3);
        went += count(5);
    }
    // Who goes to another school arrives at one: 1.5 % of nine grades each summer.
    assert_eq!(came, went);
    assert!((1_200..1_800).contains(&came), "{came}");
}

/// What the ministry published for each reading grade, and the settings for mathematics, from
/// 2016/17 on; `0.0` where there is no test or too few schools tested.
const GOOD: &[(&str, &str, [f64; 6])] = &[
    ("laesning", "2", [0.75, 0.75, 0.73, 0.0, 0.79, 0.78]),
    ("laesning", "4", [0.67, 0.66, 0.64, 0.0, 0.71, 0.70]),
    ("laesning", "6", [0.70, 0.68, 0.66, 0.0, 0.71, 0.70]),
    ("laesning", "8", [0.78, 0.78, 0.77, 0.0, 0.75, 0.74]),
    ("matematik", "3", [0.77, 0.78, 0.77, 0.0, 0.78, 0.77]),
    ("matematik", "6", [0.77, 0.78, 0.77, 0.0, 0.77, 0.77]),
    ("matematik", "8", [0.0, 0.78, 0.77, 0.0, 0.78, 0.77]),
];

#[test]
fn a_large_municipality_has_the_national_shares() {
    let (files, _) = &*LARGE;
    let special = special(files);
    let mut sums: BTreeMap<_, [f64; 4]> = BTreeMap::new();
    for row in counts(files).iter().filter(|row| !special.contains(row[1])) {
        let n = |column: usize| row[column].parse::<f64>().unwrap();
        let sum = sums.entry((row[2], row[3], row[0])).or_default();
        let values = [n(5), n(9) + n(10) + n(11), n(6) + n(7), n(11)];
        sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    for (subject, grade, shares) in GOOD {
        for (start, share) in (2016_u16..).zip(shares).filter(|(_, share)| 0.0 < **share) {
            let long = format!("{start}/{}", start + 1);
            let [tested, good, poor, top] = sums[&(*subject, *grade, long.as_str())];
            let place = format!("{subject} {grade} {long}: {:.4} {share}", good / tested);
            // Three standard errors of 5,700 pupils in 200 classes, shocks and changes included.
            assert!((good / tested - share).abs() < 0.025, "{place}");
            assert!((0.08..0.145).contains(&(poor / tested)), "{place} poor {}", poor / tested);
            assert!((0.07..0.125).contains(&(top / tested)), "{place} top {}", top / tested);
        }
    }
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = f64::from(u32::try_from(pairs.len()).unwrap());
    let mean = |part: fn(&(f64, f64)) -> f64| pairs.iter().map(part).sum::<f64>() / n;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for pair in pairs {
        xx += (pair.0 - x) * (pair.0 - x);
        yy += (pair.1 - y) * (pair.1 - y);
        xy += (pair.0 - x) * (pair.1 - y);
    }
    xy / (xx * yy).sqrt()
}

/// How much the second number rises with the first.
fn slope(pairs: &[(f64, f64)]) -> f64 {
    let n = f64::from(u32::try_from(pairs.len()).unwrap());
    let (x, y) = (
        pairs.iter().map(|pair| pair.0).sum::<f64>() / n,
        pairs.iter().map(|pair| pair.1).sum::<f64>() / n,
    );
    let xy: f64 = pairs.iter().map(|pair| (pair.0 - x) * (pair.1 - y)).sum();
    xy / pairs.iter().map(|pair| (pair.0 - x).powi(2)).sum::<f64>()
}

#[test]
fn two_results_of_a_pupil_two_years_apart_go_together() {
    let (files, _) = &*DEFAULT;
    let rows = that_count(&pupil_rows(files));
    let mean = |row: &Vec<&str>| (decimal(row[7]) + decimal(row[9]) + decimal(row[11])) / 3.0;
    for (first, second) in [("0102", "0104"), ("0104", "0106"), ("0106", "0108"), ("0206", "0208")]
    {
        let of = |code: &str| -> BTreeMap<_, _> {
            rows.iter().filter(|row| row[4] == code).map(|row| (row[0], mean(row))).collect()
        };
        let (before, after) = (of(first), of(second));
        let pairs: Vec<_> =
            before.iter().filter_map(|(id, x)| after.get(id).map(|y| (*x, *y))).collect();
        assert!(pairs.len() > 2_000, "{first}: {}", pairs.len());
        let r = correlation(&pairs);
        assert!((0.65..0.82).contains(&r), "{first} and {second}: {r}");
    }
}

/// The pairs of one subject two years apart at the same school: school, and the gain of each pupil
/// beyond what equal pupils gain, `(y - ȳ) - .9025 (x - x̄)`, in pupil SD (0.9 logits).
fn gains<'a>(rows: &[Vec<&'a str>], first: &str, second: &str) -> Vec<(&'a str, f64)> {
    let mean = |row: &Vec<&str>| (decimal(row[7]) + decimal(row[9]) + decimal(row[11])) / 2.7;
    let of = |code: &str| -> BTreeMap<_, _> {
        rows.iter().filter(|row| row[4] == code).map(|row| (row[0], row)).collect()
    };
    let (before, after) = (of(first), of(second));
    let mut pairs: BTreeMap<&str, Vec<(&str, f64, f64)>> = BTreeMap::new();
    for (id, x) in &before {
        if let Some(y) = after.get(id).filter(|y| y[1] == x[1]) {
            pairs.entry(x[2]).or_default().push((x[1], mean(x), mean(y)));
        }
    }
    let centred = |pairs: &Vec<(&'a str, f64, f64)>| -> Vec<(&'a str, f64)> {
        let gain = |(school, x, y): &(&'a str, f64, f64)| (*school, y - 0.9025 * x);
        let gains: Vec<_> = pairs.iter().map(gain).collect();
        let n = f64::from(u32::try_from(gains.len()).unwrap());
        let middle = gains.iter().map(|(_, gain)| gain).sum::<f64>() / n;
        gains.into_iter().map(|(school, gain)| (school, gain - middle)).collect()
    };
    pairs.values().flat_map(centred).collect()
}

#[test]
fn what_pupils_gain_is_what_their_school_adds() {
    const PAIRS: [(&str, &str, &str); 4] = [
        ("laesning", "0102", "0104"),
        ("laesning", "0104", "0106"),
        ("laesning", "0106", "0108"),
        ("matematik", "0206", "0208"),
    ];
    let settings = Settings { schools: 120, pupils: Some(72_000), ..Settings::default() };
    let (files, _) = run(&settings);
    let rows = that_count(&pupil_rows(&files));
    let special = special(&files);
    let mut seen: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
    for (subject, first, second) in PAIRS {
        for (school, gain) in gains(&rows, first, second) {
            let sum = seen.entry((school, subject)).or_default();
            *sum = (sum.0 + gain, sum.1 + 1.0);
        }
    }
    let growth: BTreeMap<_, _> = lines(&files, "sandhed/fremgang.csv")
        .into_iter()
        .map(|row| ((row[0], row[1]), decimal(row[2])))
        .collect();
    for (subject, level) in [("laesning", 3), ("matematik", 4)] {
        let of = |row: &Vec<&str>| {
            let (sum, n) = seen[&(row[0], subject)];
            (growth[&(row[0], subject)] + 0.0975 * decimal(row[level]), sum / n)
        };
        let schools = lines(&files, "sandhed/skoler.csv");
        // A step between two tests is no growth.
        let steady = schools.iter().filter(|row| row[5] == "nej" && !special.contains(row[0]));
        let pairs: Vec<_> = steady.map(of).collect();
        // Some 330 pairs of a school in reading and 110 in mathematics, and what a day has in common.
        let (r, slope) = (correlation(&pairs), slope(&pairs));
        assert!((0.4..0.75).contains(&r), "{subject}: {r}");
        assert!((slope - 1.0).abs() < 0.3, "{subject}: {slope}");
    }
}

#[test]
fn an_area_is_measured_with_an_error_of_half_a_standard_deviation() {
    let (files, _) = &*DEFAULT;
    let rows = that_count(&lines(files, "elevraekker/nationale_test_2017-18.csv"));
    let grade_four: Vec<_> = rows.iter().filter(|row| row[4] == "0104").collect();
    let n = f64::from(u32::try_from(grade_four.len()).unwrap());
    let thetas: Vec<_> = grade_four.iter().map(|row| decimal(row[7])).collect();
    let sems: Vec<_> = grade_four.iter().map(|row| decimal(row[8])).collect();
    let mean = thetas.iter().sum::<f64>() / n;
    let sd = (thetas.iter().map(|t| (t - mean) * (t - mean)).sum::<f64>() / n).sqrt();
    let sem = sems.iter().sum::<f64>() / n;
    assert!(sems.iter().all(|sem| (0.30..=0.65).contains(sem)));
    assert!((0.45..0.52).contains(&sem), "{sem}");
    assert!((0.4..0.55).contains(&(sem / sd)), "{sem} / {sd}");
}

#[test]
fn a_level_follows_from_the_mean_of_the_three_thetas() {
    let (files, _) = &*DEFAULT;
    let mut ranges: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
    for row in pupil_rows(files) {
        let sum = decimal(row[7]) + decimal(row[9]) + decimal(row[11]);
        let range = ranges.entry((row[4], row[13])).or_insert((sum, sum));
        *range = (range.0.min(sum), range.1.max(sum));
    }
    let ordered: Vec<_> = ranges.iter().collect();
    assert_eq!(ordered.len(), 7 * 6);
    for pair in ordered.windows(2).filter(|pair| pair[0].0.0 == pair[1].0.0) {
        assert!(pair[0].1.1 < pair[1].1.0, "{pair:?}");
    }
}

#[test]
fn participation_is_as_in_reality() {
    let (files, _) = &*LARGE;
    let special = special(files);
    let share = |in_special_schools: bool| {
        let (mut tested, mut all) = (0.0, 0.0);
        for row in counts(files) {
            if special.contains(row[1]) == in_special_schools {
                tested += row[5].parse::<f64>().unwrap();
                all += row[4].parse::<f64>().unwrap();
            }
        }
        tested / all
    };
    assert!((0.93..0.945).contains(&share(false)), "{}", share(false));
    assert!((0.42..0.55).contains(&share(true)), "{}", share(true));
}

#[test]
fn some_rows_do_not_count_at_the_stated_rates() {
    let (files, written) = &*LARGE;
    let rows = pupil_rows(files);
    assert_eq!(u64::try_from(rows.len()).unwrap(), written.test_rows);
    let count = |n: usize| f64::from(u32::try_from(n).unwrap());
    let all = count(that_count(&rows).len());
    let share = |wanted: &dyn Fn(&Vec<&str>) -> bool| {
        count(rows.iter().filter(|row| wanted(row)).count()) / all
    };
    let voluntary = share(&|row| row[6] == "frivillig");
    let elsewhere = share(&|row| !row[4].ends_with(row[3]));
    let again = share(&|_| true) - 1.0 - voluntary - elsewhere;
    assert!((0.027..0.033).contains(&voluntary), "{voluntary}");
    assert!((0.004..0.006).contains(&elsewhere), "{elsewhere}");
    assert!((0.013..0.017).contains(&again), "{again}");
}

#[test]
fn no_pupil_id_can_be_a_cpr_number() {
    let (files, written) = &*DEFAULT;
    let ids: BTreeSet<_> = pupil_rows(files).iter().map(|row| row[0]).collect();
    for id in &ids {
        // Days go to 31; with 60 added, as in replacement numbers, to 91.
        let day: u8 = id[..2].parse().unwrap();
        assert!(id.len() == 10 && 91 < day, "{id}");
    }
    assert!(u64::try_from(ids.len()).unwrap() <= written.pupils);
}

#[test]
fn nearly_every_pupil_goes_up_a_grade_a_year() {
    let (files, _) = &*DEFAULT;
    let mut seen: BTreeMap<&str, Vec<(u16, u16)>> = BTreeMap::new();
    for row in that_count(&pupil_rows(files)).iter().filter(|row| row[4].starts_with("01")) {
        seen.entry(row[0])
            .or_default()
            .push((row[2][..4].parse().unwrap(), row[3].parse().unwrap()));
    }
    let steps: Vec<_> = seen
        .values()
        .flat_map(|tests| tests.windows(2))
        .map(|pair| (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1))
        .collect();
    let straight = steps.iter().filter(|(years, grades)| years == grades).count();
    assert!(steps.iter().all(|(years, grades)| grades <= years));
    assert!(straight * 100 > steps.len() * 98 && straight < steps.len());
}

#[test]
fn in_the_pandemic_year_weak_schools_and_few_others_have_counts() {
    let (files, _) = &*DEFAULT;
    let schools = |path| lines(files, path).iter().map(|row| row[1]).collect::<BTreeSet<_>>();
    let counted = schools("aggregater/nationale_test_2019-20.csv");
    assert!((10..=25).contains(&counted.len()), "{}", counted.len());
    assert_eq!(schools("aggregater/nationale_test_2020-21.csv").len(), 56);
}

#[test]
fn every_number_of_schools_works() {
    for (count, special_schools) in [(1, 0), (6, 1), (56, 6), (999, 107)] {
        let settings = Settings {
            schools: count,
            pupils: (count == 999).then_some(20_000),
            ..Settings::default()
        };
        let (files, written) = run(&settings);
        let register = lines(&files, "institutionsregister.csv");
        let numbers: BTreeSet<_> = register.iter().map(|row| row[1]).collect();
        let names: BTreeSet<_> = register.iter().map(|row| row[2]).collect();
        let wanted = usize::try_from(count).unwrap();
        assert_eq!((numbers.len(), names.len()), (wanted, wanted));
        assert!(numbers.iter().all(|number| number.parse::<InstitutionNumber>().is_ok()));
        assert_eq!(special(&files).len(), special_schools);
        assert_eq!(files.len(), 76);
        assert!(written.test_rows > 0);
    }
}

#[test]
fn one_year_and_a_pupil_per_school_work() {
    let settings = Settings { pupils: Some(56), last_year: year(2016), ..Settings::default() };
    let (files, written) = run(&settings);
    assert_eq!((written.pupils, written.years), (56, 1));
    let changed = lines(&files, "sandhed/skoler.csv").iter().filter(|row| row[5] == "ja").count();
    assert_eq!(changed, 0);
}

#[test]
fn the_expected_shares_are_those_that_come_out_on_average() {
    let (files, _) = run(&Settings { pupils: Some(200_000), ..Settings::default() });
    let expected: BTreeMap<_, _> = lines(&files, "sandhed/andele.csv")
        .into_iter()
        .map(|row| ((row[0], row[1], row[2], row[3]), decimal(row[4])))
        .collect();
    let (mut off, mut n) = ([0.0; 2], [0.0; 2]);
    let special = special(&files);
    for row in counts(&files) {
        let count = |column: usize| row[column].parse::<f64>().unwrap();
        let share = (count(9) + count(10) + count(11)) / count(5);
        let kind = usize::from(special.contains(row[1]));
        off[kind] += share - expected[&(row[0], row[1], row[2], row[3])];
        n[kind] += 1.0;
    }
    // The mean over all cells; shocks of class and year nearly cancel out. Special schools are six.
    assert!((off[0] / n[0]).abs() < 0.005, "{}", off[0] / n[0]);
    assert!((off[1] / n[1]).abs() < 0.02, "{}", off[1] / n[1]);
}

#[test]
fn a_file_that_cannot_be_made_is_named() {
    struct Full;
    impl Files for Full {
        fn create(&mut self, _path: &str) -> io::Result<Box<dyn Write>> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
    }
    let error = kvalitet_simulate::write(&Settings::default(), &mut Full).unwrap_err();
    assert_eq!(error.to_string(), "write `institutionsregister.csv`");
}
