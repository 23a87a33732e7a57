//! What stands around figures of progression: who could be followed, what was learnt of pupils' ways
//! from test to test, and what each school added.
//!
//! It is made of national tests, which are confidential by law below the nation: only those who see
//! their figures see it.

use std::collections::BTreeSet;

use kvalitet_core::progression::{Basis, Unpaired};
use kvalitet_core::{Decimal, Grade, SchoolKind, SchoolYear, Subject, Unit};
use serde::Serialize;

use crate::release::as_text;

/// What stands around figures of progression.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ProgressAccount {
    /// Where the plan's norms are from, where it has any.
    #[serde(rename = "normer")]
    pub norms: Option<NormsSource>,
    /// Who was followed, test by test.
    #[serde(rename = "daekning")]
    pub coverage: Vec<TestCoverage>,
    /// What was learnt, way by way.
    #[serde(rename = "veje")]
    pub ways: Vec<WayAccount>,
    /// The way from level to level in the plan's norms, where they have it.
    #[serde(rename = "normers_niveauskift")]
    pub norm_levels: Vec<NormLevels>,
    /// What each school added, by subject and kind of school.
    #[serde(rename = "skoler")]
    pub schools: Vec<SchoolGainsAccount>,
}

/// The way from level to level in the plan's norms, all ways of a subject together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NormLevels {
    /// The subject.
    #[serde(rename = "fag")]
    pub subject: Subject,
    /// Of the pupils on each earlier level, lowest first, how many are on each later level.
    #[serde(rename = "antal")]
    pub counts: [[u64; 6]; 6],
}

/// Where norms are from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NormsSource {
    /// What the file says.
    #[serde(rename = "kilde")]
    pub source: String,
    /// SHA-256 of the file.
    #[serde(rename = "sha256")]
    pub digest: String,
}

/// Who was followed to one test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TestCoverage {
    /// The subject.
    #[serde(rename = "fag")]
    pub subject: Subject,
    /// The school year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// The grade.
    #[serde(rename = "klassetrin")]
    pub grade: Grade,
    /// The grade of the test before, where pupils were followed from one.
    #[serde(rename = "fra_klassetrin")]
    pub from: Option<Grade>,
    /// How many have a result.
    #[serde(rename = "testede")]
    pub tested: u64,
    /// Why nobody could be followed, where nobody could.
    #[serde(rename = "aarsag")]
    pub reason: Option<Unpaired>,
    /// Who was found and who was not; `None` where a number in it is small.
    #[serde(rename = "fulgt")]
    pub followed: Option<FollowedPupils>,
}

/// Who was found in the test before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FollowedPupils {
    /// Pupils whose result was found.
    #[serde(rename = "par")]
    pub pairs: u64,
    /// Of those, how many changed schools in between.
    #[serde(rename = "flyttet")]
    pub moved: u64,
    /// Of those, how many have no abilities in one of the tests, and so a level alone.
    #[serde(rename = "uden_dygtighed")]
    pub without_ability: u64,
    /// Pupils with an earlier result in a year that does not fit.
    #[serde(rename = "andet_aar")]
    pub other_year: u64,
    /// Pupils without an earlier result.
    #[serde(rename = "intet_tidligere_resultat")]
    pub none_earlier: u64,
}

impl FollowedPupils {
    /// Its numbers that say how many persons something is true of, and of how many it is not.
    fn parts(self) -> [u64; 7] {
        let Self { pairs, moved, without_ability, other_year, none_earlier } = self;
        let stayed = pairs.saturating_sub(moved);
        let with = pairs.saturating_sub(without_ability);
        [pairs, moved, stayed, without_ability, with, other_year, none_earlier]
    }
}

/// What was learnt of the way from one grade's test to the next one's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WayAccount {
    /// The subject.
    #[serde(rename = "fag")]
    pub subject: Subject,
    /// The grade of the earlier test.
    #[serde(rename = "fra_klassetrin")]
    pub from: Grade,
    /// The grade of the later one.
    #[serde(rename = "til_klassetrin")]
    pub to: Grade,
    /// What standings are held against.
    #[serde(rename = "grundlag")]
    pub basis: Basis,
    /// How many pairs it is made of.
    #[serde(rename = "par")]
    pub pairs: u64,
    /// The correlation of the two standings.
    #[serde(rename = "korrelation")]
    pub correlation: Option<Decimal>,
    /// What is expected, with the lower and the higher measurement error; `None` where the error
    /// leaves nothing to expect.
    #[serde(rename = "forventning")]
    pub expected: [Option<ExpectationAccount>; 2],
    /// What growth percentiles are read off.
    #[serde(rename = "vaekstpercentil")]
    pub growth: GrowthAccount,
    /// Per cent of pupils with the lowest and with the highest score of the later test.
    #[serde(rename = "gulv_og_loft_procent")]
    pub ends: [Decimal; 2],
}

/// What is expected of an earlier standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectationAccount {
    /// The standard error of one area, in logits.
    #[serde(rename = "maaleusikkerhed")]
    pub standard_error: Decimal,
    /// The part of the spread that is no error.
    #[serde(rename = "reliabilitet")]
    pub reliability: Decimal,
    /// How much of an earlier difference is expected to be there later.
    #[serde(rename = "haeldning")]
    pub slope: Decimal,
    /// Per cent of pupils who would go up and down a level by measurement alone, if nothing had
    /// changed.
    #[serde(rename = "flyttet_af_maalefejl_procent")]
    pub moved_by_error: Option<[Decimal; 2]>,
}

/// What growth percentiles are read off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum GrowthAccount {
    /// Norms that the plan supplies.
    #[serde(rename = "normer")]
    Supplied,
    /// The municipality's own pupils.
    #[serde(rename = "egne-elever")]
    Own,
    /// Nothing: too few pairs.
    #[serde(rename = "for-faa-par")]
    TooFew,
    /// Nothing: the pairs carry no fit.
    #[serde(rename = "ingen-model")]
    NoFit,
}

/// What the schools of a kind added in a subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SchoolGainsAccount {
    /// The subject.
    #[serde(rename = "fag")]
    pub subject: Subject,
    /// The kind of school.
    #[serde(rename = "skoletype")]
    pub kind: SchoolKind,
    /// What standings are held against.
    #[serde(rename = "grundlag")]
    pub basis: Basis,
    /// The school years of the later tests.
    #[serde(rename = "skoleaar")]
    pub years: BTreeSet<SchoolYear>,
    /// The model, or `None` with too few schools.
    #[serde(rename = "model")]
    pub model: Option<ModelAccount>,
    /// The schools that are shown.
    #[serde(rename = "skoler")]
    pub schools: Vec<SchoolGainAccount>,
}

/// A model of what schools added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ModelAccount {
    /// The slope among the pupils of a school.
    #[serde(rename = "haeldning_inden_for_skoler")]
    pub within: Decimal,
    /// The slope among schools.
    #[serde(rename = "haeldning_mellem_skoler")]
    pub between: Decimal,
    /// The deviation of schools, in standard deviations of pupils.
    #[serde(rename = "spredning_skoler")]
    pub schools: Decimal,
    /// The deviation of pupils about their school.
    #[serde(rename = "spredning_elever")]
    pub pupils: Decimal,
    /// The chance of so great a spread of schools if they were alike.
    #[serde(rename = "p")]
    pub p: Option<Decimal>,
}

/// What one school added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchoolGainAccount {
    /// The school.
    #[serde(rename = "enhed", serialize_with = "as_text")]
    pub school: Unit,
    /// How many pupils were followed.
    #[serde(rename = "n")]
    pub n: u64,
    /// Their mean standing in the earlier tests.
    #[serde(rename = "standpunkt_foer")]
    pub before: Decimal,
    /// Their mean standing in the later ones.
    #[serde(rename = "standpunkt")]
    pub after: Decimal,
    /// How far a school that stood so would move by itself; `None` without a model, and where a school
    /// of the kind is hidden.
    #[serde(rename = "ventet_af_sig_selv")]
    pub rebound: Option<Decimal>,
    /// What the school added.
    #[serde(rename = "loefteevne")]
    pub effect: Option<EffectAccount>,
}

/// What a school added, shrunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EffectAccount {
    /// The shrunken effect.
    #[serde(rename = "skrumpet")]
    pub shrunken: Decimal,
    /// The 95 % interval of it, with the uncertainty of the line.
    #[serde(rename = "interval")]
    pub interval: [Decimal; 2],
    /// The interval to hold two schools against each other with; `None` where schools do not differ.
    #[serde(rename = "sammenligningsinterval")]
    pub comparison: Option<[Decimal; 2]>,
    /// The part of the raw effect that is the school's own.
    #[serde(rename = "reliabilitet")]
    pub reliability: Decimal,
}

impl ProgressAccount {
    /// What may be seen of it: no small numbers, no school of which a year is kept, and no test whose
    /// figure of the municipality is hidden.
    pub(crate) fn shown(
        &self,
        k: u64,
        is_kept: impl Fn(&SchoolGainsAccount, Unit) -> bool,
        is_hidden: impl Fn(&TestCoverage) -> bool,
    ) -> Self {
        let is_small = |n: &u64| 0 < *n && *n < k;
        let coverage = self.coverage.iter().map(|of| TestCoverage {
            followed: of.followed.filter(|followed| !followed.parts().iter().any(is_small)),
            ..*of
        });
        let schools = self.schools.iter().map(|gains| {
            let (shown, kept): (Vec<_>, Vec<_>) = gains
                .schools
                .iter()
                .cloned()
                .partition(|of| k <= of.n && !is_kept(gains, of.school));
            // What all schools have in common and all but one are shown of tells of that one.
            let shown = shown.into_iter().map(|of| SchoolGainAccount {
                rebound: of.rebound.filter(|_| kept.is_empty()),
                ..of
            });
            SchoolGainsAccount { schools: shown.collect(), ..gains.clone() }
        });
        Self {
            norms: self.norms.clone(),
            coverage: coverage.filter(|of| !is_small(&of.tested) && !is_hidden(of)).collect(),
            norm_levels: self.norm_levels.clone(),
            ways: self.ways.iter().filter(|of| k <= of.pairs).cloned().collect(),
            schools: schools.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain(number: u32, n: u64) -> SchoolGainAccount {
        let zero = Decimal::new(0, 2).unwrap();
        SchoolGainAccount {
            school: format!("skole:{}", 999_000 + number).parse().unwrap(),
            n,
            before: zero,
            after: zero,
            rebound: Some(zero),
            effect: None,
        }
    }

    fn account(schools: Vec<SchoolGainAccount>, coverage: Vec<TestCoverage>) -> ProgressAccount {
        let gains = SchoolGainsAccount {
            subject: Subject::Reading,
            kind: SchoolKind::Folkeskole,
            basis: Basis::Own,
            years: BTreeSet::from(["2018/19".parse().unwrap()]),
            model: None,
            schools,
        };
        ProgressAccount { coverage, schools: vec![gains], ..ProgressAccount::default() }
    }

    fn shown(of: &ProgressAccount, kept: u32) -> (Vec<u64>, Vec<bool>) {
        let kept: Unit = format!("skole:{}", 999_000 + kept).parse().unwrap();
        let shown = of.shown(3, |_, school| school == kept, |_| false);
        let schools = shown.schools.into_iter().flat_map(|of| of.schools);
        schools.map(|of| (of.n, of.rebound.is_some())).unzip()
    }

    #[test]
    fn a_school_that_is_small_or_kept_is_left_out_and_takes_what_all_have_in_common() {
        let all = account(vec![gain(1, 40), gain(2, 50), gain(3, 60)], Vec::new());
        assert_eq!(shown(&all, 9), (vec![40, 50, 60], vec![true; 3]));
        assert_eq!(shown(&all, 2), (vec![40, 60], vec![false; 2]));
        let small = account(vec![gain(1, 40), gain(2, 2), gain(3, 60)], Vec::new());
        assert_eq!(shown(&small, 9), (vec![40, 60], vec![false; 2]));
    }

    #[test]
    fn a_small_number_takes_the_whole_account_of_a_test_and_its_complement_too() {
        let test = |tested, followed| TestCoverage {
            subject: Subject::Reading,
            year: "2018/19".parse().unwrap(),
            grade: Grade::new(4).unwrap(),
            from: Grade::new(2),
            tested,
            reason: None,
            followed: Some(followed),
        };
        let followed = |moved, other_year| FollowedPupils {
            pairs: 40,
            moved,
            without_ability: 0,
            other_year,
            none_earlier: 10,
        };
        for (of, open) in [
            (followed(5, 0), true),
            (followed(5, 2), false),
            (followed(2, 0), false),
            // All but two moved.
            (followed(38, 0), false),
        ] {
            let shown = account(Vec::new(), vec![test(50, of)]);
            let shown = shown.shown(3, |_, _| false, |_| false);
            let counts: Vec<bool> = shown.coverage.iter().map(|of| of.followed.is_some()).collect();
            assert_eq!(counts, [open], "{of:?}");
        }
        let tiny = account(Vec::new(), vec![test(2, followed(0, 0))]);
        assert!(tiny.shown(3, |_, _| false, |_| false).coverage.is_empty());
        let large = account(Vec::new(), vec![test(50, followed(5, 0))]);
        assert!(large.shown(3, |_, _| false, |of| of.tested == 50).coverage.is_empty());
    }
}
