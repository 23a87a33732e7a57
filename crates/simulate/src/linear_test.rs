//! The tests from 2022/23 on: the same questions for everybody of a grade, and right answers
//! counted. Folkeskolens Nationale Overgangstest, then Folkeskolens Nationale Færdighedstest.

use kvalitet_core::{SchoolKind, Subject};

use crate::calendar::school_days;
use crate::calibration::figures as known;
use crate::calibration::{
    ABSENT, AREA_SD, CLASS_SD, EXEMPTION_SD, LOADING, SCHOOL_YEAR_SD, exempt_below, nation_sd,
};
use crate::exam::normal_below;
use crate::number::half_up;
use crate::population::{Pupil, Roll};
use crate::random::{Purpose, Random};
use crate::school::{BySubject, School};
use crate::wellbeing::bisect;
use crate::writing::Table;
use crate::year::Year;
use crate::{Files, WriteError};

const AREAS: usize = 3;

/// The tests of one year.
#[derive(Debug)]
pub(crate) struct LinearTests {
    rows: Table,
    counts: Table,
    tests: Vec<Test>,
    days: Vec<String>,
}

/// One test: subject and grade.
#[derive(Clone, Copy, Debug)]
struct Test {
    subject: Subject,
    grade: u8,
    /// Questions in each area.
    questions: u8,
    /// Where a pupil of ability 0 lies above the middle question, in logits.
    location: f64,
}

/// Right answers in each area.
type Right = [u8; AREAS];

/// The results of one school at one test.
#[derive(Clone, Copy, Debug, Default)]
struct Results {
    tested: u64,
    good: u64,
    right: [u64; AREAS],
}

/// The test, from 2022/23 on: its name.
const fn name(start: u16) -> Option<&'static str> {
    match start {
        ..known::TRANSITION_TEST => None,
        known::TRANSITION_TEST..known::SKILLS_TEST => Some("overgangstest"),
        known::SKILLS_TEST.. => Some("faerdighedstest"),
    }
}

impl LinearTests {
    /// The tests of this year; `None` for a year of the earlier national tests.
    pub(crate) fn of(year: &Year<'_>, files: &mut dyn Files) -> Result<Option<Self>, WriteError> {
        let Some(name) = name(year.start()) else { return Ok(None) };
        let rows = format!(
            "pnr;instnr;skoleaar;klassetrin;fag;testdato;{name}_rigtige;{name}_maks;\
             rigtige_p1;maks_p1;rigtige_p2;maks_p2;rigtige_p3;maks_p3"
        );
        let counts = format!(
            "skoleaar;institutionsnummer;kommune;fag;klassetrin;elever_i_alt;testede;{name}_maks;\
             {name}_gennemsnit;{name}_andel_gode_pct;gennemsnit_p1;gennemsnit_p2;gennemsnit_p3"
        );
        let file = format!("{name}_{}.csv", year.key());
        let of = |subject| {
            let grades = known::linear_test_grades(subject).iter();
            grades.map(move |&grade| Test::new(subject, grade, year.start()))
        };
        // The first was taken late in the autumn, the others early.
        let days = match year.start() {
            known::TRANSITION_TEST => [(11, 1), (12, 16)],
            _ => [(8, 21), (10, 6)],
        };
        Ok(Some(Self {
            rows: Table::new(files, &format!("elevraekker/{file}"), &rows)?,
            counts: Table::new(files, &format!("aggregater/{file}"), &counts)?,
            tests: Subject::ALL.into_iter().flat_map(of).collect(),
            days: school_days(year.start(), days),
        }))
    }

    /// Tests one school; returns the number of pupil rows.
    pub(crate) fn hold(
        &mut self,
        year: &Year<'_>,
        school: &School,
        roll: &Roll,
    ) -> Result<u64, WriteError> {
        let mut random = year.random(Purpose::LinearTests, school);
        let shock = BySubject { reading: random.normal(), mathematics: random.normal() };
        let mut rows = 0;
        for test in self.tests.clone() {
            let effect = school.effect_in(test.subject, year.when);
            let around = SCHOOL_YEAR_SD * shock.of(test.subject) + effect;
            let pupils = roll.grade(test.grade);
            let classes: Vec<(f64, String)> = (0..school.classes(pupils.len()))
                .map(|_| {
                    let day = random.pick(&self.days).cloned().unwrap_or_default();
                    (around + CLASS_SD * random.normal(), day)
                })
                .collect();
            let mut results = Results::default();
            for (pupil, (around, day)) in pupils.iter().zip(classes.iter().cycle()) {
                let lasting = pupil.ability(test.subject) + effect;
                if takes_part(lasting, school.kind, &mut random) {
                    let ability = pupil.ability(test.subject) + around;
                    let right = test.take(ability, &mut random);
                    results.add(right, &test);
                    self.row((year, school), *pupil, (&test, day), right)?;
                }
            }
            rows += results.tested;
            self.results((year, school), &test, roll.count(test.grade), &results)?;
        }
        Ok(rows)
    }

    fn row(
        &mut self,
        (year, school): (&Year<'_>, &School),
        pupil: Pupil,
        (test, day): (&Test, &str),
        right: Right,
    ) -> Result<(), WriteError> {
        let table = &mut self.rows;
        table.count(pupil.id()).text(&school.number).text(year.text());
        table.count(u64::from(test.grade)).text(test.subject.id()).text(day);
        table.count(right.into_iter().map(u64::from).sum()).count(test.most());
        for right in right {
            table.count(u64::from(right)).count(u64::from(test.questions));
        }
        table.end()
    }

    fn results(
        &mut self,
        (year, school): (&Year<'_>, &School),
        test: &Test,
        on_the_roll: u64,
        results: &Results,
    ) -> Result<(), WriteError> {
        if on_the_roll == 0 {
            return Ok(());
        }
        let table = year.about(Some(school), &mut self.counts).text(test.subject.id());
        table.count(u64::from(test.grade)).count(on_the_roll).count(results.tested);
        let mean = |right: u64, table: &mut Table| {
            if results.tested == 0 {
                table.text("");
            } else {
                let tenths = i64::try_from(10 * right).unwrap_or_default();
                table.decimal(half_up(tenths, results.tested), 1);
            }
        };
        mean(results.right.iter().sum(), table.count(test.most()));
        table.percent(results.good, results.tested);
        for right in results.right {
            mean(right, table);
        }
        table.end()
    }

    /// Passes on what has gathered.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        self.rows.finish()?;
        self.counts.finish()
    }
}

fn takes_part(lasting: f64, kind: SchoolKind, random: &mut Random) -> bool {
    let above = (lasting - exempt_below(kind)) / EXEMPTION_SD;
    random.chance(normal_below(above)) && !random.chance(ABSENT)
}

impl Results {
    fn add(&mut self, right: Right, test: &Test) {
        self.tested += 1;
        self.right.iter_mut().zip(right).for_each(|(sum, right)| *sum += u64::from(right));
        let all: u64 = right.into_iter().map(u64::from).sum();
        self.good +=
            u64::from(test.good_from() <= f64::from(u32::try_from(all).unwrap_or_default()));
    }
}

impl Test {
    fn new(subject: Subject, grade: u8, start: u16) -> Self {
        let questions = known::linear_test_questions(grade);
        let test = Self { subject, grade, questions, location: 0.0 };
        let good = |location| Self { location, ..test }.share_good();
        Self { location: bisect(good, known::linear_test_good(subject, start)), ..test }
    }

    fn most(&self) -> u64 {
        3 * u64::from(self.questions)
    }

    /// So many right answers and more are good.
    fn good_from(&self) -> f64 {
        (known::GOOD_FROM * 3.0 * f64::from(self.questions)).ceil()
    }

    /// How hard the questions of an area are, in logits around its middle.
    fn difficulties(&self) -> impl Iterator<Item = f64> {
        let last = f64::from(self.questions - 1);
        (0..self.questions)
            .map(move |turn| known::QUESTION_RANGE * (2.0 * f64::from(turn) / last - 1.0))
    }

    /// One pupil's right answers.
    fn take(&self, ability: f64, random: &mut Random) -> Right {
        [0; AREAS].map(|_: u8| {
            let theta = self.location + LOADING * ability + AREA_SD * random.normal();
            self.difficulties().map(|hard| u8::from(random.chance(logistic(theta - hard)))).sum()
        })
    }

    /// The share of good results among the tested of the nation, from sums over ability and a
    /// normal approximation of right answers given ability.
    fn share_good(&self) -> f64 {
        let spread = nation_sd(self.grade);
        let (mut tested, mut good) = (0.0, 0.0);
        for step in -20_i8..=20 {
            let z = f64::from(step) * 0.2;
            let ability = spread * z;
            let takes = libm::exp(-z * z / 2.0)
                * normal_below((ability - exempt_below(SchoolKind::Folkeskole)) / EXEMPTION_SD);
            tested += takes;
            good += takes * self.good_given(LOADING * ability);
        }
        good / tested
    }

    /// The chance of a good result at this place above the middle of the areas.
    fn good_given(&self, place: f64) -> f64 {
        let shocks = CLASS_SD * CLASS_SD + SCHOOL_YEAR_SD * SCHOOL_YEAR_SD;
        let theta = self.location + place;
        let (mut mean, mut variance, mut slope) = (0.0, 0.0, 0.0);
        for hard in self.difficulties() {
            // A logistic curve, seen through the noise of the area, is flatter.
            let flat = 1.0 / (1.0 + 0.346 * AREA_SD * AREA_SD).sqrt();
            let right = logistic(flat * (theta - hard));
            mean += 3.0 * right;
            variance += 3.0 * right * (1.0 - right);
            slope += right * (1.0 - right);
        }
        variance += slope * slope * (3.0 * AREA_SD * AREA_SD + 9.0 * shocks);
        // From half a point below on a count is rounded to it.
        normal_below((mean - (self.good_from() - 0.5)) / variance.sqrt())
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
