//! Numbers and dates as they are printed.

use kvalitet_core::{Decimal, Language};

use crate::Texts;

/// The no-break space before a per cent sign.
const NO_BREAK: char = '\u{a0}';

impl Texts {
    const fn marks(&self) -> (char, char) {
        match self.language() {
            Language::Danish => (',', '.'),
            Language::English => ('.', ','),
        }
    }

    /// A decimal number with the language's decimal sign, grouped from four digits, a true minus.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::Language;
    /// use kvalitet_text::Texts;
    ///
    /// let texts = Texts::new(Language::Danish);
    /// assert_eq!(texts.number("-1234.50".parse()?), "\u{2212}1.234,50");
    /// # Ok::<(), kvalitet_core::NotADecimal>(())
    /// ```
    pub fn number(&self, number: Decimal) -> String {
        let (point, _) = self.marks();
        let plain = number.to_string();
        let digits = plain.trim_start_matches('-');
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let sign = if plain.len() == digits.len() { "" } else { "\u{2212}" };
        let whole = self.grouped(whole);
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{point}{fraction}")
        }
    }

    /// A number of per cent for tables and charts: `80,5 %` with a no-break space.
    pub fn percent(&self, number: Decimal) -> String {
        match self.language() {
            Language::Danish => format!("{}{NO_BREAK}%", self.number(number)),
            Language::English => format!("{}%", self.number(number)),
        }
    }

    /// A number of per cent for running text: `80,5 pct.`.
    pub fn percent_in_text(&self, number: Decimal) -> String {
        match self.language() {
            Language::Danish => format!("{}{NO_BREAK}pct.", self.number(number)),
            Language::English => format!("{} per cent", self.number(number)),
        }
    }

    /// A count, grouped from four digits: `3.478`.
    pub fn count(&self, count: u64) -> String {
        self.grouped(&count.to_string())
    }

    fn grouped(&self, digits: &str) -> String {
        let (_, group) = self.marks();
        let first = digits.len() % 3;
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if 0 < place && place % 3 == first {
                text.push(group);
            }
            text.push(digit);
        }
        text
    }

    /// A date in running text: `31. marts 2022`, `31 March 2022`; the text itself when it is no
    /// date such as `2022-03-31`.
    pub fn date(&self, date: &str) -> String {
        let parts: Vec<&str> = date.split('-').collect();
        let [year, month, day] = parts.as_slice() else {
            return date.to_owned();
        };
        let month = self.get(&format!("maaned-{month}"));
        let day = day.trim_start_matches('0');
        match self.language() {
            Language::Danish => format!("{day}. {month} {year}"),
            Language::English => format!("{day} {month} {year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_four_digits() {
        let texts = Texts::new(Language::Danish);
        let counts = [0, 12, 999, 1_000, 12_345, 1_234_567].map(|n| texts.count(n));
        assert_eq!(counts, ["0", "12", "999", "1.000", "12.345", "1.234.567"]);
    }

    #[test]
    fn dates_follow_the_language() {
        assert_eq!(Texts::new(Language::Danish).date("2022-03-01"), "1. marts 2022");
        assert_eq!(Texts::new(Language::English).date("2022-12-31"), "31 December 2022");
        assert_eq!(Texts::new(Language::Danish).date("i dag"), "i dag");
    }
}
