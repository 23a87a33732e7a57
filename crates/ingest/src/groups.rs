//! Groups of schools, and schools that took over from others.

use std::collections::BTreeMap;

use kvalitet_core::finding::{Expected, FindingKind};
use kvalitet_core::{GroupId, InstitutionNumber, SchoolYear};

use crate::belonging::Belonging;
use crate::form::Value;
use crate::layout::Recognised;
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_table};

/// A school in a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// The school.
    pub school: InstitutionNumber,
    /// The first school year; `None` from the beginning.
    pub from: Option<SchoolYear>,
    /// The last school year; `None` for one that still belongs.
    pub until: Option<SchoolYear>,
}

/// Where the columns stand, and what was found.
struct Columns<T> {
    places: Vec<Option<usize>>,
    rows: Vec<(u64, T)>,
}

impl<T> Columns<T> {
    fn new(recognised: &Recognised, names: &[&str]) -> Self {
        let places = names.iter().map(|name| recognised.layout.place(name)).collect();
        Self { places, rows: Vec::new() }
    }

    fn read<'a>(&self, at: usize, row: &mut Row<'a>) -> Option<Value<'a>> {
        let place = self.places.get(at).copied().flatten()?;
        if row.has(place) { row.read(place) } else { None }
    }

    fn place(&self, at: usize) -> usize {
        self.places.get(at).copied().flatten().unwrap_or(usize::MAX)
    }
}

fn year(value: Option<Value<'_>>) -> Option<SchoolYear> {
    match value {
        Some(Value::Year(year)) => Some(year),
        _ => None,
    }
}

/// Reads a file of groups.
pub(crate) fn read_groups(
    groups: &mut Vec<Membership>,
    reading: &Reading<'_>,
    belonging: Belonging<'_>,
) -> TableFile {
    let names = ["institutionsnummer", "gruppe", "gruppenavn", "fra_skoleaar", "til_skoleaar"];
    let begin = |recognised: &Recognised| Columns::<Membership>::new(recognised, &names);
    let row = |columns: &mut Columns<Membership>, row: &mut Row<'_>| {
        let (school, group) = (columns.read(0, row), columns.read(1, row));
        let (name, from) = (columns.read(2, row), year(columns.read(3, row)));
        let until = year(columns.read(4, row));
        let (Some(Value::School(school)), Some(Value::Text(group)), Some(Value::Text(name))) =
            (school, group, name)
        else {
            return Fate::Quarantined;
        };
        let text = String::from_utf8_lossy(group);
        let Ok(group) = text.parse::<GroupId>() else {
            let (expected, length) = (Expected::GroupId, text.chars().count());
            row.problem(columns.place(1), FindingKind::WrongForm { expected, length });
            return Fate::Quarantined;
        };
        if !row.is_sound() {
            return Fate::Quarantined;
        }
        match belonging.register.fate(school, belonging.request.municipality) {
            Ok(_) => {}
            Err(Ok(rule)) => return Fate::Excluded(rule),
            Err(Err(kind)) => {
                row.problem(columns.place(0), kind);
                return Fate::Quarantined;
            }
        }
        let name = String::from_utf8_lossy(name).into_owned();
        columns.rows.push((row.line, Membership { group, name, school, from, until }));
        Fate::Pending
    };
    let (mut file, states) =
        read_table(reading, &Parser { begin: &begin, row: &row, plain: None, end: &|_| {} });
    let found: Vec<_> = states.into_iter().flat_map(|columns| columns.rows).collect();
    let key = |of: &Membership| (of.group, of.school, of.from);
    let mut times: BTreeMap<_, usize> = BTreeMap::new();
    for of in groups.iter().chain(found.iter().map(|(_, of)| of)) {
        *times.entry(key(of)).or_default() += 1;
    }
    for (line, of) in found {
        if times.get(&key(&of)).is_some_and(|times| 1 < *times) {
            file.quarantine(line, Some("institutionsnummer"), &FindingKind::RowTwice);
        } else {
            file.use_row(line);
            groups.push(of);
        }
    }
    file
}

/// Which school took over from which. Applied when figures are added up: rows keep their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Succession {
    next: BTreeMap<InstitutionNumber, InstitutionNumber>,
}

impl Succession {
    /// The school that `school` has become, through any number of others; itself where none took
    /// over.
    pub fn current(&self, school: InstitutionNumber) -> InstitutionNumber {
        let mut current = school;
        // No chain is longer than the table: a loop ends.
        for _ in 0..self.next.len() {
            match self.next.get(&current) {
                Some(next) => current = *next,
                None => break,
            }
        }
        current
    }

    /// Every school that has been taken over, and the one that took over.
    pub fn iter(&self) -> impl Iterator<Item = (InstitutionNumber, InstitutionNumber)> + '_ {
        self.next.iter().map(|(old, new)| (*old, *new))
    }

    /// Reads a file of successions.
    pub(crate) fn read(&mut self, reading: &Reading<'_>) -> TableFile {
        type Pair = (InstitutionNumber, InstitutionNumber);
        let names = ["institutionsnummer", "afloeses_af", "fra_skoleaar"];
        let begin = |recognised: &Recognised| Columns::<Pair>::new(recognised, &names);
        let row = |columns: &mut Columns<Pair>, row: &mut Row<'_>| {
            let found = (columns.read(0, row), columns.read(1, row));
            columns.read(2, row);
            let (Some(Value::School(old)), Some(Value::School(new))) = found else {
                return Fate::Quarantined;
            };
            if !row.is_sound() {
                return Fate::Quarantined;
            }
            columns.rows.push((row.line, (old, new)));
            Fate::Pending
        };
        let (mut file, states) =
            read_table(reading, &Parser { begin: &begin, row: &row, plain: None, end: &|_| {} });
        let found: Vec<_> = states.into_iter().flat_map(|columns| columns.rows).collect();
        let mut times: BTreeMap<InstitutionNumber, usize> = BTreeMap::new();
        for (_, (old, _)) in &found {
            *times.entry(*old).or_default() += 1;
        }
        for (line, (old, new)) in found {
            let twice = times.get(&old).is_some_and(|times| 1 < *times);
            if twice || self.next.contains_key(&old) {
                file.quarantine(line, Some("institutionsnummer"), &FindingKind::RowTwice);
            } else if self.current(new) == old {
                file.quarantine(line, Some("afloeses_af"), &FindingKind::SuccessionLoop);
            } else {
                file.use_row(line);
                self.next.insert(old, new);
            }
        }
        file
    }
}
