//! How a figure is made, in words.

use kvalitet_core::catalogue::{Indicator, Reported, Statistic};
use kvalitet_core::expression::{Condition, Expression, Quantity, Relation};
use kvalitet_text::Texts;

/// How expressions, quantities and columns are written.
#[derive(Clone, Copy)]
struct Writing<'t> {
    condition: fn(&'t Texts, &Expression) -> String,
    quantity: fn(&'t Texts, &Quantity) -> String,
    column: fn(&'t Texts, &str) -> String,
}

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
    let as_written = Writing {
        condition: |_, of| of.text().to_owned(),
        quantity: |_, of| of.text().to_owned(),
        column: |_, name| name.to_owned(),
    };
    written(texts, indicator, as_written)
}

/// As [`formula`], with the expressions in words: `niveauet er 4, 5 eller 6`. What no words are known for
/// stands as it was written.
pub(crate) fn in_words(texts: &Texts, indicator: &Indicator) -> String {
    written(texts, indicator, Writing { condition, quantity, column })
}

fn written<'t>(texts: &'t Texts, indicator: &Indicator, writing: Writing<'t>) -> String {
    let Writing { condition, quantity, column: name } = writing;
    match &indicator.statistic {
        Statistic::Share { numerator, denominator } => texts.with(
            "rap-formel-andel",
            &[
                ("taeller", condition(texts, numerator).into()),
                ("naevner", condition(texts, denominator).into()),
            ],
        ),
        Statistic::Distribution { column, denominator, .. } => texts.with(
            "rap-formel-fordeling",
            &[
                ("kolonne", name(texts, column).into()),
                ("naevner", condition(texts, denominator).into()),
            ],
        ),
        Statistic::Mean { value, denominator } => texts.with(
            "rap-formel-gennemsnit",
            &[
                ("vaerdi", quantity(texts, value).into()),
                ("naevner", condition(texts, denominator).into()),
            ],
        ),
        Statistic::Ratio { numerator, denominator, rows } => texts.with(
            "rap-formel-forhold",
            &[
                ("taeller", quantity(texts, numerator).into()),
                ("naevner", quantity(texts, denominator).into()),
                ("raekker", condition(texts, rows).into()),
            ],
        ),
        Statistic::Count { rows } => {
            texts.with("rap-formel-antal", &[("raekker", condition(texts, rows).into())])
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

fn condition(texts: &Texts, of: &Expression) -> String {
    told(texts, &of.condition())
}

fn quantity(texts: &Texts, of: &Quantity) -> String {
    column(texts, of.text())
}

/// What a column is called; its own name where no other is known.
fn column(texts: &Texts, name: &str) -> String {
    let id = format!("kolonne-{}", name.replace('_', "-"));
    let question = name.strip_prefix('q').filter(|number| number.parse::<u8>().is_ok());
    match question {
        _ if texts.has(&id) => texts.get(&id),
        Some(number) => texts.with("kolonne-q", &[("nummer", number.into())]),
        None => name.to_owned(),
    }
}

fn told(texts: &Texts, condition: &Condition) -> String {
    let of_column = |id: &str, name: &str| texts.with(id, &[("navn", column(texts, name).into())]);
    match condition {
        Condition::All(parts) => joined(texts, "rap-og", parts),
        Condition::Any(parts) => joined(texts, "rap-eller", parts),
        Condition::Not(inner) => {
            texts.with("rap-udtryk-ikke", &[("udtryk", told(texts, inner).into())])
        }
        Condition::Compare { column: name, relation, values } => {
            beside(texts, name, (*relation, values))
        }
        Condition::Filled(name) => of_column("rap-udtryk-udfyldt", name),
        Condition::Empty(name) => of_column("rap-udtryk-tom", name),
        Condition::Written(text) => text.clone(),
    }
}

fn beside(texts: &Texts, name: &str, (relation, values): (Relation, &[String])) -> String {
    // What is yes or no is a sentence of its own.
    let yes = format!("kolonne-{}-ja", name.replace('_', "-"));
    if relation == Relation::Is && *values == ["1"] && texts.has(&yes) {
        return texts.get(&yes);
    }
    let value = |value: &String| {
        let known = format!("{name}-{value}");
        match value.parse() {
            Ok(number) => texts.number(number),
            Err(_) if texts.has(&known) => texts.get(&known),
            Err(_) => value.clone(),
        }
    };
    let (id, word) = match relation {
        Relation::Is => ("rap-udtryk-er", "rap-eller"),
        Relation::Below => ("rap-udtryk-under", "rap-eller"),
        Relation::AtMost => ("rap-udtryk-hoejst", "rap-eller"),
        Relation::Above => ("rap-udtryk-over", "rap-eller"),
        Relation::AtLeast => ("rap-udtryk-mindst", "rap-eller"),
        Relation::Between => ("rap-udtryk-mellem", "rap-og"),
    };
    let values = listed(texts, word, values.iter().map(value).collect());
    texts.with(id, &[("navn", column(texts, name).into()), ("vaerdi", values.into())])
}

/// Conditions in a row; one with parts of its own stands in brackets.
fn joined(texts: &Texts, word: &str, parts: &[Condition]) -> String {
    let part = |of: &Condition| match of {
        Condition::All(_) | Condition::Any(_) => format!("({})", told(texts, of)),
        _ => told(texts, of),
    };
    listed(texts, word, parts.iter().map(part).collect())
}

/// Names in a row with a word before the last: `a, b eller c`.
fn listed(texts: &Texts, word: &str, mut names: Vec<String>) -> String {
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() {
        return last;
    }
    texts.with(word, &[("foerste", names.join(", ").into()), ("sidste", last.into())])
}

#[cfg(test)]
mod tests {
    use kvalitet_core::Language;
    use kvalitet_core::catalogue::Catalogue;

    use super::*;

    #[test]
    fn an_expression_is_told_in_words() {
        let catalogue = Catalogue::built_in().unwrap();
        let said =
            |language, id: &str| in_words(&Texts::new(language), catalogue.indicator(id).unwrap());
        assert_eq!(
            said(Language::Danish, "laesning.gode"),
            "rækker, hvor niveauet er 4, 5 eller 6, af rækker, hvor faget er læsning og niveauet er \
             udfyldt"
        );
        assert_eq!(
            said(Language::English, "laesning.gode"),
            "rows where the level is 4, 5 or 6, of rows where the subject is reading and the level is \
             filled in"
        );
        assert_eq!(
            said(Language::Danish, "trivsel.generel.over-3"),
            "rækker, hvor den generelle trivsel er over 3,0, af rækker, hvor den generelle trivsel er \
             udfyldt"
        );
    }

    /// Whatever the catalogue asks is told without a word of the language it is written in.
    #[test]
    fn no_expression_of_the_catalogue_is_told_as_it_is_written() {
        for language in [Language::Danish, Language::English] {
            let texts = Texts::new(language);
            for indicator in Catalogue::built_in().unwrap().indicators() {
                if matches!(indicator.statistic, Statistic::Reported { .. }) {
                    continue;
                }
                let said = in_words(&texts, indicator);
                let signs = [" in (", " is not null", " = ", "_", "'", " > ", " < "];
                assert!(!signs.iter().any(|sign| said.contains(sign)), "{}: {said}", indicator.id);
            }
        }
    }
}
