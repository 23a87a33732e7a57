//! Rules that say which changes are sure: a variance, a correction for many claims, and a level.

use std::cmp::Ordering;

use kvalitet_core::method::{benjamini_hochberg, benjamini_yekutieli, holm};

use crate::found::Found;
use crate::report::Claim;

/// Whose standard error a rule tests with, in the order of [`Claim::p`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variance {
    /// Ours: the shock factor of the report, with weights.
    Ours,
    /// Moderated by the plain sum of squares.
    Plain,
    /// The prior factor as it stands, whatever the schools show.
    Prior,
    /// The true factor, which nobody knows: what could be had at most.
    Known,
    /// Pupils taken for independent.
    Independent,
}

/// How many claims are corrected for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Correction {
    /// Benjamini and Hochberg.
    Hochberg,
    /// Benjamini and Yekutieli.
    Yekutieli,
    /// Holm.
    Holm,
    /// None.
    None,
}

/// A rule but for its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) variance: Variance,
    pub(crate) correction: Correction,
}

const VARIANCES: [Variance; 5] =
    [Variance::Ours, Variance::Plain, Variance::Prior, Variance::Known, Variance::Independent];
const CORRECTIONS: [Correction; 4] =
    [Correction::Hochberg, Correction::Yekutieli, Correction::Holm, Correction::None];

/// The levels that rules are tried at, per mille.
pub(crate) const LEVELS: [f64; 38] = [
    1e-15, 1e-12, 1e-9, 1e-6, 0.000_1, 0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.5, 1.0, 1.5,
    2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 17.5, 20.0, 22.5,
    25.0, 30.0, 35.0, 40.0, 45.0, 50.0,
];

/// Every rule, ours first.
pub(crate) fn rules() -> Vec<Rule> {
    let of = |variance| CORRECTIONS.map(|correction| Rule { variance, correction });
    VARIANCES.into_iter().flat_map(of).collect()
}

impl Rule {
    /// What it is called in tables.
    pub(crate) const fn name(self) -> (&'static str, &'static str) {
        let variance = match self.variance {
            Variance::Ours => "ours",
            Variance::Plain => "moderated, unweighted",
            Variance::Prior => "prior alone",
            Variance::Known => "true factor known",
            Variance::Independent => "independent pupils",
        };
        let correction = match self.correction {
            Correction::Hochberg => "BH",
            Correction::Yekutieli => "BY",
            Correction::Holm => "Holm",
            Correction::None => "none",
        };
        (variance, correction)
    }

    /// Whether a report could use it.
    pub(crate) fn is_candidate(self) -> bool {
        self.variance != Variance::Known
    }

    fn p(self, claim: &Claim) -> f64 {
        let [ours, plain, prior, known, independent] = claim.p;
        match self.variance {
            Variance::Ours => ours,
            Variance::Plain => plain,
            Variance::Prior => prior,
            Variance::Known => known,
            Variance::Independent => independent,
        }
    }

    /// What it finds in one family, at each of [`LEVELS`].
    pub(crate) fn add_to(self, found: &mut [Found], claims: &[Claim]) {
        let p: Vec<f64> = claims.iter().map(|claim| self.p(claim)).collect();
        let adjusted = match self.correction {
            Correction::Hochberg => benjamini_hochberg(&p),
            Correction::Yekutieli => benjamini_yekutieli(&p),
            Correction::Holm => holm(&p),
            Correction::None => p,
        };
        for (found, level) in found.iter_mut().zip(LEVELS) {
            let arrow = |(claim, adjusted): (&Claim, &f64)| {
                if *adjusted <= level / 1000.0 { claim.seen } else { Ordering::Equal }
            };
            found.add(claims, claims.iter().zip(&adjusted).map(arrow));
        }
    }
}
