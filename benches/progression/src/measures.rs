//! What each measure says of the schools of one municipality: by plain formulas, growth percentiles
//! and value added by the program's own functions.
//!
//! A measure is a function from [`Drawn`] to a number for each school, the more the better. It sees
//! results and the standard error of measurement; [`ceiling`] alone sees true abilities.

use kvalitet_core::PairMoments;
use kvalitet_core::method::{
    GrowthModel, MIN_GROUPS, Slopes, corrected_slope_within, count_to_f64, random_intercept,
};
use kvalitet_simulate::growth::{GrowthPanel, PupilGrowth, SchoolGrowth};
use kvalitet_simulate::panel::Sizes;

use crate::Failure;

/// One municipality.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn<'a> {
    /// Its schools, the truth included.
    pub(crate) schools: &'a [SchoolGrowth],
    /// What it was drawn from.
    pub(crate) panel: &'a GrowthPanel,
    /// What results lead to in the nation.
    pub(crate) norm: &'a GrowthModel,
}

/// What is true of the schools of one municipality.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Truth {
    /// What each adds.
    pub(crate) growth: Vec<f64>,
    /// What each takes in.
    pub(crate) intake: Vec<f64>,
    /// The mean of its earlier results.
    pub(crate) prior: Vec<f64>,
}

/// A number for each school.
type Measure = fn(&Drawn<'_>) -> Result<Vec<f64>, Failure>;

/// Every measure of the study. One more is one line here.
pub(crate) const MEASURES: [(&str, Measure); 11] = [
    ("mean of the later test", |of| Ok(of.means(|[_, later]| later))),
    ("difference", |of| Ok(of.means(|[earlier, later]| later - earlier))),
    ("change of standing (z2 - z1)", |of| Ok(change_of_standing(of))),
    ("mean growth percentile, norm of the nation", mean_growth_percentile),
    ("conditional gain", |of| Ok(of.conditional(of.slope(0.0)))),
    ("conditional gain, corrected", |of| Ok(of.conditional(of.slope(of.error())))),
    ("conditional gain, corrected, slope within schools", |of| {
        Ok(of.conditional(of.slope_within(of.error())))
    }),
    ("value added", |of| value_added(of, Slopes::Common)),
    ("value added, slopes within and between", |of| value_added(of, Slopes::WithinAndBetween)),
    ("value added, corrected slope within schools given", |of| {
        value_added(of, Slopes::Given(of.slope_within(of.error())))
    }),
    ("known slope and abilities without error", |of| Ok(ceiling(of))),
];

/// Schools and pupils of the nation that growth percentiles are about.
const NATION: (u32, u32) = (150, 100);

/// The curves of a nation like these municipalities: 15,000 pupils of as many schools as make its
/// schools' own days even out.
pub(crate) fn norm(panel: &GrowthPanel, replicate: u64) -> Result<GrowthModel, Failure> {
    let (schools, pupils) = NATION;
    let nation = GrowthPanel { schools, sizes: Sizes::Fixed(pupils), ..panel.clone() };
    let schools = nation.municipality(replicate)?;
    let results = || schools.iter().flat_map(|school| &school.pupils).map(|pupil| pupil.result);
    let earlier: Vec<f64> = results().map(|[earlier, _]| earlier).collect();
    let later: Vec<f64> = results().map(|[_, later]| later).collect();
    Ok(GrowthModel::fit(&earlier, &later)?)
}

/// The means of results and the sums of squares and products about them.
fn moments<'a>(schools: impl Iterator<Item = &'a SchoolGrowth> + Clone) -> PairMoments {
    let pupils = schools.flat_map(|school| &school.pupils);
    let results = || pupils.clone().map(|pupil| pupil.result);
    let n: u64 = results().map(|_| 1).sum();
    let [mean_x, mean_y] = results()
        .fold([0.0; 2], |[x, y], [earlier, later]| [x + earlier, y + later])
        .map(|sum| sum / count_to_f64(n));
    let none = PairMoments { n, mean_x, mean_y, sum_xx: 0.0, sum_yy: 0.0, sum_xy: 0.0 };
    results().fold(none, |sums, [earlier, later]| {
        let (x, y) = (earlier - mean_x, later - mean_y);
        PairMoments {
            sum_xx: sums.sum_xx + x * x,
            sum_yy: sums.sum_yy + y * y,
            sum_xy: sums.sum_xy + x * y,
            ..sums
        }
    })
}

impl Drawn<'_> {
    /// What is true.
    pub(crate) fn truth(&self) -> Truth {
        Truth {
            growth: self.schools.iter().map(|school| school.growth).collect(),
            intake: self.schools.iter().map(|school| school.intake).collect(),
            prior: self.means(|[earlier, _]| earlier),
        }
    }

    /// The mean over the pupils of each school.
    fn means(&self, number: impl Fn([f64; 2]) -> f64) -> Vec<f64> {
        let mean = |school: &SchoolGrowth| {
            let sum: f64 = school.pupils.iter().map(|pupil| number(pupil.result)).sum();
            sum / count(school)
        };
        self.schools.iter().map(mean).collect()
    }

    fn all(&self) -> PairMoments {
        moments(self.schools.iter())
    }

    fn each(&self) -> Vec<PairMoments> {
        self.schools.iter().map(|school| moments(std::iter::once(school))).collect()
    }

    /// The variance of errors of measurement, as a test's documentation has it.
    const fn error(&self) -> f64 {
        self.panel.sem * self.panel.sem
    }

    /// The slope of later on earlier results over all pupils: `S_xy / (S_xx - (n - 1)·error)`.
    fn slope(&self, error: f64) -> f64 {
        corrected_slope_within(&[self.all()], error).unwrap_or(f64::NAN)
    }

    /// The same within schools.
    fn slope_within(&self, error: f64) -> f64 {
        corrected_slope_within(&self.each(), error).unwrap_or(f64::NAN)
    }

    /// How far a school's pupils lie above what their earlier results lead to.
    fn conditional(&self, slope: f64) -> Vec<f64> {
        self.means(|[earlier, later]| later - slope * earlier)
    }
}

fn count(school: &SchoolGrowth) -> f64 {
    count_to_f64(u64::try_from(school.pupils.len()).unwrap_or_default())
}

fn change_of_standing(of: &Drawn<'_>) -> Vec<f64> {
    let all = of.all();
    // Of both the same number of pupils.
    let (earlier_sd, later_sd) = (all.sum_xx.sqrt(), all.sum_yy.sqrt());
    let scale = count_to_f64(all.n).sqrt();
    of.means(|[earlier, later]| scale * (later / later_sd - earlier / earlier_sd))
}

fn mean_growth_percentile(of: &Drawn<'_>) -> Result<Vec<f64>, Failure> {
    let percentile = |pupil: &PupilGrowth| {
        let [earlier, later] = pupil.result;
        of.norm.percentile(earlier, later).map(f64::from).ok_or("no growth percentile")
    };
    let mean = |school: &SchoolGrowth| {
        let sum = school.pupils.iter().map(percentile).sum::<Result<f64, _>>()?;
        Ok(sum / count(school))
    };
    of.schools.iter().map(mean).collect()
}

/// The schools' parts of a mixed model, drawn towards the line.
fn value_added(of: &Drawn<'_>, slopes: Slopes) -> Result<Vec<f64>, Failure> {
    let model = random_intercept(&of.each(), slopes, MIN_GROUPS)?;
    let part = |group: &Option<_>| group.ok_or("a school without an effect");
    let parts: Vec<kvalitet_core::method::GroupEffect> =
        model.groups.iter().map(part).collect::<Result<_, _>>()?;
    Ok(parts.iter().map(|part| part.shrunken).collect())
}

/// What the best measure could say if nothing had to be estimated and nothing were measured with
/// error: only the pupils' own ways are left.
fn ceiling(of: &Drawn<'_>) -> Vec<f64> {
    let gain = |pupil: &PupilGrowth| {
        let [earlier, later] = pupil.ability;
        later - of.panel.persistence * earlier
    };
    let mean = |school: &SchoolGrowth| school.pupils.iter().map(gain).sum::<f64>() / count(school);
    of.schools.iter().map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Found;

    fn one_large() -> (GrowthPanel, Vec<SchoolGrowth>, GrowthModel) {
        let panel = GrowthPanel {
            schools: 100,
            sizes: Sizes::Fixed(2_000),
            intake_sd: 0.5,
            day_sd: 0.0,
            ..GrowthPanel::default()
        };
        let schools = panel.municipality(0).unwrap();
        let norm = norm(&panel, 1).unwrap();
        (panel, schools, norm)
    }

    #[test]
    fn correction_finds_the_slope_behind_the_error() {
        let (panel, schools, norm) = one_large();
        let of = Drawn { schools: &schools, panel: &panel, norm: &norm };
        // .9 / (1 + .25); within schools .9 · .75 / (.75 + .25).
        assert!((of.slope(0.0) - 0.72).abs() < 0.01, "{}", of.slope(0.0));
        assert!((of.slope_within(0.0) - 0.675).abs() < 0.01, "{}", of.slope_within(0.0));
        assert!((of.slope(0.25) - 0.9).abs() < 0.012, "{}", of.slope(0.25));
        assert!((of.slope_within(0.25) - 0.9).abs() < 0.012, "{}", of.slope_within(0.25));
    }

    #[test]
    fn every_measure_of_large_schools_is_near_the_truth_but_that_of_level() {
        let (panel, schools, norm) = one_large();
        let of = Drawn { schools: &schools, panel: &panel, norm: &norm };
        let truth = of.truth();
        for (name, measure) in MEASURES {
            let mut found = Found::default();
            found.add(&truth, &measure(&of).unwrap());
            let is_level = name == "mean of the later test";
            assert_eq!(0.6 < found.correlation(), !is_level, "{name}: {}", found.correlation());
        }
    }

    #[test]
    fn standing_does_not_depend_on_the_scale_of_a_test() {
        let (panel, schools, norm) = one_large();
        let mut stretched = schools.clone();
        for pupil in stretched.iter_mut().flat_map(|school| &mut school.pupils) {
            let [_, later] = &mut pupil.result;
            *later = 3.0 * *later + 7.0;
        }
        let of = |schools| change_of_standing(&Drawn { schools, panel: &panel, norm: &norm });
        let (plain, other) = (of(&schools), of(&stretched));
        let steps: Vec<f64> = plain.iter().zip(&other).map(|(one, other)| other - one).collect();
        assert!(steps.iter().all(|step| (step - steps[0]).abs() < 1e-9));
    }
}
