//! The sources beside the national tests: that they lie where published figures lie, and that the
//! figures of the second entrance are those of the pupils of the first. Everything is read back and
//! worked out here, with nothing of the code that wrote it.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a short line is a failed test")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::LazyLock;

use kvalitet_core::SchoolYear;
use kvalitet_simulate::{Files, Settings};

type Texts = BTreeMap<String, Vec<u8>>;

#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Texts>>);

struct MemoryFile(String, Memory);

impl Files for Memory {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
        self.0.borrow_mut().insert(path.to_owned(), Vec::new());
        Ok(Box::new(MemoryFile(path.to_owned(), self.clone())))
    }
}

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.0.borrow_mut().get_mut(&self.0).unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn run(schools: u32, years: (u16, u16)) -> Texts {
    let year = |start| SchoolYear::starting(start).unwrap();
    let (first_year, last_year) = (year(years.0), year(years.1));
    let settings = Settings { schools, first_year, last_year, ..Settings::default() };
    let mut memory = Memory::default();
    kvalitet_simulate::write(&settings, &mut memory).unwrap();
    memory.0.take()
}

/// Some 300 folkeskoler in the year whose national means are known best.
static NATION: LazyLock<Texts> = LazyLock::new(|| run(340, (2023, 2023)));

/// A line by the names of its cells.
type Line<'a> = BTreeMap<&'a str, &'a str>;

fn lines<'a>(files: &'a Texts, path: &str) -> Vec<Line<'a>> {
    let text = std::str::from_utf8(&files[path]).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(';').collect();
    lines.map(|line| header.iter().copied().zip(line.split(';')).collect()).collect()
}

fn number(text: &str) -> f64 {
    text.replace(',', ".").parse().unwrap()
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values.len())
}

fn sd(values: &[f64]) -> f64 {
    let middle = mean(values);
    mean(&values.iter().map(|value| (value - middle) * (value - middle)).collect::<Vec<_>>()).sqrt()
}

/// The questions of each indicator: social, faglig, støtte, ro. One of faglig has four answers.
const QUESTIONS: [&[u8]; 4] = [
    &[1, 2, 9, 12, 13, 14, 29, 30, 31, 32],
    &[6, 7, 8, 16, 18, 26, 27, 28],
    &[17, 19, 20, 21, 33, 34, 35],
    &[22, 23, 24, 25],
];

/// The mean of answered questions, if at least half are answered.
fn score(line: &Line<'_>, questions: &[u8]) -> Option<f64> {
    let answer = |question: &u8| match line[format!("q{question}").as_str()] {
        "" | "0" => None,
        answer if *question == 26 => Some(1.0 + (number(answer) - 1.0) * 4.0 / 3.0),
        answer => Some(number(answer)),
    };
    let answers: Vec<f64> = questions.iter().filter_map(answer).collect();
    (questions.len() <= 2 * answers.len()).then(|| mean(&answers))
}

/// General wellbeing and the four indicators of each pupil, by school.
fn scores<'a>(files: &'a Texts, year: &str) -> BTreeMap<&'a str, Vec<[Option<f64>; 5]>> {
    let mut schools: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for line in lines(files, &format!("trivsel/elevsvar_4_9_{year}.csv")) {
        let four = QUESTIONS.map(|questions| score(&line, questions));
        let [social, academic, support, order] = four;
        let scores = [score(&line, &QUESTIONS.concat()), social, academic, support, order];
        schools.entry(line["institutionsnummer"]).or_default().push(scores);
    }
    schools
}

fn special(files: &Texts, school: &str) -> bool {
    let register = lines(files, "institutionsregister.csv");
    register.iter().any(|line| line["INST_NR"] == school && line["INST_TYPE_NR"] == "1015")
}

#[test]
fn wellbeing_lies_where_the_nation_does() {
    let schools = scores(&NATION, "2023-24");
    let all = |place: usize| -> Vec<f64> {
        schools.values().flatten().filter_map(|scores| scores[place]).collect()
    };
    // 2023/24: generel, social, faglig, støtte and ro of 277,671 pupils.
    for (place, national) in [3.570, 3.895, 3.565, 3.054, 3.666].into_iter().enumerate() {
        let values = all(place);
        assert!(60_000 < values.len());
        // Schools differ more than pupils are counted by: three standard errors of 340 schools.
        assert!((mean(&values) - national).abs() < 0.03, "{place}: {}", mean(&values));
    }
    let general = all(0);
    assert!((0.49..0.55).contains(&sd(&general)), "{}", sd(&general));
    let over_3 = count(general.iter().filter(|score| 3.0 < **score).count());
    let share = over_3 / count(general.len());
    assert!((share - 0.861).abs() < 0.02, "{share}");
    let large = schools.values().filter(|pupils| 50 <= pupils.len());
    let means: Vec<f64> =
        large.map(|of| mean(&of.iter().filter_map(|of| of[0]).collect::<Vec<_>>())).collect();
    assert!((0.112..0.168).contains(&sd(&means)), "{}", sd(&means));
}

#[test]
fn the_share_of_variance_between_schools_is_small() {
    let schools: Vec<Vec<f64>> = scores(&NATION, "2023-24")
        .into_values()
        .map(|pupils| pupils.iter().filter_map(|scores| scores[0]).collect())
        .filter(|pupils: &Vec<f64>| 100 <= pupils.len())
        .collect();
    let within = mean(&schools.iter().map(|of| sd(of) * sd(of)).collect::<Vec<_>>());
    let noise =
        mean(&schools.iter().map(|of| sd(of) * sd(of) / count(of.len())).collect::<Vec<_>>());
    let means: Vec<f64> = schools.iter().map(|of| mean(of)).collect();
    let between = sd(&means) * sd(&means) - noise;
    let share = between / (between + within);
    assert!((0.035..0.07).contains(&share), "{share}");
}

#[test]
fn most_pupils_take_part_and_leave_little_empty() {
    for (grades, questions) in [("0_3", 20), ("4_9", 40)] {
        let rows = lines(&NATION, &format!("trivsel/elevsvar_{grades}_2023-24.csv"));
        let grades_of = if grades == "0_3" { 0..=3 } else { 4..=9 };
        let roll: f64 = lines(&NATION, "elevtal.csv")
            .iter()
            .filter(|line| grades_of.contains(&line["klassetrin"].parse::<i32>().unwrap()))
            .map(|line| number(line["elever"]))
            .sum();
        let part = count(rows.len()) / roll;
        assert!((0.85..0.90).contains(&part), "{grades}: {part}");
        let cells = count(rows.len() * questions);
        let none = |cell: &&str| matches!(*cell, "" | "0");
        let answers = |line: &Line<'_>| {
            let of = line.iter().filter(|(name, _)| name.starts_with('q')).map(|(_, cell)| *cell);
            of.filter(none).count()
        };
        let empty = count(rows.iter().map(answers).sum()) / cells;
        assert!((0.02..0.04).contains(&empty), "{grades}: {empty}");
    }
}

#[test]
fn published_wellbeing_is_that_of_the_pupils() {
    let files = run(9, (2017, 2018));
    for year in ["2017-18", "2018-19"] {
        let schools = scores(&files, year);
        let mut compared = 0;
        let path = format!("aggregater/trivsel_indikatorer_{year}.csv");
        for line in lines(&files, &path).iter().filter(|line| line["klassetrin"].is_empty()) {
            let pupils: Vec<_> = match line["institutionsnummer"] {
                "" => schools.values().flatten().collect(),
                school => schools[school].iter().collect(),
            };
            let columns = ["generel", "social", "faglig", "stoette", "ro"];
            for (place, name) in columns.into_iter().enumerate() {
                let values: Vec<f64> = pupils.iter().filter_map(|scores| scores[place]).collect();
                let shown = number(line[format!("trivsel_{name}").as_str()]);
                assert!((mean(&values) - shown).abs() < 0.050_01, "{line:?} {name}");
                if place == 0 {
                    assert_eq!(line["antal_svar"], values.len().to_string());
                }
                compared += 1;
            }
        }
        assert_eq!(compared, 5 * (schools.len() + 1), "{year}");
    }
}

#[test]
fn published_bands_and_answers_are_those_of_the_pupils() {
    let files = run(5, (2018, 2018));
    let schools = scores(&files, "2018-19");
    for line in lines(&files, "aggregater/trivsel_baand_2018-19.csv") {
        let (school, stage) = (line["institutionsnummer"], line["klassetrin"]);
        if school.is_empty() || !stage.is_empty() || line["trivselsindikator"] != "Social trivsel" {
            continue;
        }
        let values: Vec<f64> = schools[school].iter().filter_map(|scores| scores[1]).collect();
        let over_4 = count(values.iter().filter(|value| 4.0 + 1e-9 < **value).count());
        let shown = number(line["andel_4_1_til_5"]);
        assert!((100.0 * over_4 / count(values.len()) - shown).abs() < 0.050_01, "{line:?}");
    }
    let rows = lines(&files, "trivsel/elevsvar_0_3_2018-19.csv");
    for line in lines(&files, "aggregater/trivsel_svarfordeling_2018-19.csv") {
        let school = line["institutionsnummer"];
        assert!(5.0 <= number(line["elever_svar"]), "{line:?}");
        if line["klassetrin"] != "indskoling" || school.is_empty() {
            continue;
        }
        let of_school = rows.iter().filter(|row| row["institutionsnummer"] == school);
        let answers: Vec<&str> = of_school.map(|row| row[line["spoergsmaal"]]).collect();
        let with = |answer: &str| count(answers.iter().filter(|of| **of == answer).count());
        let answered = with("1") + with("2") + with("3");
        assert!((100.0 * with("3") / answered - number(line["andel_3"])).abs() < 0.050_01);
        assert!((answered - number(line["elever_svar"])).abs() < 0.5, "{line:?}");
    }
}

const BOUND: [(&str, &str, f64); 8] = [
    ("dansk", "mundtlig", 1.0),
    ("dansk", "læsning", 0.25),
    ("dansk", "retskrivning", 0.25),
    ("dansk", "skriftlig fremstilling", 0.5),
    ("matematik", "uden hjælpemidler", 0.5),
    ("matematik", "med hjælpemidler", 0.5),
    ("engelsk", "mundtlig", 1.0),
    ("fælles prøve", "", 1.0),
];

/// The means of the pupils with all eight marks, by school.
fn mark_means<'a>(files: &'a Texts, year: &str) -> BTreeMap<&'a str, Vec<f64>> {
    let rows = lines(files, &format!("karakterer/karakterer_{year}.csv"));
    let mut pupils: BTreeMap<(&str, &str), (usize, f64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row["specialklasse"] == "nej") {
        let exam = BOUND.iter().find(|(s, d, _)| row["fag"] == *s && row["disciplin"] == *d);
        let mark: f64 = row["karakter"].parse().unwrap();
        if mark < 80.0 {
            let pupil = pupils.entry((row["institutionsnummer"], row["pnr"])).or_default();
            pupil.0 += 1;
            pupil.1 += mark * exam.unwrap().2;
        }
    }
    let mut schools: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for ((school, _), (_, sum)) in pupils.into_iter().filter(|(_, (marks, _))| *marks == 8) {
        // Five whole exams: both of mathematics and the three written ones of Danish are one each.
        schools.entry(school).or_default().push(sum / 5.0);
    }
    schools
}

#[test]
fn marks_lie_where_the_nation_does() {
    let schools = mark_means(&NATION, "2023-24");
    let ordinary: Vec<&Vec<f64>> = schools
        .iter()
        .filter(|(school, pupils)| 10 <= pupils.len() && !special(&NATION, school))
        .map(|(_, pupils)| pupils)
        .collect();
    let all: Vec<f64> = ordinary.iter().copied().flatten().copied().collect();
    assert!((mean(&all) - 7.5).abs() < 0.15, "{}", mean(&all));
    let means: Vec<f64> = ordinary.iter().map(|pupils| mean(pupils)).collect();
    assert!((0.6..0.9).contains(&sd(&means)), "{}", sd(&means));
}

#[test]
fn published_marks_are_those_of_the_pupils() {
    let files = run(9, (2018, 2018));
    let schools = mark_means(&files, "2018-19");
    let lines = lines(&files, "aggregater/karakterer_2018-19.csv");
    for line in &lines {
        let pupils: Vec<f64> = match line["institutionsnummer"] {
            "" => schools.values().flatten().copied().collect(),
            school => schools[school].clone(),
        };
        assert_eq!(line["elever"], pupils.len().to_string());
        let off = mean(&pupils) - number(line["gennemsnit_bundne_proever"]);
        assert!(off.abs() < 0.050_01, "{line:?}");
    }
    assert!(9 <= lines.len());
}

#[test]
fn one_in_ten_differences_from_the_reference_is_flagged_and_only_large_ones() {
    let lines = lines(&NATION, "aggregater/socref_2023-24.csv");
    let differences: Vec<f64> = lines.iter().map(|line| number(line["forskel"])).collect();
    assert!((0.25..0.42).contains(&sd(&differences)), "{}", sd(&differences));
    let flagged = lines.iter().filter(|line| line["signifikans"] != "På niveau");
    let flagged: Vec<f64> = flagged.map(|line| number(line["forskel"]).abs()).collect();
    let share = count(flagged.len()) / count(lines.len());
    assert!((0.04..0.16).contains(&share), "{share}");
    assert!(flagged.iter().all(|difference| 0.35 < *difference));
    // A third of all schools have none.
    assert!((0.55..0.75).contains(&(count(lines.len()) / 340.0)), "{}", lines.len());
}

#[test]
fn the_later_tests_have_the_national_shares_of_good_results() {
    let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for line in lines(&NATION, "aggregater/overgangstest_2023-24.csv") {
        if line["testede"] != "0" && !special(&NATION, line["institutionsnummer"]) {
            let tested = number(line["testede"]);
            let sum = sums.entry(line["fag"]).or_default();
            sum.0 += tested;
            sum.1 += tested * number(line["overgangstest_andel_gode_pct"]) / 100.0;
        }
    }
    for (subject, national) in [("laesning", 0.68), ("matematik", 0.73)] {
        let (tested, good) = sums[subject];
        assert!((good / tested - national).abs() < 0.02, "{subject}: {}", good / tested);
    }
}

#[test]
fn each_year_has_the_tests_that_were_held_in_it() {
    let files = run(2, (2021, 2026));
    let has = |name: &str| files.contains_key(&format!("elevraekker/{name}.csv"));
    assert!(has("nationale_test_2021-22") && !has("overgangstest_2021-22"));
    assert!(has("overgangstest_2022-23") && !has("nationale_test_2022-23"));
    assert!(has("overgangstest_2025-26") && has("faerdighedstest_2026-27"));
    assert_eq!(files.keys().filter(|path| path.starts_with("elevraekker/")).count(), 6);
}
