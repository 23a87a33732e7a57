//! Counts of the national tests, held against each other and against pupil rows.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::Origin;
use kvalitet_core::finding::{ExclusionRule, FindingKind};

use super::{Aggregate, CellKey, TestCell, TestFile};
use crate::register::Register;
use crate::table::TableFile;

/// One row per cell; a cell that stands in two rows is given up by the aggregates. Where pupil rows
/// say the cell already, counts that agree are left out and counts that do not are given up. A main
/// school's row is left out where a branch has one. Returns the cells that are given up.
pub(super) fn resolve_aggregates(
    files: &mut [TestFile],
    cells: &mut BTreeMap<CellKey, TestCell>,
    register: &Register,
) -> BTreeSet<CellKey> {
    let mut given_up = BTreeSet::new();
    let mut rows: BTreeMap<CellKey, Vec<(usize, Aggregate)>> = BTreeMap::new();
    for (place, file) in files.iter_mut().enumerate() {
        for aggregate in std::mem::take(&mut file.aggregates) {
            rows.entry(aggregate.key).or_default().push((place, aggregate));
        }
    }
    let tested: BTreeMap<CellKey, u64> = tested_by_key(&rows, cells);
    let of_pupils: BTreeSet<CellKey> = cells.keys().copied().collect();
    for (key, found) in rows {
        let at = |school| CellKey { school, ..key };
        let branches = register.branches(key.school).iter();
        let of_branches: Vec<u64> =
            branches.filter_map(|branch| tested.get(&at(*branch)).copied()).collect();
        let main = register.schools().get(&key.school).and_then(|school| school.main_school);
        let said_by_main = main.is_some_and(|main| of_pupils.contains(&at(main)));
        let beside = cells.get(&key).copied();
        for (place, aggregate) in &found {
            let Some(TestFile { file, .. }) = files.get_mut(*place) else { continue };
            if 1 < found.len() {
                given_up.insert(key);
                let column = Some("institutionsnummer");
                file.quarantine(aggregate.line, column, &FindingKind::RowTwice);
                file.lost.insert((key.school, key.year, Some(key.grade)));
            } else if let Some(beside) = beside {
                beside_pupil_rows(file, aggregate, &beside);
            } else if said_by_main {
                file.report.rows.exclude(ExclusionRule::SaidByPupilRows, 1);
            } else if !of_branches.is_empty() {
                leave_out_main_school(file, aggregate, of_branches.iter().sum());
            } else {
                use_aggregate(file, aggregate, cells, register);
            }
        }
    }
    given_up
}

/// How many are tested in each cell, by counts or by pupil rows.
fn tested_by_key(
    rows: &BTreeMap<CellKey, Vec<(usize, Aggregate)>>,
    cells: &BTreeMap<CellKey, TestCell>,
) -> BTreeMap<CellKey, u64> {
    let sum = |levels: &[u32; 6]| levels.iter().map(|level| u64::from(*level)).sum();
    let of_counts =
        rows.iter().filter_map(|(key, found)| Some((*key, sum(&found.first()?.1.levels))));
    let of_pupils = cells.iter().map(|(key, cell)| (*key, sum(&cell.levels)));
    of_counts.chain(of_pupils).collect()
}

/// Leaves out a main school whose branches have results of their own, and says where those are
/// fewer or more than its own row has.
fn leave_out_main_school(file: &mut TableFile, aggregate: &Aggregate, of_branches: u64) {
    let school = aggregate.key.school;
    file.report.rows.exclude(ExclusionRule::MainSchool, 1);
    let tested: u64 = aggregate.levels.iter().map(|level| u64::from(*level)).sum();
    let kind = if tested == of_branches {
        FindingKind::MainAndBranches { school }
    } else {
        FindingKind::BranchesDiffer { school }
    };
    file.note(Some(aggregate.line), None, kind);
}

/// Counts of a cell that pupil rows say too.
fn beside_pupil_rows(file: &mut TableFile, aggregate: &Aggregate, beside: &TestCell) {
    if aggregate.levels == beside.levels {
        file.report.rows.exclude(ExclusionRule::SaidByPupilRows, 1);
    } else {
        let CellKey { school, year, subject, grade } = aggregate.key;
        let kind = FindingKind::AggregateContradicts { school, subject, grade, year };
        file.quarantine(aggregate.line, Some("testede"), &kind);
    }
}

fn use_aggregate(
    file: &mut TableFile,
    aggregate: &Aggregate,
    cells: &mut BTreeMap<CellKey, TestCell>,
    register: &Register,
) {
    let key = aggregate.key;
    file.use_row(aggregate.line);
    file.report.years.insert(key.year);
    let tested: u32 = aggregate.levels.iter().sum();
    let enough = tested <= aggregate.enrolled;
    if !enough {
        let CellKey { school, year, subject, grade } = key;
        let kind = FindingKind::MoreTestedThanEnrolled { school, subject, grade, year };
        file.note(Some(aggregate.line), Some("elever_i_alt"), kind);
    }
    if let Some(school) = register.schools().get(&key.school) {
        let (levels, kind, origin) = (aggregate.levels, school.kind, Origin::Counts);
        let enrolled = enough.then_some(aggregate.enrolled);
        cells.insert(key, TestCell { levels, enrolled, kind, origin });
    }
}
