//! Every part of a release, what it can tell of a figure, and whether the audit looks at it.

use super::Cover;

const fn yes(part: &'static str) -> Cover {
    Cover { part, is_covered: true }
}

const fn no(part: &'static str) -> Cover {
    Cover { part, is_covered: false }
}

/// The parts, by the fields of the release.
pub(super) const COVERS: &[Cover] = &[
    // Known, or an unknown of at least one person: that a figure is hidden says that there is one.
    yes("figures.n"),
    yes("figures.hits"),
    // A mean, or a share without hits, is known within its rounding.
    yes("figures.value"),
    // The amounts of a ratio are not printed: its persons alone are added up.
    no("figures.value.ratio"),
    // Never added up.
    no("figures.value.without_n"),
    // Of a share it is made of hits and n, which stand beside it.
    yes("figures.interval.share"),
    // Tells the spread of a shown mean. Spreads add up as sums do, and are not tried.
    no("figures.interval.mean"),
    // The factor of shocks is one number, made of all schools of a kind, hidden ones too.
    no("figures.interval.shock"),
    // How many schools have a value, and not which.
    no("figures.coverage"),
    // Which figures are hidden follows a rule that can be read: that not fewer are is not made use of.
    no("figures.rule"),
    // Everybody is in one category; levels lie within or beside each other.
    yes("figures.categories"),
    // A band of scores says where the mean can lie.
    no("figures.mean_and_bands"),
    // Of class sizes alone, whose schools' values are ratios.
    no("figures.over_schools"),
    // Words as inequalities on one figure at a time, with its persons known.
    yes("targets.rule"),
    // Stand beside the figures, or not at all.
    no("targets.certainty"),
    // With the year that is shown it is the value of the other.
    yes("changes.difference"),
    // With the difference it is the municipality's change.
    yes("changes.beyond_municipality"),
    // Made of the persons of both years; of a sum of schools of their changes: the gate shows none
    // where one of them is hidden.
    no("changes.standard_error"),
    // A rise or a fall that is sure, over at least k persons in each year.
    no("changes.verdict"),
    // The same figures again.
    yes("cohorts.value"),
    yes("cohorts.n"),
    yes("cohorts.municipality"),
    yes("cohorts.distance"),
    // Made of the schools' changes; not shown where one is hidden.
    no("cohorts.limits"),
    // Made of two n that stand beside it.
    no("cohorts.roll"),
    // The figures of the years together.
    yes("positions.level"),
    yes("positions.n"),
    // Made of all schools of the kind; no place is shown where one is hidden.
    no("positions.reference"),
    // Counts of claims that are shown.
    no("families"),
    // A model of all schools, for the administration alone.
    no("spreading"),
    // Quartiles of published values.
    no("references"),
    // Our value and persons under the key of a figure.
    yes("agreements"),
    // The municipality's persons of a grade.
    yes("progress.coverage.tested"),
    // Who of them was found in the test before.
    no("progress.coverage.followed"),
    yes("progress.schools.n"),
    // Models of all pupils of the municipality, and what a school stood at.
    no("progress.ways"),
    no("progress.schools.model"),
    // Counts of rows, guarded by a rule of their own.
    no("sources"),
    no("unread"),
    // At least a hundred pupils who answered everything, beside those who answered half.
    no("reliability"),
    // Says which hidden figures are on fewer than k persons, and so that the others are not: by an attacker
    // of its own.
    yes("ledger"),
    // What it says of the releases of others.
    no("ledger.others"),
    // No number of persons.
    no("edition"),
    no("units"),
    no("outcomes"),
    no("corrections"),
    no("policy"),
    no("groups"),
    no("national"),
    no("similar"),
    no("missing"),
    no("settings"),
];
