//! Answers to the wellbeing survey as rows of the tables `wellbeing` and `wellbeing_early`.

use std::collections::BTreeMap;
use std::ops::Range;

use kvalitet_core::expression::Chunk;
use kvalitet_core::table::{TableDefinition, WELLBEING, WELLBEING_EARLY};
use kvalitet_core::wellbeing::{
    Band, Indicator, ItemMoments, Questionnaire, QuestionnaireError, Questionnaires,
};
use kvalitet_core::{
    Grade, InstitutionNumber, Millionths, Origin, Part, PartKind, SchoolKind, SchoolYear,
    TallyError,
};

use crate::Ingested;
use crate::cell::NonValue;
use crate::cells::{BLOCK, Cells};
use crate::form::{Form, Value};
use crate::persons::PersonTable;
use crate::tally::{Block, RowCell, TableRows};

/// The layouts with answers of pupils, and the questionnaire of each.
const LAYOUTS: [(&str, &str); 2] =
    [("trivsel_elevsvar_4_9", "4-9"), ("trivsel_elevsvar_0_3", "0-3")];

/// A school, year and grade.
type Place = (InstitutionNumber, SchoolYear, Grade);

/// The rows of every wellbeing survey that was read.
///
/// Each pupil is scored by the questionnaire; a row without a single answer counts as none. Pupils of a school and grade that answers were read of
/// who are on the roll and did not answer are one row together, with `svarede` 0; where the roll is
/// not known, or smaller than the answers, there is no such row and no response rate.
///
/// # Errors
///
/// Returns [`QuestionnaireError`] when the built-in questionnaires are wrong; a test keeps that from
/// happening.
pub fn wellbeing_rows(ingested: &Ingested) -> Result<Vec<TableRows>, QuestionnaireError> {
    let questionnaires = Questionnaires::built_in()?;
    let mut tables = Vec::new();
    for (layout, id) in LAYOUTS {
        let table = ingested.persons.get(layout);
        if let (Some(table), Some(questionnaire)) = (table, questionnaires.with_id(id)) {
            tables.push(Survey::new(ingested, table, questionnaire).rows());
        }
    }
    Ok(tables)
}

/// The moments of the questions of each indicator, `None` for all of them together, over the pupils
/// of a year who answered every one: what Cronbach's alpha is made of.
pub type ItemMomentsOfYear = BTreeMap<(SchoolYear, Option<Indicator>), ItemMoments>;

/// The moments of every year of grades 4-9.
///
/// # Errors
///
/// Returns [`TallyError`] when a sum does not fit.
pub fn item_moments(ingested: &Ingested) -> Result<ItemMomentsOfYear, TallyError> {
    let mut found = ItemMomentsOfYear::new();
    let (Ok(questionnaires), Some(table)) =
        (Questionnaires::built_in(), ingested.persons.get("trivsel_elevsvar_4_9"))
    else {
        return Ok(found);
    };
    let Some(questionnaire) = questionnaires.with_id("4-9") else { return Ok(found) };
    let survey = Survey::new(ingested, table, questionnaire);
    for row in 0..table.len() {
        let Some(Value::Year(year)) = survey.value(row, survey.year) else { continue };
        let answers = survey.answers(row);
        for indicator in Indicator::ALL.map(Some).into_iter().chain([None]) {
            // Answers outside a question's scale were refused when they were read.
            if let Ok(Some(thirds)) = questionnaire.complete_case(indicator, &answers) {
                let items = thirds.len();
                let moments =
                    found.entry((year, indicator)).or_insert_with(|| ItemMoments::new(items));
                moments.add(&thirds)?;
            }
        }
    }
    Ok(found)
}

/// One questionnaire's rows on their way.
struct Survey<'a> {
    ingested: &'a Ingested,
    table: &'a PersonTable,
    questionnaire: &'a Questionnaire,
    definition: &'static TableDefinition,
    grade: Option<usize>,
    school: Option<usize>,
    year: Option<usize>,
    /// The place of each question's column.
    questions: Vec<Option<usize>>,
    /// How many pupils took part.
    answered: BTreeMap<Place, u32>,
}

impl<'a> Survey<'a> {
    fn new(
        ingested: &'a Ingested,
        table: &'a PersonTable,
        questionnaire: &'a Questionnaire,
    ) -> Self {
        let layout = &table.layout;
        let of_form = |form| layout.columns.iter().position(|column| column.form == form);
        let early = layout.table.as_deref() == Some("wellbeing_early");
        let questions = questionnaire.items().iter();
        let mut survey = Self {
            ingested,
            table,
            questionnaire,
            definition: if early { &WELLBEING_EARLY } else { &WELLBEING },
            grade: of_form(Form::Grade),
            school: of_form(Form::InstitutionNumber),
            year: of_form(Form::SchoolYear),
            questions: questions.map(|item| layout.place(&format!("q{}", item.number()))).collect(),
            answered: BTreeMap::new(),
        };
        let took_part = (0..table.len()).filter(|row| survey.took_part(*row));
        let mut answered: BTreeMap<Place, u32> = BTreeMap::new();
        for place in took_part.filter_map(|row| survey.place(row)) {
            *answered.entry(place).or_default() += 1;
        }
        survey.answered = answered;
        survey
    }

    /// The pupils on the roll of a place; none where it is not known, or more took part than are on
    /// it: the roll is of another day, and a rate of more than all of them is no rate.
    fn on_roll(&self, place: Place) -> Option<u32> {
        let on_roll = self.ingested.roll.get(&place).copied()?;
        let answered = self.answered.get(&place).copied().unwrap_or_default();
        (answered <= on_roll).then_some(on_roll)
    }

    fn rows(&self) -> TableRows {
        let mut cells = Cells::new(&self.table.layout);
        let mut blocks = Vec::new();
        let mut from = 0;
        while from < self.table.len() {
            let rows = from..self.table.len().min(from + BLOCK);
            let places = cells.places(self.table, rows.clone());
            blocks.push(Block { chunk: self.chunk(rows.clone()), places });
            from = rows.end;
        }
        blocks.push(self.silent(&mut cells));
        TableRows { definition: self.definition.clone(), divisions: cells.divisions(), blocks }
    }

    fn value(&self, row: usize, column: Option<usize>) -> Option<Value<'a>> {
        column.map(|column| self.table.value(row, column))
    }

    /// The school, year and grade of a row.
    fn place(&self, row: usize) -> Option<Place> {
        let school = self.value(row, self.school);
        match (school, self.value(row, self.year), self.value(row, self.grade)) {
            (Some(Value::School(school)), Some(Value::Year(year)), Some(Value::Grade(grade))) => {
                Some((school, year, grade))
            }
            _ => None,
        }
    }

    /// The answers of a row, in the order of the questions; 0 where there is none.
    fn answers(&self, row: usize) -> Vec<u8> {
        let answer = |column: &Option<usize>| match self.value(row, *column) {
            Some(Value::Whole(answer)) => u8::try_from(answer).unwrap_or_default(),
            _ => 0,
        };
        self.questions.iter().map(answer).collect()
    }

    /// Whether a row has an answer, that the pupil does not wish to answer among them. One without
    /// any stands for nobody: who did not take part follows from the roll.
    fn took_part(&self, row: usize) -> bool {
        let empty = Value::Absent(NonValue::Missing);
        self.questions.iter().any(|column| self.value(row, *column).is_some_and(|of| of != empty))
    }

    fn chunk(&self, rows: Range<usize>) -> Chunk {
        let width = self.definition.columns.len();
        let mut chunk = Chunk { columns: vec![Vec::new(); width], weights: Vec::new() };
        for row in rows {
            let place = self.place(row);
            let took_part = self.took_part(row);
            chunk.weights.push(u32::from(took_part));
            let answers = self.answers(row);
            let mut values = self.about(place, true);
            values.extend(self.scores(&answers));
            let given = |answer: &u8| if *answer == 0 { Chunk::NULL } else { i64::from(*answer) };
            values.extend(answers.iter().map(given));
            chunk.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        }
        chunk
    }

    /// What a row begins with: grade, special school, whether the roll is known, whether it answers.
    fn about(&self, place: Option<Place>, answers: bool) -> Vec<i64> {
        let special = place.and_then(|(school, ..)| self.ingested.register.schools().get(&school));
        let special = special.is_some_and(|school| school.kind == SchoolKind::SpecialSchool);
        let known = place.is_some_and(|place| self.on_roll(place).is_some());
        let grade = place.map_or(Chunk::NULL, |(.., grade)| i64::from(grade.number()));
        vec![grade, i64::from(special), i64::from(known), i64::from(answers)]
    }

    /// Scores and bands, in the order of the table; none for the youngest.
    fn scores(&self, answers: &[u8]) -> Vec<i64> {
        if self.definition.position("generel").is_none() {
            return Vec::new();
        }
        let scores = self.questionnaire.score(answers).unwrap_or_default();
        let all = [scores.general, scores.social, scores.academic, scores.support, scores.order];
        let score = |of: Option<Millionths>| of.map_or(Chunk::NULL, Millionths::units);
        let band = |of: Option<Millionths>| {
            let id = of.and_then(Band::of).and_then(|band| band.id().parse().ok());
            id.unwrap_or(Chunk::NULL)
        };
        all.map(score).into_iter().chain(all.map(band)).collect()
    }

    /// The pupils who are on the roll and did not answer, a row for each school and grade.
    fn silent(&self, cells: &mut Cells) -> Block {
        let width = self.definition.columns.len();
        let mut block = Block::default();
        block.chunk.columns = vec![Vec::new(); width];
        for ((school, year, grade), answers) in &self.answered {
            let on_roll = self.on_roll((*school, *year, *grade));
            let silent = on_roll.map_or(0, |on_roll| on_roll.saturating_sub(*answers));
            if silent == 0 {
                continue;
            }
            let mut values = self.about(Some((*school, *year, *grade)), false);
            values.resize(width, Chunk::NULL);
            let columns = block.chunk.columns.iter_mut();
            columns.zip(values).for_each(|(column, value)| column.push(value));
            block.chunk.weights.push(silent);
            for (kind, part) in [(PartKind::All, Part::All), (PartKind::Grade, Part::Grade(*grade))]
            {
                let (school, year, origin) = (*school, *year, Origin::PupilRows);
                let cell = RowCell { school, year, part, subject: None, origin };
                let place = cells.place_of(kind, cell).unwrap_or(u32::MAX);
                block.places.entry(kind).or_default().push(place);
            }
        }
        block
    }
}
