//! The classes of a school in one year.

use kvalitet_core::method::count_to_f64;

use super::MOST_ALIKE;

/// Pupils in classes as equal as they can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Classes {
    pupils: u64,
    count: u64,
}

impl Classes {
    /// So many pupils in so many classes as bring them nearest to `size`; at least one class.
    pub(super) fn of(pupils: u32, size: u32) -> Self {
        let (pupils, size) = (u64::from(pupils), u64::from(size.max(1)));
        Self { pupils, count: ((2 * pupils + size) / (2 * size)).max(1) }
    }

    /// The pupils of all classes.
    pub(super) const fn pupils(self) -> u64 {
        self.pupils
    }

    /// The pupils of each class.
    pub(super) fn sizes(self) -> impl Iterator<Item = u64> {
        let (size, larger) = (self.pupils / self.count, self.pupils % self.count);
        (0..self.count).map(move |class| size + u64::from(class < larger))
    }

    /// The size of the class that a pupil is in, on average over pupils: Σm²/n.
    pub(super) fn size_by_pupil(self) -> f64 {
        let squares: u64 = self.sizes().map(|size| size * size).sum();
        count_to_f64(squares) / count_to_f64(self.pupils.max(1))
    }

    /// The correlation of two pupils of a class that inflates the standard deviation of a school's
    /// result so many times; 0 for an inflation of 1 or less, and where no class has two pupils.
    pub(super) fn intraclass_correlation(self, inflation: f64) -> f64 {
        let others = self.size_by_pupil() - 1.0;
        let wished = inflation * inflation - 1.0;
        if wished <= 0.0 || others <= 0.0 { 0.0 } else { (wished / others).min(MOST_ALIKE) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(pupils: u32) -> Vec<u64> {
        Classes::of(pupils, 21).sizes().collect()
    }

    #[test]
    fn classes_are_as_equal_as_they_can_be() {
        assert_eq!(sizes(15), [15]);
        assert_eq!(sizes(31), [31]);
        assert_eq!(sizes(32), [16, 16]);
        assert_eq!(sizes(100), [20, 20, 20, 20, 20]);
        assert_eq!(sizes(64), [22, 21, 21]);
        assert_eq!(sizes(1), [1]);
    }

    #[test]
    fn fewer_in_a_class_must_be_more_alike() {
        // (1.6² − 1) / (15 − 1) and (1.6² − 1) / (20 − 1).
        let one = Classes::of(15, 21).intraclass_correlation(1.6);
        let five = Classes::of(100, 21).intraclass_correlation(1.6);
        assert!((one - 0.111_428_571).abs() < 1e-9, "{one}");
        assert!((five - 0.082_105_263).abs() < 1e-9, "{five}");
    }

    #[test]
    fn independent_pupils_are_the_least() {
        for inflation in [0.0, 0.5, 1.0] {
            assert!(Classes::of(100, 21).intraclass_correlation(inflation).abs() < 1e-12);
        }
        assert!(Classes::of(1, 21).intraclass_correlation(2.0).abs() < 1e-12);
    }
}
