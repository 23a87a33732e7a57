//! Exams of the 9th grade, and the means of one pupil's marks.
//!
//! Which exam a subject and a discipline are, and what a mark weighs, is data
//! (`catalogue/proever.toml`). Two means stand side by side and are never mixed: that of the bound
//! exams ([`PupilMarks::bound_mean`]) and that of the whole leaving exam
//! ([`PupilMarks::all_exams_mean`]).
//!
//! # Formula
//!
//! ```text
//! mean = Σ weight · mark / Σ weight
//! ```
//!
//! A school's figure is the mean of its pupils' means: one pupil, one vote. Codes that stand in
//! place of a mark ([`NON_MARK_CODES`](crate::NON_MARK_CODES)) are no [`Mark`] and never enter.
//! Pupils of special classes and private candidates do not count; they are the caller's to leave
//! out.
//!
//! # References
//!
//! Weights: `UddannelsesGuiden`, Beregning af gennemsnit ved folkeskolens afgangseksamen (ug.dk).
//! Exams: STIL, 9. klasses eksamensbevis (viden.stil.dk). Bound exams since 2021 and before:
//! KOMBIT, Ny definition for karaktergennemsnit (kombit.dk). Subject means: uvm.dk, Gennemsnit,
//! adgang til erhvervsuddannelserne.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::settings::Status;
use crate::{Decimal, LocalText, Mark, Millionths};

const BUILT_IN: &str = include_str!("../catalogue/proever.toml");

/// What an exam is in the leaving exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExamKind {
    /// Everybody takes it (*bunden*).
    #[serde(rename = "bunden")]
    Bound,
    /// One of the humanities is drawn (*udtræk*).
    #[serde(rename = "humanistisk")]
    Humanities,
    /// One of the sciences is drawn (*udtræk*).
    #[serde(rename = "naturfaglig")]
    Sciences,
    /// The practical elective of 8th grade (*valgfag*).
    #[serde(rename = "valgfag")]
    Elective,
    /// In no mean, as *dansk, orden*.
    #[serde(rename = "uden-for")]
    Outside,
}

/// A subject whose bound exams have a mean of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExamSubject {
    /// Dansk.
    #[serde(rename = "dansk")]
    Danish,
    /// Matematik.
    #[serde(rename = "matematik")]
    Mathematics,
}

/// How marks are weighted in a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// As in the certificate.
    Official,
    /// Each mark once.
    Plain,
}

impl Weighting {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Official, Self::Plain];

    /// The id that the settings `bundne_vaegtning` and `mindst_2_vaegtning` take.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Official => "vaegtet",
            Self::Plain => "uvaegtet",
        }
    }

    /// The one with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weighting| weighting.id() == id)
    }
}

/// An exam: its place in [`Exams::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExamId(usize);

/// What is known of an exam.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exam {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// What it is in the leaving exam.
    pub kind: ExamKind,
    /// The subject whose mean it may be in.
    pub subject: Option<ExamSubject>,
    /// The one mark it is a part of, where it is.
    pub part_of: Option<String>,
    /// What its mark weighs in the certificate, at most two decimals.
    pub weight: Decimal,
    /// The subjects and disciplines that stand for it.
    pub forms: Vec<(String, String)>,
    /// How well founded this is.
    pub status: Status,
    /// Where this is from.
    pub source: String,
}

impl Exam {
    /// The weight in hundredths, or one for each mark.
    fn hundredths(&self, weighting: Weighting) -> i64 {
        match weighting {
            Weighting::Official => self.weight.with_decimals(2).map_or(0, Decimal::units),
            Weighting::Plain => 100,
        }
    }
}

/// A file of exams that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExamError {
    /// The file is no TOML of the expected shape.
    #[error("cannot read the exams: {0}")]
    Toml(String),
    /// Two exams have one id, or one subject and discipline.
    #[error("exam `{id}` is there twice, or its subject and discipline are")]
    Twice {
        /// The exam.
        id: String,
    },
    /// A weight is not over 0 and at most 1 for an exam that counts, is not 0 for one that does
    /// not, or has more than two decimals.
    #[error("exam `{id}` cannot weigh {weight}")]
    Weight {
        /// The exam.
        id: String,
        /// Its weight.
        weight: Decimal,
    },
    /// The parts of one mark do not weigh 1 together.
    #[error("the parts of `{part_of}` do not weigh 1 together")]
    Parts {
        /// The mark.
        part_of: String,
    },
    /// There is another number of bound exams than [`Exams::BOUND`].
    #[error("there are {got} bound exams, not {}", Exams::BOUND)]
    Bound {
        /// How many there are.
        got: usize,
    },
}

/// The exams and their weights.
///
/// # Examples
///
/// ```
/// use kvalitet_core::exam::{ExamKind, Exams};
///
/// let exams = Exams::built_in()?;
/// let reading = exams.find("dansk", "læsning").ok_or("no exam")?;
/// assert_eq!(exams.exam(reading).map(|exam| exam.kind), Some(ExamKind::Bound));
/// assert_eq!(exams.find("dansk", "skriftlig"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exams(Vec<Exam>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    exam: Vec<Exam>,
}

impl Exams {
    /// How many bound exams there are.
    pub const BOUND: usize = 8;

    /// The exams that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`ExamError`] when the built-in file is wrong; a test keeps that from happening.
    pub fn built_in() -> Result<Self, ExamError> {
        Self::from_toml(BUILT_IN)
    }

    /// Reads a file of exams.
    ///
    /// # Errors
    ///
    /// Returns [`ExamError`] for the first thing that cannot be used.
    pub fn from_toml(text: &str) -> Result<Self, ExamError> {
        let file: File =
            toml::from_str(text).map_err(|error| ExamError::Toml(error.to_string()))?;
        let exams = Self(file.exam);
        exams.check_ids()?;
        exams.check_weights()?;
        let got = exams.bound().count();
        if got == Self::BOUND { Ok(exams) } else { Err(ExamError::Bound { got }) }
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> &[Exam] {
        &self.0
    }

    /// What is known of an exam; `None` for one of another file.
    pub fn exam(&self, id: ExamId) -> Option<&Exam> {
        self.0.get(id.0)
    }

    /// The exam that a subject and a discipline stand for, as the columns `fag` and `disciplin`
    /// write them; an empty discipline for a subject with one mark. `None` for what is no exam.
    pub fn find(&self, subject: &str, discipline: &str) -> Option<ExamId> {
        let named =
            |exam: &Exam| exam.forms.iter().any(|(known, of)| known == subject && of == discipline);
        self.0.iter().position(named).map(ExamId)
    }

    fn bound(&self) -> impl Iterator<Item = (ExamId, &Exam)> {
        let numbered = self.0.iter().enumerate().map(|(place, exam)| (ExamId(place), exam));
        numbered.filter(|(_, exam)| exam.kind == ExamKind::Bound)
    }

    fn check_ids(&self) -> Result<(), ExamError> {
        let (mut ids, mut forms) = (BTreeSet::new(), BTreeSet::new());
        for exam in &self.0 {
            if !ids.insert(&exam.id) || !exam.forms.iter().all(|form| forms.insert(form)) {
                return Err(ExamError::Twice { id: exam.id.clone() });
            }
        }
        Ok(())
    }

    fn check_weights(&self) -> Result<(), ExamError> {
        let mut parts: BTreeMap<&str, i64> = BTreeMap::new();
        for exam in &self.0 {
            let hundredths = exam.hundredths(Weighting::Official);
            let range = if exam.kind == ExamKind::Outside { 0..=0 } else { 1..=100 };
            if !range.contains(&hundredths) || 2 < exam.weight.decimals() {
                return Err(ExamError::Weight { id: exam.id.clone(), weight: exam.weight });
            }
            if let Some(part_of) = &exam.part_of {
                *parts.entry(part_of).or_default() += hundredths;
            }
        }
        let wrong = parts.into_iter().find(|(_, hundredths)| *hundredths != 100);
        wrong.map_or(Ok(()), |(part_of, _)| Err(ExamError::Parts { part_of: part_of.to_owned() }))
    }
}

/// Marks of one pupil that cannot be averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarksError {
    /// Two marks of one exam: the caller decides which of them counts.
    #[error("a pupil has two marks of one exam")]
    Twice {
        /// The exam.
        exam: ExamId,
    },
    /// The exam is of another file.
    #[error("a mark is of no known exam")]
    Unknown {
        /// The exam.
        exam: ExamId,
    },
}

/// The exam marks that one pupil's leaving exam is made of, at most one for each exam.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Mark;
/// use kvalitet_core::exam::{Exams, PupilMarks, Weighting};
///
/// let exams = Exams::built_in()?;
/// let marks = [("mundtlig", "10"), ("retskrivning", "7"), ("læsning", "4"), ("skriftlig fremstilling", "4")]
///     .into_iter()
///     .filter_map(|(part, mark)| exams.find("dansk", part).zip(Mark::from_bytes(mark.as_bytes())))
///     .collect::<Vec<_>>();
/// let marks = PupilMarks::new(&exams, &marks)?;
/// // Written Danish is 0.25 · 7 + 0.25 · 4 + 0.50 · 4 = 4.75.
/// let danish = marks.danish_mean(Weighting::Official).ok_or("an exam is missing")?;
/// assert_eq!(danish.units(), 7_375_000); // (10 + 4.75) / 2
/// assert_eq!(marks.bound_mean(8, Weighting::Official), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PupilMarks<'a> {
    exams: &'a Exams,
    marks: &'a [(ExamId, Mark)],
}

/// The numerator and denominator of a mean: Σ weight · mark and Σ weight.
#[derive(Clone, Copy, Debug, Default)]
struct Weighted {
    sum: i64,
    weight: i64,
}

impl Weighted {
    fn of<'a>(marked: impl Iterator<Item = (&'a Exam, Mark)>, weighting: Weighting) -> Self {
        marked.fold(Self::default(), |so_far, (exam, mark)| {
            let weight = exam.hundredths(weighting);
            Self {
                sum: so_far.sum + weight * i64::from(mark.points()),
                weight: so_far.weight + weight,
            }
        })
    }

    fn mean(self) -> Option<Millionths> {
        Millionths::ratio(self.sum, self.weight)
    }

    /// Of the exact fraction, never of a rounded one.
    const fn is_at_least(self, points: i64) -> bool {
        points * self.weight <= self.sum
    }
}

impl<'a> PupilMarks<'a> {
    /// The marks of one pupil, in any order.
    ///
    /// # Errors
    ///
    /// Returns [`MarksError`] for two marks of one exam and for an exam of another file.
    pub fn new(exams: &'a Exams, marks: &'a [(ExamId, Mark)]) -> Result<Self, MarksError> {
        for (place, (exam, _)) in marks.iter().enumerate() {
            if exams.exam(*exam).is_none() {
                return Err(MarksError::Unknown { exam: *exam });
            }
            if marks.iter().take(place).any(|(earlier, _)| earlier == exam) {
                return Err(MarksError::Twice { exam: *exam });
            }
        }
        Ok(Self { exams, marks })
    }

    /// The pupil's mean of the bound exams, if at least `at_least` of the eight have a mark: the
    /// setting `bundne_mindst`. What is missing has no weight.
    ///
    /// The ministry's measure is 8 and [`Weighting::Official`] since 2021, and was 4 and
    /// [`Weighting::Plain`] before: over a period, and against what was published, choose one.
    pub fn bound_mean(self, at_least: usize, weighting: Weighting) -> Option<Millionths> {
        let bound = self.of_kind(ExamKind::Bound);
        if bound.clone().count() < at_least {
            return None;
        }
        Weighted::of(bound, weighting).mean()
    }

    /// The pupil's mean of the whole leaving exam (*folkeskolens afgangseksamen*) with the weights
    /// of the certificate: the bound exams, one drawn exam of each block and, where
    /// `with_elective`, the elective of 8th grade, which the ministry counts from 2021/22.
    ///
    /// `None` unless every obligatory exam has a mark, and where a block has more than one, since
    /// nothing says which was drawn. The elective does not count where it is not obligatory.
    ///
    /// That a drawn exam weighs as much as written Danish follows from the certificate's rule of
    /// seven marks, five bound and two drawn; that the elective weighs the same is assumed.
    pub fn all_exams_mean(self, with_elective: bool) -> Option<Millionths> {
        let one = |kind| self.of_kind(kind).count() == 1;
        let complete = self.of_kind(ExamKind::Bound).count() == Exams::BOUND
            && one(ExamKind::Humanities)
            && one(ExamKind::Sciences)
            && (!with_elective || one(ExamKind::Elective));
        if !complete {
            return None;
        }
        let obligatory = self.marked().filter(|(exam, _)| match exam.kind {
            ExamKind::Bound | ExamKind::Humanities | ExamKind::Sciences => true,
            ExamKind::Elective => with_elective,
            ExamKind::Outside => false,
        });
        Weighted::of(obligatory, Weighting::Official).mean()
    }

    /// The pupil's mean in Danish: oral and the three written parts; `None` unless all have a
    /// mark.
    pub fn danish_mean(self, weighting: Weighting) -> Option<Millionths> {
        self.subject(ExamSubject::Danish, weighting)?.mean()
    }

    /// The pupil's mean in mathematics: the two written parts, never the oral exam; `None` unless
    /// both have a mark.
    pub fn mathematics_mean(self, weighting: Weighting) -> Option<Millionths> {
        self.subject(ExamSubject::Mathematics, weighting)?.mean()
    }

    /// Whether the means in Danish and in mathematics are both at least 2, each by itself and not
    /// rounded; `None` unless all bound exams of both have a mark. `weighting` is the setting
    /// `mindst_2_vaegtning`.
    pub fn at_least_2_in_both(self, weighting: Weighting) -> Option<bool> {
        let danish = self.subject(ExamSubject::Danish, weighting)?;
        let mathematics = self.subject(ExamSubject::Mathematics, weighting)?;
        Some(danish.is_at_least(2) && mathematics.is_at_least(2))
    }

    fn marked(self) -> impl Iterator<Item = (&'a Exam, Mark)> + Clone {
        self.marks.iter().filter_map(move |(id, mark)| Some((self.exams.exam(*id)?, *mark)))
    }

    fn of_kind(self, kind: ExamKind) -> impl Iterator<Item = (&'a Exam, Mark)> + Clone {
        self.marked().filter(move |(exam, _)| exam.kind == kind)
    }

    /// The bound exams of a subject, if all of them have a mark.
    fn subject(self, subject: ExamSubject, weighting: Weighting) -> Option<Weighted> {
        let all = self.exams.bound().filter(|(_, exam)| exam.subject == Some(subject)).count();
        let bound = self.of_kind(ExamKind::Bound);
        let taken = bound.filter(|(exam, _)| exam.subject == Some(subject));
        (0 < all && taken.clone().count() == all).then(|| Weighted::of(taken, weighting))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exams() -> Exams {
        Exams::built_in().unwrap()
    }

    /// Marks as `fag/disciplin karakter`, one a line.
    fn marks(text: &str) -> Vec<(ExamId, Mark)> {
        let exams = exams();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let (form, mark) = line.rsplit_once(' ').unwrap();
                let (subject, discipline) = form.rsplit_once(", ").unwrap_or((form, ""));
                let exam = exams.find(subject, discipline).unwrap();
                (exam, Mark::from_bytes(mark.as_bytes()).unwrap())
            })
            .collect()
    }

    fn units(mean: Option<Millionths>) -> Option<i64> {
        mean.map(Millionths::units)
    }

    const BOUND: &str = "dansk, mundtlig 10
        dansk, læsning 4
        dansk, retskrivning 7
        dansk, skriftlig fremstilling 4
        matematik, uden hjælpemidler 02
        matematik, med hjælpemidler 7
        engelsk, mundtlig 12
        fælles prøve 7";

    fn without(left_out: &str) -> Vec<(ExamId, Mark)> {
        let kept = BOUND.lines().filter(|line| !line.contains(left_out));
        marks(&kept.collect::<Vec<_>>().join("\n"))
    }

    /// By hand: 10 oral and 4.75 written Danish, 4.5 in mathematics, 12 and 7 are 38.25 of five;
    /// the eight marks are 53. Without English 26.25 of four; without reading 37.25 of 4.75.
    #[test]
    fn the_mean_of_the_bound_exams_has_the_weights_of_the_certificate() {
        let exams = exams();
        let mean = |marks: &[(ExamId, Mark)], at_least, weighting| {
            units(PupilMarks::new(&exams, marks).unwrap().bound_mean(at_least, weighting))
        };
        let all = marks(BOUND);
        assert_eq!(mean(&all, 8, Weighting::Official), Some(7_650_000));
        assert_eq!(mean(&all, 8, Weighting::Plain), Some(6_625_000));
        for (left_out, expected) in [("engelsk", 6_562_500), ("læsning", 7_842_105)] {
            assert_eq!(mean(&without(left_out), 8, Weighting::Official), None);
            assert_eq!(mean(&without(left_out), 7, Weighting::Official), Some(expected));
        }
        assert_eq!(mean(&[], 0, Weighting::Plain), None);
    }

    /// By hand: 38.25 of five, 12 and 02 of the drawn exams make 52.25 of seven; 10 in the
    /// elective 62.25 of eight.
    #[test]
    fn the_leaving_exam_takes_every_obligatory_exam() {
        let exams = exams();
        let mean = |extra: &str, with_elective| {
            let marks = marks(&format!("{BOUND}\n{extra}"));
            units(PupilMarks::new(&exams, &marks).unwrap().all_exams_mean(with_elective))
        };
        assert_eq!(mean("historie 12\nbiologi 02", false), Some(7_464_286));
        assert_eq!(mean("historie 12\nbiologi 02", true), None);
        assert_eq!(mean("historie 12\nbiologi 02\nmusik 10", true), Some(7_781_250));
        assert_eq!(mean("historie 12\nbiologi 02\nmusik 10", false), Some(7_464_286));
        assert_eq!(mean("historie 12\nbiologi 02\ndansk, orden -3", false), Some(7_464_286));
        assert_eq!(mean("historie 12\nsamfundsfag 12\nbiologi 02", false), None);
        assert_eq!(mean("historie 12", false), None);
        let few = [without("engelsk"), marks("historie 12\nbiologi 02")].concat();
        assert_eq!(PupilMarks::new(&exams, &few).unwrap().all_exams_mean(false), None);
    }

    #[test]
    fn a_subject_has_a_mean_when_all_its_bound_exams_have_a_mark() {
        let exams = exams();
        let all = marks(&format!("{BOUND}\nmatematik, mundtlig 12\ndansk, orden 12"));
        let pupil = PupilMarks::new(&exams, &all).unwrap();
        assert_eq!(units(pupil.danish_mean(Weighting::Official)), Some(7_375_000));
        assert_eq!(units(pupil.danish_mean(Weighting::Plain)), Some(6_250_000));
        assert_eq!(units(pupil.mathematics_mean(Weighting::Official)), Some(4_500_000));
        let some = without("retskrivning");
        let pupil = PupilMarks::new(&exams, &some).unwrap();
        assert_eq!(pupil.danish_mean(Weighting::Official), None);
        assert_eq!(units(pupil.mathematics_mean(Weighting::Plain)), Some(4_500_000));
        assert_eq!(pupil.at_least_2_in_both(Weighting::Official), None);
    }

    /// Each row: oral, reading, spelling and composition in Danish, the two parts of mathematics;
    /// weighted and plain, by hand. The third has 1.875 in Danish, the last 9.5 beside 1.
    #[test]
    fn two_is_held_against_each_subject_by_itself_and_never_rounded_up_to() {
        let rows = [
            (["02", "02", "02", "02", "4", "00"], true, true),
            (["4", "00", "00", "00", "02", "02"], true, false),
            (["4", "02", "-3", "00", "12", "12"], false, false),
            (["00", "4", "4", "02", "02", "02"], false, true),
            (["10", "10", "10", "4", "02", "00"], false, false),
        ];
        let exams = exams();
        for (row, official, plain) in rows {
            let [oral, reading, spelling, composition, without, with] = row;
            let marks = marks(&format!(
                "dansk, mundtlig {oral}\ndansk, læsning {reading}\ndansk, retskrivning {spelling}
                dansk, skriftlig fremstilling {composition}
                matematik, uden hjælpemidler {without}\nmatematik, med hjælpemidler {with}
                matematik, mundtlig 12\ndansk, orden 12"
            ));
            let pupil = PupilMarks::new(&exams, &marks).unwrap();
            assert_eq!(pupil.at_least_2_in_both(Weighting::Official), Some(official), "{row:?}");
            assert_eq!(pupil.at_least_2_in_both(Weighting::Plain), Some(plain), "{row:?}");
        }
    }

    #[test]
    fn the_settings_are_what_the_means_take() {
        let settings = crate::catalogue::Catalogue::built_in().unwrap().settings();
        for id in ["bundne_vaegtning", "mindst_2_vaegtning"] {
            let setting = settings.definitions().iter().find(|setting| setting.id == id).unwrap();
            let ids: Vec<&str> = setting.choices.iter().map(|choice| choice.id.as_str()).collect();
            assert_eq!(ids, Weighting::ALL.map(Weighting::id));
            assert_eq!(Weighting::from_id(settings.choice(id)), Some(Weighting::Official));
        }
        assert_eq!(settings.number("bundne_mindst"), i64::try_from(Exams::BOUND).ok());
    }

    #[test]
    fn two_marks_of_one_exam_are_refused() {
        let exams = exams();
        let two = marks("fælles prøve, mundtlig 7\nfysik/kemi, praktisk/mundtlig 10");
        let exam = two[0].0;
        assert_eq!(PupilMarks::new(&exams, &two).unwrap_err(), MarksError::Twice { exam });
        let exam = ExamId(exams.all().len());
        let unknown = [(exam, Mark::SCALE[0])];
        assert_eq!(PupilMarks::new(&exams, &unknown).unwrap_err(), MarksError::Unknown { exam });
    }

    #[test]
    fn a_file_of_exams_that_cannot_be_is_refused() {
        let refused = |from: &str, to: &str| {
            assert!(BUILT_IN.contains(from));
            Exams::from_toml(&BUILT_IN.replacen(from, to, 1)).unwrap_err()
        };
        let id = || "dansk-mundtlig".to_owned();
        let two = "2".parse().unwrap();
        assert_eq!(
            refused("weight = \"1\"", "weight = \"2\""),
            ExamError::Weight { id: id(), weight: two }
        );
        assert_eq!(
            refused("weight = \"0.25\"", "weight = \"0.5\""),
            ExamError::Parts { part_of: "dansk-skriftlig".to_owned() }
        );
        assert_eq!(
            refused("[[\"dansk\", \"læsning\"]]", "[[\"dansk\", \"mundtlig\"]]"),
            ExamError::Twice { id: "dansk-laesning".to_owned() }
        );
        assert_eq!(refused("\"bunden\"", "\"valgfag\""), ExamError::Bound { got: 7 });
    }

    fn pupil() -> impl Strategy<Value = Vec<(ExamId, Mark)>> {
        let places = (0..exams().all().len()).collect::<Vec<_>>();
        let few = prop::sample::subsequence(places.clone(), 0..=places.len()).prop_shuffle();
        (few, prop::collection::vec(prop::sample::select(&Mark::SCALE[..]), places.len()))
            .prop_map(|(few, marks)| few.into_iter().map(ExamId).zip(marks).collect())
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_the_least_and_the_greatest_mark(marks in pupil(), at_least in 0..=8_usize) {
            let exams = exams();
            let pupil = PupilMarks::new(&exams, &marks).unwrap();
            let points = || marks.iter().map(|(_, mark)| i64::from(mark.points()) * Millionths::ONE);
            for weighting in Weighting::ALL {
                let means = [
                    pupil.bound_mean(at_least, weighting),
                    pupil.all_exams_mean(false),
                    pupil.danish_mean(weighting),
                    pupil.mathematics_mean(weighting),
                ];
                for mean in means.into_iter().flatten().map(Millionths::units) {
                    prop_assert!(points().min().unwrap() <= mean && mean <= points().max().unwrap());
                }
            }
        }

        #[test]
        fn the_order_of_marks_is_irrelevant(marks in pupil()) {
            let exams = exams();
            let turned = marks.iter().rev().copied().collect::<Vec<_>>();
            let (pupil, turned) =
                (PupilMarks::new(&exams, &marks).unwrap(), PupilMarks::new(&exams, &turned).unwrap());
            for weighting in Weighting::ALL {
                prop_assert_eq!(pupil.bound_mean(1, weighting), turned.bound_mean(1, weighting));
                prop_assert_eq!(pupil.danish_mean(weighting), turned.danish_mean(weighting));
            }
        }

        /// A mean has a denominator of 8 at most, so rounding to millionths cannot move it to 2.
        #[test]
        fn at_least_2_agrees_with_the_means(marks in pupil()) {
            let exams = exams();
            let pupil = PupilMarks::new(&exams, &marks).unwrap();
            for weighting in Weighting::ALL {
                let both = pupil.danish_mean(weighting).zip(pupil.mathematics_mean(weighting));
                let expected = both.map(|(a, b)| 2_000_000 <= a.units().min(b.units()));
                prop_assert_eq!(pupil.at_least_2_in_both(weighting), expected);
            }
        }
    }
}
