//! Sorting of names.

use std::cmp::Ordering;
use std::fmt;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::locale;

/// Names in the order a Danish reader expects: æ, ø and å last, aa as å, case after letter.
///
/// # Examples
///
/// ```
/// use kvalitet_text::Order;
///
/// let mut names = ["Åby Skole", "Øster Skole", "Aaby Skole", "Bakkeskolen", "Ærø Skole"];
/// let order = Order::danish();
/// names.sort_by(|a, b| order.compare(a, b));
/// assert_eq!(names, ["Bakkeskolen", "Ærø Skole", "Øster Skole", "Åby Skole", "Aaby Skole"]);
/// ```
pub struct Order(Option<CollatorBorrowed<'static>>);

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Order")
    }
}

impl Order {
    /// Danish order. Schools are named in Danish in every language of the report.
    pub fn danish() -> Self {
        Self(Collator::try_new(locale!("da").into(), CollatorOptions::default()).ok())
    }

    /// Which of two names comes first; names that only differ in what the order ignores compare by
    /// their bytes, so that the result never depends on the order they came in.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let collated = self.0.as_ref().map_or(Ordering::Equal, |order| order.compare(a, b));
        collated.then_with(|| a.cmp(b))
    }
}
