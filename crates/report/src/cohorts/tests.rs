//! What is said of year groups, and what no sentence may say.

use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::{Decimal, Grade, Language};
use kvalitet_disclosure::{
    CohortContent, CohortError, ReleasedCohort, ReleasedCohortLevel, ReleasedCohortNumbers,
    ReleasedRoll,
};
use kvalitet_text::Texts;

use super::section;
use crate::document::{Block, Row, Section, Table};
use crate::testing::{Fixture, figures};
use crate::view::{Judged, View};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn at(year: &str, grade: u8) -> Occasion {
    Occasion { year: year.parse().unwrap(), grade: Grade::new(grade).unwrap() }
}

/// A year group of reading, from 4th grade in 2016/17 to 6th in 2018/19.
pub(crate) fn cohort(unit: &str, content: CohortContent) -> ReleasedCohort {
    ReleasedCohort {
        indicator: "laesning.gode".parse().unwrap(),
        unit: unit.parse().unwrap(),
        from: at("2016/17", 4),
        to: at("2018/19", 6),
        content,
    }
}

/// The numbers of one that lay so far from the nation's 67 and 66 per cent.
pub(crate) fn numbers(before: &str, after: &str) -> ReleasedCohortNumbers {
    let level = |nation: &str, n, distance: &str| {
        let value = decimal(nation).minus(decimal("0")).unwrap();
        let value = Decimal::from_f64(value.to_f64() + decimal(distance).to_f64(), 1).unwrap();
        ReleasedCohortLevel {
            value,
            n: Some(n),
            nation: Some(decimal(nation)),
            municipality: None,
            distance: Some(decimal(distance)),
        }
    };
    let difference = decimal(after).minus(decimal(before)).unwrap();
    ReleasedCohortNumbers {
        before: level("67", 1000, before),
        after: level("66", 960, after),
        against: Some(HeldAgainst::Nation),
        difference: Some(difference),
        limits: Some([decimal("-1.0"), decimal("7.4")]),
        made_with: Some(CohortError {
            method: "newcombe",
            standard_error: decimal("2.10"),
            shock: decimal("1.60"),
            degrees: None,
        }),
        roll: Some(ReleasedRoll { percent: decimal("-4"), is_large: false }),
    }
}

fn shown(state: CohortState, numbers: &ReleasedCohortNumbers) -> CohortContent {
    CohortContent::Shown { state, numbers: Some(Box::new(*numbers)) }
}

/// The section of a municipality; none where nothing is told.
fn sections(language: Language, cohorts: &[ReleasedCohort]) -> Vec<Section> {
    let mut fixture = Fixture::new();
    fixture.texts = Texts::new(language);
    let release = fixture.release();
    let figures = figures(&[
        ("laesning.gode/kommune:999/2016-17", "70.0"),
        ("laesning.gode/kommune:999/2017-18/klasse:2", "73.3"),
        ("laesning.gode/land/2017-18/klasse:2", "75"),
    ]);
    let judged = Judged { cohorts, ..Judged::default() };
    let view = View::judged_by(&release, (&figures, judged), &fixture.texts);
    let topics = view.topics();
    topics.iter().filter_map(|topic| section(&view, topic)).collect()
}

fn told(language: Language, cohorts: &[ReleasedCohort]) -> Section {
    let mut sections = sections(language, cohorts);
    assert_eq!(sections.len(), 1);
    sections.remove(0)
}

/// A table's texts, row by row.
fn rows(table: &Table) -> Vec<String> {
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|cell| format!("{} [{}]", cell.text, cell.under));
        format!("{} | {}", row.head, cells.collect::<Vec<_>>().join(" | "))
    };
    let rows = table.groups.iter().flat_map(|group| &group.rows).map(row);
    [table.caption.clone(), table.columns.join(" | ")].into_iter().chain(rows).collect()
}

/// Every text of a section, with plain spaces.
fn texts(section: &Section) -> Vec<String> {
    let texts = section.blocks.iter().flat_map(|block| -> Vec<String> {
        match block {
            Block::Paragraph { text } | Block::Note { text } => vec![text.clone()],
            Block::Table { table } | Block::Folded { table, .. } => rows(table),
            other => panic!("{other:?}"),
        }
    });
    texts.map(|text| text.replace('\u{a0}', " ")).collect()
}

fn one(language: Language, content: CohortContent) -> Vec<String> {
    texts(&told(language, &[cohort("kommune:999", content)]))
}

#[test]
fn a_year_group_is_told_with_its_distance_and_how_it_changed() {
    let content = shown(CohortState::Described, &numbers("-5.2", "-2.0"));
    let danish = one(Language::Danish, content.clone());
    assert_eq!(
        danish[1],
        "Gode resultater i læsning: Årgangen, der gik i 4. klasse i 2016/17, lå 5 procentpoint \
         under landet (61,8 % mod 67 %, 1.000 elever). I 6. klasse i 2018/19 lå den 2 procentpoint \
         under landet (64,0 % mod 66 %, 960 elever). Afstanden er ændret med +3 procentpoint \
         (95 %-interval −1,0 til +7,4). Intervallet rummer 0: så stor en forskel kan opstå, uden at \
         noget er ændret. Årgangen har 4 % færre elever med resultat end ved den første test."
    );
    let english = one(Language::English, content);
    assert_eq!(
        english[1],
        "Good results in reading: The year group that was in Grade 4 in 2016/17 was 5 percentage \
         points below the country (61.8% against 67%, 1,000 pupils). In Grade 6 in 2018/19 it was \
         2 percentage points below the country (64.0% against 66%, 960 pupils). The distance \
         changed by +3 percentage points (95% interval −1.0 to +7.4). The interval holds 0: so \
         great a difference can come about with nothing changed. The year group has 4% fewer pupils \
         with a result than at the first test."
    );
}

/// Whatever can be said of a year group, it is no verdict.
#[test]
fn no_year_group_is_judged() {
    let far = ReleasedCohortNumbers {
        limits: Some([decimal("1.0"), decimal("7.4")]),
        roll: Some(ReleasedRoll { percent: decimal("25"), is_large: true }),
        ..numbers("-5.2", "-2.0")
    };
    let alone = ReleasedCohortNumbers { against: None, difference: None, limits: None, ..far };
    let contents = [
        shown(CohortState::Described, &far),
        shown(CohortState::WithReservation, &far),
        shown(CohortState::CannotBeAssessed, &ReleasedCohortNumbers { limits: None, ..far }),
        shown(CohortState::Described, &alone),
        CohortContent::Shown { state: CohortState::TooFew, numbers: None },
        CohortContent::Shown { state: CohortState::NotComparable, numbers: None },
        CohortContent::Shown { state: CohortState::Gap, numbers: None },
        CohortContent::Hidden,
    ];
    for content in contents {
        for (language, judging) in [
            (Language::Danish, ["stigning", "sikker", "bedre", "fald "]),
            (Language::English, ["rise", "sure ", "improve", "fall "]),
        ] {
            let said = one(language, content.clone());
            // The last three notes are about chance itself.
            for text in &said[1..said.len() - 3] {
                let found = judging.iter().find(|word| text.to_lowercase().contains(*word));
                assert_eq!(found, None, "{text}");
                assert!(!text.contains(['▲', '▼']) && !text.contains("  "), "{text}");
            }
        }
    }
}

#[test]
fn what_is_special_is_told_once_and_not_at_all_without_year_groups() {
    let reserved = |grade: u8| ReleasedCohort {
        from: at("2018/19", grade),
        to: at("2020/21", grade + 2),
        ..cohort("kommune:999", shown(CohortState::WithReservation, &numbers("-5.2", "-2.0")))
    };
    let gap = |grade: u8| ReleasedCohort {
        from: at("2017/18", grade),
        to: at("2019/20", grade + 2),
        ..cohort("kommune:999", CohortContent::Shown { state: CohortState::Gap, numbers: None })
    };
    let cohorts = [reserved(2), reserved(4), gap(2), gap(4), gap(6)];
    let said = texts(&told(Language::Danish, &cohorts));
    let about = |words: &str| said.iter().filter(|text| text.contains(words)).count();
    assert_eq!(about("kan kun sammenlignes med forbehold. Testene blev taget senere"), 1);
    assert_eq!(
        about("De elever, der gik i 2. klasse, 4. klasse og 6. klasse i 2017/18, skulle"),
        1
    );
    assert!(sections(Language::Danish, &[]).is_empty());
}

/// The second test of one pair is the first of the next: one row, step by step.
#[test]
fn a_year_group_seen_at_three_tests_stands_in_one_row() {
    let first = numbers("-5.2", "-2.0");
    let second = ReleasedCohortNumbers { before: first.after, ..numbers("-2.0", "1.5") };
    let later = ReleasedCohort {
        from: at("2018/19", 6),
        to: at("2020/21", 8),
        ..cohort("kommune:999", shown(CohortState::WithReservation, &second))
    };
    let first = cohort("kommune:999", shown(CohortState::Described, &first));
    let gap = ReleasedCohort {
        from: at("2017/18", 2),
        to: at("2019/20", 4),
        ..cohort("kommune:999", CohortContent::Shown { state: CohortState::Gap, numbers: None })
    };
    let said = texts(&told(Language::Danish, &[first, later, gap]));
    let row = said.iter().find(|text| text.starts_with("2. klasse 2017/18 | ")).unwrap();
    assert_eq!(
        *row,
        "2. klasse 2017/18 | −2 [73,3 % · 2017/18] | intet resultat [2019/20] |  [] |  []"
    );
    let row = said.iter().find(|text| text.starts_with("4. klasse 2016/17 | ")).unwrap();
    assert_eq!(
        *row,
        "4. klasse 2016/17 |  [] | −5 [61,8 % · 2016/17] | −2 [64,0 % · 2018/19] | \
         +2 [67,5 % · 2020/21]"
    );
}

/// Schools that are all hidden are said to be so; one that is shown has its row.
#[test]
fn schools_stand_folded_and_hidden_ones_are_said_to_be() {
    let school = |unit, content| cohort(unit, content);
    let content = shown(CohortState::Described, &numbers("-5.2", "-2.0"));
    let all = [school("skole:999001", content), school("skole:999002", CohortContent::Hidden)];
    let some = told(Language::Danish, &all);
    let folded = some.blocks.iter().filter(|block| matches!(block, Block::Folded { .. })).count();
    assert_eq!(folded, 1);
    let said = texts(&some);
    assert!(
        said.iter().any(|text| text.starts_with("=Skolen | skjult [] | skjult []")),
        "{said:?}"
    );
    let hidden = told(Language::Danish, &all[1..]);
    assert!(texts(&hidden).iter().any(|text| text.starts_with("Skolernes tal er skjult")));
    assert!(!hidden.blocks.iter().any(|block| matches!(block, Block::Folded { .. })));
}
