//! What each measure says of the schools of one municipality, by plain formulas.
//!
//! A measure is a function from [`Drawn`] to a number for each school, the more the better. It sees
//! results and the standard error of measurement; [`ceiling`] alone sees true abilities.

use kvalitet_core::method::count_to_f64;
use kvalitet_simulate::growth::{GrowthPanel, PupilGrowth, SchoolGrowth};

/// One municipality.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn<'a> {
    /// Its schools, the truth included.
    pub(crate) schools: &'a [SchoolGrowth],
    /// What it was drawn from.
    pub(crate) panel: &'a GrowthPanel,
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
type Measure = fn(&Drawn<'_>) -> Vec<f64>;

/// Every measure of the study. One more is one line here.
pub(crate) const MEASURES: [(&str, Measure); 7] = [
    ("mean of the later test", later_mean),
    ("difference", difference),
    ("change of standing (z2 - z1)", change_of_standing),
    ("conditional gain", |of| of.conditional(of.slope(0.0))),
    ("conditional gain, corrected", |of| of.conditional(of.slope(of.error()))),
    ("conditional gain, corrected, slope within schools", |of| {
        of.conditional(of.slope_within(of.error()))
    }),
    ("known slope and abilities without error", ceiling),
];

/// The sums behind a slope.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn of<'a>(pupils: impl Iterator<Item = &'a PupilGrowth>) -> Self {
        pupils.fold(Self::default(), |sums, pupil| {
            let [x, y] = pupil.result;
            Self {
                n: sums.n + 1.0,
                x: sums.x + x,
                y: sums.y + y,
                xx: sums.xx + x * x,
                xy: sums.xy + x * y,
                yy: sums.yy + y * y,
            }
        })
    }

    /// Sums of squares and products about the means: of the earlier results, of both, of the later.
    fn about_means(self) -> [f64; 3] {
        [
            self.xx - self.x * self.x / self.n,
            self.xy - self.x * self.y / self.n,
            self.yy - self.y * self.y / self.n,
        ]
    }
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

    fn all(&self) -> Sums {
        Sums::of(self.schools.iter().flat_map(|school| &school.pupils))
    }

    /// The variance of errors of measurement, as a test's documentation has it.
    const fn error(&self) -> f64 {
        self.panel.sem * self.panel.sem
    }

    /// The slope of later on earlier results over all pupils: `S_xy / (S_xx - n·error)`.
    fn slope(&self, error: f64) -> f64 {
        let all = self.all();
        let [xx, xy, _] = all.about_means();
        xy / (xx - (all.n - 1.0) * error)
    }

    /// The same within schools.
    fn slope_within(&self, error: f64) -> f64 {
        let (mut xx, mut xy, mut freedom) = (0.0, 0.0, 0.0);
        for school in self.schools {
            let sums = Sums::of(school.pupils.iter());
            let [of_x, of_both, _] = sums.about_means();
            xx += of_x;
            xy += of_both;
            freedom += sums.n - 1.0;
        }
        xy / (xx - freedom * error)
    }

    /// How far a school's pupils lie above what their earlier results lead to.
    fn conditional(&self, slope: f64) -> Vec<f64> {
        self.means(|[earlier, later]| later - slope * earlier)
    }
}

fn count(school: &SchoolGrowth) -> f64 {
    count_to_f64(u64::try_from(school.pupils.len()).unwrap_or_default())
}

fn later_mean(of: &Drawn<'_>) -> Vec<f64> {
    of.means(|[_, later]| later)
}

fn difference(of: &Drawn<'_>) -> Vec<f64> {
    of.means(|[earlier, later]| later - earlier)
}

fn change_of_standing(of: &Drawn<'_>) -> Vec<f64> {
    let all = of.all();
    let [xx, _, yy] = all.about_means();
    let [earlier_sd, later_sd] = [xx, yy].map(|squares| (squares / (all.n - 1.0)).sqrt());
    of.means(|[earlier, later]| later / later_sd - earlier / earlier_sd)
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
    use kvalitet_simulate::panel::Sizes;

    use super::*;

    fn one_large() -> (GrowthPanel, Vec<SchoolGrowth>) {
        let panel = GrowthPanel {
            schools: 100,
            sizes: Sizes::Fixed(2_000),
            intake_sd: 0.5,
            day_sd: 0.0,
            ..GrowthPanel::default()
        };
        let schools = panel.municipality(0).unwrap();
        (panel, schools)
    }

    #[test]
    fn correction_finds_the_slope_behind_the_error() {
        let (panel, schools) = one_large();
        let of = Drawn { schools: &schools, panel: &panel };
        // .9 / (1 + .25); within schools .9 · .75 / (.75 + .25).
        assert!((of.slope(0.0) - 0.72).abs() < 0.01, "{}", of.slope(0.0));
        assert!((of.slope_within(0.0) - 0.675).abs() < 0.01, "{}", of.slope_within(0.0));
        assert!((of.slope(0.25) - 0.9).abs() < 0.012, "{}", of.slope(0.25));
        assert!((of.slope_within(0.25) - 0.9).abs() < 0.012, "{}", of.slope_within(0.25));
    }

    #[test]
    fn a_measure_is_a_number_for_each_school() {
        let (panel, schools) = one_large();
        let of = Drawn { schools: &schools, panel: &panel };
        for (name, measure) in MEASURES {
            let values = measure(&of);
            assert_eq!(values.len(), 100, "{name}");
            assert!(values.iter().all(|value| value.is_finite()), "{name}");
        }
    }

    #[test]
    fn standing_does_not_depend_on_the_scale_of_a_test() {
        let (panel, schools) = one_large();
        let mut stretched = schools.clone();
        for pupil in stretched.iter_mut().flat_map(|school| &mut school.pupils) {
            let [_, later] = &mut pupil.result;
            *later = 3.0 * *later + 7.0;
        }
        let plain = change_of_standing(&Drawn { schools: &schools, panel: &panel });
        let other = change_of_standing(&Drawn { schools: &stretched, panel: &panel });
        let steps: Vec<f64> = plain.iter().zip(&other).map(|(one, other)| other - one).collect();
        assert!(steps.iter().all(|step| (step - steps[0]).abs() < 1e-9));
    }
}
