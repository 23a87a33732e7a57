//! Groups of schools made by a rule.

use std::collections::BTreeMap;

use crate::InstitutionNumber;

/// Schools in `groups` groups alike in size, smallest schools first: sorted by pupils, ties by
/// number, and cut into runs whose lengths differ by at most one.
///
/// `sizes` is pupils on roll. No group is empty: with more groups than schools each school is a
/// group of its own and the rest are left out, and without schools there are no groups. Zero
/// groups is none, whatever the schools. Schools of one size may stand on both sides of a cut.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use kvalitet_core::InstitutionNumber;
/// use kvalitet_core::grouping::alike_in_size;
///
/// let school = |text: &str| text.parse::<InstitutionNumber>();
/// let sizes = BTreeMap::from([
///     (school("999001")?, 640),
///     (school("999002")?, 120),
///     (school("999003")?, 480),
///     (school("999004")?, 150),
/// ]);
/// let groups = alike_in_size(&sizes, 2);
/// assert_eq!(groups, [
///     [school("999002")?, school("999004")?],
///     [school("999003")?, school("999001")?],
/// ]);
/// # Ok::<(), kvalitet_core::NotAnInstitutionNumber>(())
/// ```
pub fn alike_in_size(
    sizes: &BTreeMap<InstitutionNumber, u32>,
    groups: usize,
) -> Vec<Vec<InstitutionNumber>> {
    let mut by_size: Vec<_> = sizes.iter().map(|(school, pupils)| (pupils, school)).collect();
    by_size.sort_unstable();
    let mut schools = by_size.into_iter().map(|(_, school)| *school);
    let mut made = Vec::new();
    for left in (1..=groups.min(sizes.len())).rev() {
        // An even part of the schools that are left, for each group that is left.
        let length = schools.len().div_ceil(left);
        made.push(schools.by_ref().take(length).collect());
    }
    made
}

#[cfg(test)]
mod tests {
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    use super::*;

    fn sizes() -> impl Strategy<Value = BTreeMap<InstitutionNumber, u32>> {
        // Few sizes, so that ties are common.
        let number = (999_000_u32..999_200).prop_map(|n| n.to_string().parse().unwrap());
        btree_map(number, prop_oneof![0_u32..20, any::<u32>()], 0..60)
    }

    proptest! {
        #[test]
        fn every_school_is_in_one_group_and_no_group_overlaps_another_in_size(
            sizes in sizes(),
            groups in 0_usize..80,
        ) {
            let made = alike_in_size(&sizes, groups);
            prop_assert_eq!(made.len(), groups.min(sizes.len()));
            if 0 < groups {
                let mut all: Vec<_> = made.concat();
                all.sort_unstable();
                prop_assert!(all.iter().eq(sizes.keys()));
            }
            let lengths = || made.iter().map(Vec::len);
            let spread = lengths().max().unwrap_or(0) - lengths().min().unwrap_or(0);
            prop_assert!(spread <= 1);
            for pair in made.windows(2) {
                let last = pair[0].iter().map(|school| (sizes[school], *school)).max();
                let first = pair[1].iter().map(|school| (sizes[school], *school)).min();
                prop_assert!(last < first);
            }
        }
    }

    #[test]
    fn eight_groups_of_fifty_schools_are_two_of_seven_and_six_of_six() {
        let school = |n: u32| (999_000 + n).to_string().parse().unwrap();
        let sizes = (0..50).map(|n| (school(n), n)).collect();
        let lengths: Vec<_> = alike_in_size(&sizes, 8).iter().map(Vec::len).collect();
        assert_eq!(lengths, [7, 7, 6, 6, 6, 6, 6, 6]);
    }
}
