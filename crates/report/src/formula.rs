//! How a figure is made, in words.

use kvalitet_core::catalogue::{Indicator, Reported, Statistic};
use kvalitet_text::Texts;

/// How a figure is made: the expressions, or what the sources say.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Language;
/// use kvalitet_core::catalogue::Catalogue;
/// use kvalitet_text::Texts;
///
/// let catalogue = Catalogue::built_in()?;
/// let good = catalogue.indicator("laesning.gode").ok_or("not there")?;
/// let words = kvalitet_report::formula(&Texts::new(Language::English), good);
/// assert!(words.contains("niveau in (4, 5, 6)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn formula(texts: &Texts, indicator: &Indicator) -> String {
    match &indicator.statistic {
        Statistic::Share { numerator, denominator } => texts.with(
            "rap-formel-andel",
            &[("taeller", numerator.text().into()), ("naevner", denominator.text().into())],
        ),
        Statistic::Distribution { column, denominator, .. } => texts.with(
            "rap-formel-fordeling",
            &[("kolonne", column.as_str().into()), ("naevner", denominator.text().into())],
        ),
        Statistic::Mean { value, denominator } => texts.with(
            "rap-formel-gennemsnit",
            &[("vaerdi", value.text().into()), ("naevner", denominator.text().into())],
        ),
        Statistic::Ratio { numerator, denominator, rows } => texts.with(
            "rap-formel-forhold",
            &[
                ("taeller", numerator.text().into()),
                ("naevner", denominator.text().into()),
                ("raekker", rows.text().into()),
            ],
        ),
        Statistic::Count { rows } => {
            texts.with("rap-formel-antal", &[("raekker", rows.text().into())])
        }
        Statistic::Reported { form } => texts.with(
            match form {
                Reported::Share => "rap-formel-kilde-andel",
                Reported::Mean => "rap-formel-kilde-gennemsnit",
                Reported::Ratio => "rap-formel-kilde-forhold",
                Reported::Count => "rap-formel-kilde-antal",
                Reported::Value => "rap-formel-kilde-vaerdi",
            },
            &[("maal", indicator.observed.measures.join(" + ").into())],
        ),
    }
}
