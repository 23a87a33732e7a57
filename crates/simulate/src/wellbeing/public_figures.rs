//! The public figures of the survey: indicators, bands and answers by question, per school and for
//! the municipality. Fewer than five answers are left out, as the ministry does.

use kvalitet_core::wellbeing::{Band, Indicator, Questionnaire, Scores};
use kvalitet_core::{Grade, Millionths, Stage};

use super::{Form, Sheet};
use crate::calibration::wellbeing::FEWEST;
use crate::number::half_up;
use crate::school::School;
use crate::writing::Table;
use crate::year::Year;
use crate::{Files, WriteError};

const INDICATORS: &str = "skoleaar;institutionsnummer;kommune;klassetrin;trivsel_generel;\
    trivsel_social;trivsel_faglig;trivsel_stoette;trivsel_ro;antal_svar;elever";
const BANDS: &str = "skoleaar;institutionsnummer;kommune;klassetrin;trivselsindikator;\
    andel_1_til_2;andel_2_1_til_3;andel_3_1_til_4;andel_4_1_til_5;antal_svar";
const ANSWERS: &str = "skoleaar;institutionsnummer;kommune;klassetrin;spoergsmaal;andel_0;andel_1;\
    andel_2;andel_3;andel_4;andel_5;elever_svar";

/// The names of general wellbeing and of the four indicators, in the order of the columns.
const NAMES: [&str; 5] =
    ["Generel trivsel", "Social trivsel", "Faglig trivsel", "Støtte og inspiration", "Ro og orden"];

/// Scores of one kind, of a group of pupils.
#[derive(Clone, Copy, Debug, Default)]
struct ScoreSum {
    pupils: u64,
    /// In millionths.
    sum: i64,
    bands: [u64; 4],
}

impl ScoreSum {
    fn add(&mut self, score: Option<Millionths>) {
        let Some(score) = score else { return };
        self.pupils += 1;
        self.sum += score.units();
        let of = Band::of(score);
        for (count, band) in self.bands.iter_mut().zip(Band::ALL) {
            *count += u64::from(of == Some(band));
        }
    }

    fn merge(&mut self, other: &Self) {
        self.pupils += other.pupils;
        self.sum += other.sum;
        self.bands.iter_mut().zip(other.bands).for_each(|(sum, count)| *sum += count);
    }
}

/// A group of pupils: those on the roll, and the scores of those who answered.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    on_the_roll: u64,
    /// General wellbeing, then the four indicators.
    scores: [ScoreSum; 5],
}

impl Group {
    fn add(&mut self, scores: &Scores) {
        let all = [None, Some(0), Some(1), Some(2), Some(3)]
            .map(|place| place.and_then(|place: usize| Indicator::ALL.get(place).copied()));
        for (sum, indicator) in self.scores.iter_mut().zip(all) {
            sum.add(indicator.map_or(scores.general, |indicator| scores.of(indicator)));
        }
    }

    fn merge(&mut self, other: &Self) {
        self.on_the_roll += other.on_the_roll;
        self.scores.iter_mut().zip(&other.scores).for_each(|(sum, of)| sum.merge(of));
    }
}

/// All of grades 4-9, mellemtrin and udskoling.
const GROUPS: [Option<Stage>; 3] = [None, Some(Stage::Middle), Some(Stage::Upper)];

/// How often each answer was given to the questions of one questionnaire; 0 is none.
#[derive(Clone, Debug)]
struct AnswerCounts {
    /// The number of each question, and how many answers it has.
    questions: Vec<(u8, u8)>,
    counts: Vec<[u64; 6]>,
}

impl AnswerCounts {
    fn of(questionnaire: &Questionnaire) -> Self {
        let items = questionnaire.items();
        let questions = items.iter().map(|item| (item.number(), item.answers())).collect();
        Self { questions, counts: vec![[0; 6]; items.len()] }
    }

    fn add(&mut self, answers: &[u8]) {
        for (counts, answer) in self.counts.iter_mut().zip(answers) {
            if let Some(count) = counts.get_mut(usize::from(*answer)) {
                *count += 1;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        for (sums, counts) in self.counts.iter_mut().zip(&other.counts) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
}

/// The figures of one school, or of the municipality.
#[derive(Clone, Debug)]
pub(super) struct SchoolFigures {
    groups: [Group; 3],
    /// Grades 0-3 and grades 4-9.
    answers: [AnswerCounts; 2],
}

impl SchoolFigures {
    /// None yet.
    pub(super) fn new(lower: &Form<'_>, upper: &Form<'_>) -> Self {
        let answers = [lower, upper].map(|form| AnswerCounts::of(form.questionnaire));
        Self { groups: [Group::default(); 3], answers }
    }

    fn groups(&mut self, grade: u8) -> impl Iterator<Item = &mut Group> {
        let stage = Grade::new(grade).map(Stage::of).filter(|stage| *stage != Stage::Lower);
        let groups = self.groups.iter_mut().zip(GROUPS);
        let belongs = move |of: Option<Stage>| stage.is_some() && (of.is_none() || of == stage);
        groups.filter(move |(_, of)| belongs(*of)).map(|(group, _)| group)
    }

    /// So many pupils of a grade could have answered.
    pub(super) fn on_the_roll(&mut self, grade: u8, pupils: usize) {
        let pupils = u64::try_from(pupils).unwrap_or(u64::MAX);
        self.groups(grade).for_each(|group| group.on_the_roll += pupils);
    }

    /// One pupil's answers.
    pub(super) fn add(
        &mut self,
        questionnaire: &Questionnaire,
        grade: u8,
        sheet: &Sheet,
    ) -> Result<(), WriteError> {
        let wrong = |error: kvalitet_core::wellbeing::AnswerError| {
            WriteError::Definitions(error.to_string())
        };
        let scores = questionnaire.score(&sheet.answers).map_err(wrong)?;
        self.groups(grade).for_each(|group| group.add(&scores));
        let [lower, upper] = &mut self.answers;
        let of_form = if grade < 4 { lower } else { upper };
        of_form.add(&sheet.answers);
        Ok(())
    }

    fn merge(&mut self, other: &Self) {
        self.groups.iter_mut().zip(&other.groups).for_each(|(sum, of)| sum.merge(of));
        self.answers.iter_mut().zip(&other.answers).for_each(|(sum, of)| sum.merge(of));
    }
}

/// The three files of a year.
#[derive(Debug)]
pub(super) struct PublicFigures {
    indicators: Table,
    bands: Table,
    answers: Table,
    municipality: Option<SchoolFigures>,
}

impl PublicFigures {
    /// All three, empty.
    pub(super) fn new(year: &Year<'_>, files: &mut dyn Files) -> Result<Self, WriteError> {
        let mut table = |name: &str, header| {
            Table::new(files, &format!("aggregater/trivsel_{name}_{}.csv", year.key()), header)
        };
        Ok(Self {
            indicators: table("indikatorer", INDICATORS)?,
            bands: table("baand", BANDS)?,
            answers: table("svarfordeling", ANSWERS)?,
            municipality: None,
        })
    }

    /// Writes the figures of one school and adds them to the municipality's.
    pub(super) fn school(
        &mut self,
        year: &Year<'_>,
        school: &School,
        figures: &SchoolFigures,
    ) -> Result<(), WriteError> {
        match &mut self.municipality {
            Some(sum) => sum.merge(figures),
            none => *none = Some(figures.clone()),
        }
        self.write(year, Some(school), figures)
    }

    /// Writes the municipality's figures.
    pub(super) fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        self.municipality.take().map_or(Ok(()), |figures| self.write(year, None, &figures))
    }

    /// Passes on what has gathered.
    pub(super) fn finish(self) -> Result<(), WriteError> {
        self.indicators.finish()?;
        self.bands.finish()?;
        self.answers.finish()
    }

    fn write(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        figures: &SchoolFigures,
    ) -> Result<(), WriteError> {
        for (group, stage) in figures.groups.iter().zip(GROUPS) {
            let stage = stage.map_or("", Stage::id);
            self.indicators(year, school, (stage, group))?;
            self.bands(year, school, (stage, group))?;
        }
        let [lower, upper] = &figures.answers;
        self.answers(year, school, (Stage::Lower.id(), lower))?;
        self.answers(year, school, ("", upper))
    }

    fn indicators(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        (stage, group): (&str, &Group),
    ) -> Result<(), WriteError> {
        let [general, ..] = &group.scores;
        if general.pupils < FEWEST {
            return Ok(());
        }
        let table = &mut self.indicators;
        year.about(school, table).text(stage);
        for of in &group.scores {
            if of.pupils < FEWEST {
                table.text("");
            } else {
                let millionths = of.pupils.saturating_mul(1_000_000);
                table.decimal(half_up(of.sum.saturating_mul(10), millionths), 1);
            }
        }
        table.count(general.pupils).count(group.on_the_roll).end()
    }

    fn bands(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        (stage, group): (&str, &Group),
    ) -> Result<(), WriteError> {
        let scored = group.scores.iter().zip(NAMES).filter(|(of, _)| FEWEST <= of.pupils);
        for (of, name) in scored {
            year.about(school, &mut self.bands).text(stage).text(name);
            for count in of.bands {
                self.bands.percent(count, of.pupils);
            }
            self.bands.count(of.pupils).end()?;
        }
        Ok(())
    }

    fn answers(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        (stage, answers): (&str, &AnswerCounts),
    ) -> Result<(), WriteError> {
        for ((number, best), counts) in answers.questions.iter().zip(&answers.counts) {
            let [none, given @ ..] = counts;
            let answered: u64 = given.iter().sum();
            if answered < FEWEST {
                continue;
            }
            let table = &mut self.answers;
            year.about(school, table).text(stage).text(&format!("q{number}"));
            table.percent(*none, none + answered);
            for (place, count) in given.iter().enumerate() {
                let is_one = place < usize::from(*best);
                if is_one {
                    table.percent(*count, answered)
                } else {
                    table.text("")
                };
            }
            table.count(answered).end()?;
        }
        Ok(())
    }
}
