//! The pupils: who is on which roll, how able they are, and what becomes of them each summer.

use kvalitet_core::method::count_to_f64;
use kvalitet_core::{SchoolKind, SchoolYear, Subject};

use crate::calibration as known;
use crate::number::{nearest, nearest_count};
use crate::random::{Purpose, Random, Streams};
use crate::school::{BySubject, School, by_subject};

/// Grades 0 to 9.
pub(crate) const GRADES: usize = 10;
const LAST_GRADE: u8 = 9;

/// One pupil.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pupil {
    id: u32,
    /// Ability within the school, in pupil SD, but for what schools have added.
    own: BySubject,
    /// What the pupil's schools have added.
    gained: BySubject,
}

impl Pupil {
    /// The pupil's id: ten digits that cannot be a CPR number.
    ///
    /// A CPR number begins with the day of birth, 01-31. Replacement numbers add 40 or 60 to the
    /// day, so that the first two digits reach 91 at most; all ids here begin with 97-99.
    pub(crate) fn id(self) -> u64 {
        FIRST_ID + u64::from(self.id)
    }

    /// A number that no other pupil has.
    pub(crate) const fn number(self) -> u32 {
        self.id
    }

    /// Ability above the level of the school, in pupil SD.
    pub(crate) fn ability(self, subject: Subject) -> f64 {
        self.own.of(subject) + self.gained.of(subject)
    }

    /// A year later, at a school with this growth: much the same.
    ///
    /// What a school adds is part of the pupil from then on and is kept as everything else is.
    fn aged(self, growth: BySubject, random: &mut Random) -> Self {
        let kept = known::YEAR_CORRELATION;
        let fresh = (1.0 - kept * kept).sqrt();
        let news = ability(random);
        let blend = |old: f64, new: f64| kept * old + fresh * new;
        let add = |old: f64, growth: f64| kept * old + known::yearly_growth(growth);
        Self { own: self.own.with(news, blend), gained: self.gained.with(growth, add), ..self }
    }

    /// The same pupil, had they been at a school with this growth since grade 0.
    fn raised(self, grade: u8, growth: BySubject) -> Self {
        let carried = known::years_carried(grade);
        Self { gained: growth.map(|growth| carried * known::yearly_growth(growth)), ..self }
    }
}

const FIRST_ID: u64 = 9_700_000_000;
const IDS: u64 = 300_000_000;

fn ability(random: &mut Random) -> BySubject {
    by_subject(random).map(|z| known::PUPIL_SD * z)
}

/// Hands out ids, each once, in an order that tells nothing.
#[derive(Clone, Copy, Debug)]
struct Admission {
    issued: u64,
}

impl Admission {
    /// A new pupil, to whom no school here has added anything yet.
    fn admit(&mut self, random: &mut Random) -> Pupil {
        // Shares no factor with the number of ids, so that no id comes twice.
        const STRIDE: u64 = 161_803_399;
        let id = u32::try_from(self.issued * STRIDE % IDS).unwrap_or_default();
        self.issued += 1;
        Pupil { id, own: ability(random), gained: BySubject::default() }
    }
}

/// The roll of one school: its pupils by grade.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roll {
    grades: [Vec<Pupil>; GRADES],
    passage: Option<Passage>,
}

/// How many came to a school, went from it and went through a grade again in one summer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passage {
    /// Began in grade 0.
    pub(crate) began: u64,
    /// Came from outside the municipality.
    pub(crate) from_outside: u64,
    /// Left the municipality before grade 9 was over.
    pub(crate) to_outside: u64,
    /// Came from another school of the municipality.
    pub(crate) from_school: u64,
    /// Went to another school of the municipality.
    pub(crate) to_school: u64,
    /// Were done with grade 9.
    pub(crate) finished: u64,
    /// Went through a grade again; they neither came nor went.
    pub(crate) repeated: u64,
}

impl Passage {
    const fn count(&mut self, summer: Summer) {
        match summer {
            Summer::GoesUp => (),
            Summer::Repeats => self.repeated += 1,
            Summer::Moves => self.to_school += 1,
            // Another pupil takes the place.
            Summer::Leaves => {
                self.to_outside += 1;
                self.from_outside += 1;
            }
        }
    }
}

impl Roll {
    /// The pupils of this grade; none in a grade there is not.
    pub(crate) fn grade(&self, grade: u8) -> &[Pupil] {
        self.grades.get(usize::from(grade)).map_or(&[], Vec::as_slice)
    }

    /// What happened in the summer before; `None` in the first year.
    pub(crate) const fn passage(&self) -> Option<Passage> {
        self.passage
    }

    /// How many pupils this grade has.
    pub(crate) fn count(&self, grade: u8) -> u64 {
        u64::try_from(self.grade(grade).len()).unwrap_or(u64::MAX)
    }

    /// What the pupils of this grade have gained from their schools, on average; 0 without pupils.
    pub(crate) fn gained(&self, grade: u8, subject: Subject) -> f64 {
        let sum: f64 = self.grade(grade).iter().map(|pupil| pupil.gained.of(subject)).sum();
        sum / count_to_f64(self.count(grade).max(1))
    }

    /// Every pupil with the grade, grade by grade.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u8, Pupil)> {
        let numbered = (0_u8..).zip(&self.grades);
        numbered.flat_map(|(grade, pupils)| pupils.iter().map(move |&pupil| (grade, pupil)))
    }

    fn enrol(&mut self, grade: usize, pupil: Pupil) {
        if let Some(pupils) = self.grades.get_mut(grade) {
            pupils.push(pupil);
        }
    }
}

/// What becomes of a pupil over the summer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Summer {
    GoesUp,
    Repeats,
    Moves,
    Leaves,
}

impl Summer {
    fn draw(grade: usize, kind: SchoolKind, random: &mut Random) -> Self {
        let draw = random.uniform();
        let repeats = known::repeats(grade);
        if draw < repeats {
            Self::Repeats
        } else if draw < repeats + known::LEAVES {
            Self::Leaves
        } else if draw < repeats + known::LEAVES + known::MOVES && kind == SchoolKind::Folkeskole {
            Self::Moves
        } else {
            Self::GoesUp
        }
    }
}

/// A pupil on the way to another school.
struct Arrival {
    school: usize,
    grade: usize,
    pupil: Pupil,
}

/// Everybody on a roll, in the order of the schools.
#[derive(Clone, Debug)]
pub(crate) struct Population {
    rolls: Vec<Roll>,
    admission: Admission,
}

impl Population {
    /// The pupils of the first year: they have been at their school since grade 0, so every grade
    /// is full and carries what the school adds.
    pub(crate) fn settle(schools: &[School], year: SchoolYear, streams: &Streams) -> Self {
        let mut admission = Admission { issued: 0 };
        let settle = |school: &School| {
            let mut random = streams.school(Purpose::Pupils, year, school.index);
            let counts = year_groups(school.size, &mut random);
            let mut grade = 0..;
            let admit = |count| {
                let grade = grade.next().unwrap_or_default();
                let admit = |_| admission.admit(&mut random).raised(grade, school.growth);
                (0..count).map(admit).collect()
            };
            Roll { grades: counts.map(admit), passage: None }
        };
        Self { rolls: schools.iter().map(settle).collect(), admission }
    }

    /// The rolls, in the order of the schools.
    pub(crate) fn rolls(&self) -> &[Roll] {
        &self.rolls
    }

    /// How many different pupils there have been.
    pub(crate) const fn pupils(&self) -> u64 {
        self.admission.issued
    }

    /// One summer: from the year before `year` into it.
    pub(crate) fn advance(&mut self, schools: &[School], year: SchoolYear, streams: &Streams) {
        let places = Places::new(schools);
        let mut arrivals = Vec::new();
        for (roll, school) in self.rolls.iter_mut().zip(schools) {
            let mut random = streams.school(Purpose::Pupils, year, school.index);
            let before = std::mem::take(roll);
            roll.enrol_new(school, &mut self.admission, &mut random);
            let mut passage = Passage {
                began: roll.count(0),
                finished: before.count(LAST_GRADE),
                ..Passage::default()
            };
            for (grade, pupil) in before.leaving_order() {
                let pupil = pupil.aged(school.growth, &mut random);
                let summer = Summer::draw(grade, school.kind, &mut random);
                passage.count(summer);
                match summer {
                    Summer::GoesUp => roll.enrol(grade + 1, pupil),
                    Summer::Repeats => roll.enrol(grade, pupil),
                    Summer::Leaves => roll.enrol(grade + 1, self.admission.admit(&mut random)),
                    Summer::Moves => {
                        let school = places.draw(&mut random);
                        arrivals.push(Arrival { school, grade: grade + 1, pupil });
                    }
                }
            }
            roll.passage = Some(passage);
        }
        for Arrival { school, grade, pupil } in arrivals {
            if let Some(roll) = self.rolls.get_mut(school) {
                roll.enrol(grade, pupil);
                if let Some(passage) = &mut roll.passage {
                    passage.from_school += 1;
                }
            }
        }
    }
}

impl Roll {
    /// Takes in a new grade 0.
    fn enrol_new(&mut self, school: &School, admission: &mut Admission, random: &mut Random) {
        let noise = 1.0 + known::YEAR_GROUP_SD * random.normal();
        let expected = f64::from(school.size) / 10.0 * noise;
        // Rounded up or down at random, or small schools would drift.
        for _ in 0..nearest_count(expected - 0.5 + random.uniform()) {
            let pupil = admission.admit(random);
            self.enrol(0, pupil);
        }
    }

    /// Every pupil below the last grade, with the grade.
    fn leaving_order(&self) -> impl Iterator<Item = (usize, Pupil)> {
        let below_the_last = self.grades.iter().enumerate().take(GRADES - 1);
        below_the_last.flat_map(|(grade, pupils)| pupils.iter().map(move |&pupil| (grade, pupil)))
    }
}

/// Sizes of ten year groups that add up to `size`: even, but for what pairs of grades exchange.
fn year_groups(size: u32, random: &mut Random) -> [u32; GRADES] {
    let mut turns = [0_u32, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    random.shuffle(&mut turns);
    let mut counts = turns.map(|turn| size / 10 + u32::from(turn < size % 10));
    let even = f64::from(size) / 10.0;
    let (lower, upper) = counts.split_at_mut(GRADES / 2);
    for (one, other) in lower.iter_mut().zip(upper) {
        let wish = nearest(even * known::YEAR_GROUP_SD * random.normal());
        let (from, to) = if wish < 0 { (one, other) } else { (other, one) };
        let moved = u32::try_from(wish.unsigned_abs()).unwrap_or_default().min(*from);
        *from -= moved;
        *to += moved;
    }
    counts
}

/// Draws a folkeskole, the larger the likelier.
struct Places {
    upto: Vec<(u64, usize)>,
    all: u64,
}

impl Places {
    fn new(schools: &[School]) -> Self {
        let mut all = 0;
        let folkeskoler = schools.iter().enumerate();
        let upto = folkeskoler
            .filter(|(_, school)| school.kind == SchoolKind::Folkeskole)
            .map(|(index, school)| {
                all += u64::from(school.size);
                (all, index)
            })
            .collect();
        Self { upto, all }
    }

    /// The index of a folkeskole; there always is one.
    fn draw(&self, random: &mut Random) -> usize {
        let target = random.uniform() * count_to_f64(self.all);
        let before = self.upto.partition_point(|(upto, _)| count_to_f64(*upto) <= target);
        self.upto.get(before).map_or(0, |(_, index)| *index)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Settings;
    use crate::school::found;

    fn grown(settings: &Settings) -> (Vec<School>, Population) {
        let streams = Streams::new(settings.seed);
        let schools = found(settings, &streams);
        let mut population = Population::settle(&schools, settings.first_year, &streams);
        for year in settings.years().into_iter().skip(1) {
            population.advance(&schools, year, &streams);
        }
        (schools, population)
    }

    fn on_the_roll(roll: &Roll) -> usize {
        roll.grades.iter().map(Vec::len).sum()
    }

    #[test]
    fn year_groups_add_up_to_the_school() {
        let mut random = Streams::new(1).whole(Purpose::Pupils);
        for size in [0, 1, 9, 10, 123, 900] {
            assert_eq!(year_groups(size, &mut random).iter().sum::<u32>(), size);
        }
    }

    #[test]
    fn nobody_is_on_two_rolls() {
        let (_, population) = grown(&Settings::default());
        let rolls = population.rolls();
        let ids: BTreeSet<_> =
            rolls.iter().flat_map(|roll| roll.grades.iter().flatten()).map(|p| p.id()).collect();
        assert_eq!(ids.len(), rolls.iter().map(on_the_roll).sum::<usize>());
    }

    #[test]
    fn schools_stay_near_their_size() {
        let (schools, population) = grown(&Settings::default());
        for (school, roll) in schools.iter().zip(population.rolls()) {
            let now = f64::from(u32::try_from(on_the_roll(roll)).unwrap());
            let before = f64::from(school.size);
            assert!((now - before).abs() < 0.2 * before + 10.0, "{now} {before}");
        }
    }

    #[test]
    fn pupils_carry_what_their_schools_have_added() {
        let (schools, population) = grown(&Settings::default());
        for (school, roll) in schools.iter().zip(population.rolls()) {
            let stayed = |pupil: &&Pupil, grade: u8| {
                let expected =
                    known::years_carried(grade) * known::yearly_growth(school.growth.reading);
                (pupil.gained.reading - expected).abs() < 1e-12
            };
            for grade in [2, 9] {
                let pupils = roll.grade(grade);
                let stayers = pupils.iter().filter(|pupil| stayed(pupil, grade)).count();
                // Some moved in or came from elsewhere, or went through a grade twice.
                assert!(pupils.len() <= stayers + 6 + pupils.len() / 4, "{}", school.number);
            }
        }
    }

    #[test]
    fn who_moves_keeps_what_was_gained() {
        let growth = |reading| BySubject { reading, mathematics: 0.0 };
        let mut random = Streams::new(1).whole(Purpose::Pupils);
        let mut pupil = Admission { issued: 0 }.admit(&mut random);
        for growth in [growth(0.195), growth(0.195), growth(-0.39)] {
            pupil = pupil.aged(growth, &mut random);
        }
        // ((.1 * .95 + .1) * .95) - .2
        assert!((pupil.gained.reading + 0.014_75).abs() < 1e-12, "{}", pupil.gained.reading);
        assert!(pupil.gained.mathematics.abs() < 1e-12);
    }

    #[test]
    fn ids_begin_with_97_to_99() {
        let mut random = Streams::new(1).whole(Purpose::Pupils);
        let mut admission = Admission { issued: IDS - 500 };
        for _ in 0..400 {
            let id = admission.admit(&mut random).id();
            assert!((9_700_000_000..=9_999_999_999).contains(&id), "{id}");
        }
    }
}
