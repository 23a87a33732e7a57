//! Indicators of a municipality's own: the built-in schema with more left unsaid.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::entry::Entry;
use super::{Catalogue, CatalogueError, Confidentiality, Indicator, Polarity, Scale, Theme};
use crate::goal::{Goal, Vision};
use crate::table::{TableDefinition, built_in, names};
use crate::target::{Target, TargetReading, TargetRule};
use crate::{Decimal, nearest};

const DEFAULTS: &str = include_str!("../../catalogue/egne-maal.toml");

/// A table of the municipality's own, as indicators read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalTable {
    /// Its name and columns.
    pub definition: TableDefinition,
    /// Who its rows are kept from: every figure of it is kept at least so.
    pub confidentiality: Confidentiality,
}

/// What an entry says in short and the schema says in full.
const TEXTS: [&str; 5] = ["name", "description", "population", "unit", "status_note"];

impl Catalogue {
    /// Adds an indicator of a municipality's own, over its own `tables` or the built-in ones.
    ///
    /// The entry has the schema of the built-in catalogue, and needs an id, a name, a table and one
    /// way to make a figure. A text may be in one language, then it stands in both. A target is
    /// `"rises"`, `"falls"`, `{ at_least = 0.25 }` or `{ at_most = 0.1 }`: a share as a fraction of 1,
    /// any other number as it is printed. Confidentiality is that of the table, and the entry may only
    /// raise it.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] for an entry that cannot be used, or an id that is there.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::catalogue::{Catalogue, Confidentiality};
    /// use toml::de::DeTable;
    ///
    /// let text = r#"
    ///     id = "laesning.niveau-5"
    ///     name = "Mindst rigtig god til at læse"
    ///     table = "national_test"
    ///     numerator = "niveau >= 5"
    ///     denominator = "fag = 'laesning' and niveau is not null"
    ///     target = { at_least = 0.25 }
    /// "#;
    /// let mut catalogue = Catalogue::built_in()?;
    /// catalogue.add_local(DeTable::parse(text)?.into_inner(), &[])?;
    /// let own = catalogue.indicator("laesning.niveau-5").ok_or("not there")?;
    /// assert_eq!(own.confidentiality, Confidentiality::ByLaw);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_local(
        &mut self,
        mut entry: DeTable<'_>,
        tables: &[LocalTable],
    ) -> Result<(), CatalogueError> {
        let defaults = Defaults::read()?;
        let floor = self.floor(&entry, tables)?;
        let says_better = entry.contains_key("polarity");
        let target = shorthand(&entry).then(|| entry.remove("target")).flatten();
        let whole = DeValue::Table(defaults.under(entry, floor));
        let whole = ValueDeserializer::from(Spanned::new(0..0, whole));
        let mut entry = Entry::deserialize(whole).map_err(|error| form(&error))?;
        if let Some(target) = target {
            let rule = asked(&target, entry.scale == Scale::Percent)?;
            entry.ask(rule);
            entry.polarity = if says_better { entry.polarity } else { better(rule) };
            // What a municipality asks of itself is what its report is about.
            entry.stands_for_its_theme();
        }
        if entry.confidentiality < floor {
            let id = entry.id.to_string();
            return Err(CatalogueError::Lowered { id, at_least: floor });
        }
        let definitions: Vec<_> = tables.iter().map(|table| table.definition.clone()).collect();
        self.add(entry, &defaults.theme.id, &definitions)?;
        if !self.themes.contains(&defaults.theme) {
            self.themes.push(defaults.theme);
        }
        Ok(())
    }

    /// Sets what the municipality wants above all its goals.
    pub fn set_vision(&mut self, vision: Vision) {
        self.vision = Some(vision);
    }

    /// The goal that something belongs to.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError::UnknownGoal`], with the nearest, for one that is not there.
    pub fn known_goal(&self, id: &str) -> Result<&Goal, CatalogueError> {
        self.goal(id).ok_or_else(|| {
            let ids = self.goals().iter().map(|goal| goal.id.as_str());
            let nearest = nearest(id, ids).unwrap_or_default();
            CatalogueError::UnknownGoal { id: id.to_owned(), nearest }
        })
    }

    /// Adds a goal of the municipality's own. A sub-goal is added after the goal it belongs to, and has
    /// no sub-goals itself.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] for an id that is there, a parent that is not or is a sub-goal, and a
    /// sign that is read off no indicator of the catalogue.
    pub fn add_goal(&mut self, goal: Goal) -> Result<(), CatalogueError> {
        if self.goals.iter().any(|known| known.id == goal.id) {
            return Err(CatalogueError::Twice { id: goal.id });
        }
        if let Some(parent) = &goal.parent
            && self.known_goal(parent)?.parent.is_some()
        {
            return Err(CatalogueError::BelowSubGoal { parent: parent.clone() });
        }
        for indicator in goal.signs.iter().filter_map(|sign| sign.indicator.as_ref()) {
            self.known(indicator.as_str())?;
        }
        self.goals.push(goal);
        Ok(())
    }

    /// Sets a target for an indicator that has none, written in short as in an entry.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] for an indicator that is not there or has a target, and for what is
    /// no target.
    pub fn add_target(
        &mut self,
        indicator: &str,
        target: &Spanned<DeValue<'_>>,
    ) -> Result<(), CatalogueError> {
        let of = self.known(indicator)?;
        let rule = asked(target, of.scale == Scale::Percent)?;
        let id = of.id.clone();
        let Some(of) = self.indicators.iter_mut().find(|of| of.id == id) else { return Ok(()) };
        if of.target.is_some() {
            let problem = "has a target of its own".to_owned();
            return Err(CatalogueError::Entry { id: indicator.to_owned(), problem });
        }
        of.target = Some(Target { indicator: id, rule, number: indicator.to_owned() });
        of.target_reading = TargetReading { by_grade: false, ..TargetReading::default() };
        Ok(())
    }

    fn known(&self, id: &str) -> Result<&Indicator, CatalogueError> {
        self.indicator(id).ok_or_else(|| {
            let nearest = self.nearest(id).unwrap_or_default();
            CatalogueError::UnknownIndicator { id: id.to_owned(), nearest }
        })
    }

    /// The strictest class of what an entry reads: of its table, and of the built-in indicators that
    /// read the same table or the same measures. Measures that none of them reads are of persons.
    fn floor(
        &self,
        entry: &DeTable<'_>,
        tables: &[LocalTable],
    ) -> Result<Confidentiality, CatalogueError> {
        let text =
            |key| entry.get(key).and_then(|value: &Spanned<DeValue<'_>>| value.get_ref().as_str());
        let (Some(id), Some(name)) = (text("id"), text("table")) else {
            // The schema says what is missing.
            return Ok(Confidentiality::Open);
        };
        let strictest = |reads: &dyn Fn(&Indicator) -> bool| {
            let same = self.indicators.iter().filter(|of| reads(of));
            same.map(|of| of.confidentiality).max()
        };
        let mut floor = Confidentiality::Open;
        if let Some(own) = tables.iter().find(|table| table.definition.name == name) {
            floor = own.confidentiality;
        } else if built_in(name).is_some() {
            // Every row of a built-in table is a pupil.
            let of_table = strictest(&|of| of.table == name && !of.is_reported());
            floor =
                of_table.map_or(Confidentiality::Personal, |of| of.max(Confidentiality::Personal));
        } else if !entry.contains_key("reported") {
            let mut known: Vec<&str> = names().collect();
            known.extend(tables.iter().map(|table| table.definition.name.as_str()));
            let nearest = nearest(name, known).unwrap_or_default();
            let (id, table) = (id.to_owned(), name.to_owned());
            return Err(CatalogueError::UnknownTable { id, table, nearest });
        }
        let measures = entry.get("measures").and_then(|of| of.get_ref().as_array());
        for measure in measures.into_iter().flatten().filter_map(|of| of.get_ref().as_str()) {
            let reads = strictest(&|of| of.observed.measures.iter().any(|id| id == measure));
            floor = floor.max(reads.unwrap_or(Confidentiality::Personal));
        }
        if entry.contains_key("reported") && measures.is_none() {
            floor = floor.max(Confidentiality::Personal);
        }
        Ok(floor)
    }
}

/// What stands in place of what an entry does not say.
struct Defaults {
    theme: Theme,
    whole: DeTable<'static>,
}

impl Defaults {
    fn read() -> Result<Self, CatalogueError> {
        let mut whole = DeTable::parse(DEFAULTS).map_err(|error| form(&error))?.into_inner();
        let theme = whole.remove("theme").map(ValueDeserializer::from);
        let theme = theme.ok_or_else(|| CatalogueError::Toml("no theme".to_owned()))?;
        let theme = Theme::deserialize(theme).map_err(|error| form(&error))?;
        Ok(Self { theme, whole })
    }

    /// The entry with the defaults under it, every shorthand written out.
    fn under<'i>(&self, mut entry: DeTable<'i>, floor: Confidentiality) -> DeTable<'i> {
        for key in TEXTS {
            if let Some(text) = entry.get_mut(key) {
                in_both_languages(text);
            }
        }
        let way = ["mean", "ratio", "count", "reported"];
        let way = way.into_iter().find(|way| entry.contains_key(*way)).unwrap_or("share");
        for from in ["defaults", way] {
            let defaults = self.whole.get(from).and_then(|of| of.get_ref().as_table());
            for (key, value) in defaults.into_iter().flatten() {
                if !entry.contains_key(key.get_ref().as_ref()) {
                    entry.insert(key.clone(), value.clone());
                }
            }
        }
        if !entry.contains_key("confidentiality") {
            let class = Spanned::new(0..0, DeValue::String(floor.id().into()));
            entry.insert(Spanned::new(0..0, "confidentiality".into()), class);
        }
        entry
    }
}

fn in_both_languages(text: &mut Spanned<DeValue<'_>>) {
    if text.get_ref().is_str() {
        let mut both = DeTable::new();
        for language in ["da", "en"] {
            both.insert(Spanned::new(text.span(), language.into()), text.clone());
        }
        *text.get_mut() = DeValue::Table(both);
    }
}

/// Whether the entry has a target in short.
fn shorthand(entry: &DeTable<'_>) -> bool {
    let in_full = |target: &Spanned<DeValue<'_>>| target.get_ref().get("rule").is_some();
    entry.get("target").is_some_and(|target| !in_full(target))
}

/// What a target asks in short.
fn asked(target: &Spanned<DeValue<'_>>, percent: bool) -> Result<TargetRule, CatalogueError> {
    let wrong = || CatalogueError::Form { problem: TARGET.to_owned(), at: target.span().start };
    let table = match target.get_ref() {
        DeValue::String(word) if word == "rises" => return Ok(TargetRule::Rises),
        DeValue::String(word) if word == "falls" => return Ok(TargetRule::Falls),
        DeValue::Table(table) => table,
        _ => return Err(wrong()),
    };
    let limit = |key| {
        let number = match table.get(key)?.get_ref() {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            _ => return None,
        };
        number.parse::<Decimal>().ok()
    };
    let rule = match (table.len(), limit("at_least"), limit("at_most")) {
        (1, Some(limit), None) if percent => whole_percent(limit).map(TargetRule::AtLeastPercent),
        (1, None, Some(limit)) if percent => whole_percent(limit).map(TargetRule::AtMostPercent),
        (1, Some(limit), None) => Some(TargetRule::AtLeast(limit)),
        (1, None, Some(limit)) => Some(TargetRule::AtMost(limit)),
        _ => None,
    };
    rule.ok_or_else(wrong)
}

const TARGET: &str = "expected `\"rises\"`, `\"falls\"`, `{ at_least = 0.25 }` or `{ at_most = 0.25 }`: \
                      a share as a fraction of 1 in whole per cent";

/// A fraction of 1 in per cent; `None` where that is no whole number from 0 to 100.
fn whole_percent(fraction: Decimal) -> Option<u8> {
    let hundredths = fraction.with_decimals(2).filter(|of| of.compare(fraction).is_eq())?;
    u8::try_from(hundredths.units()).ok().filter(|percent| *percent <= 100)
}

/// Which way is better where a target asks this.
const fn better(rule: TargetRule) -> Polarity {
    match rule {
        TargetRule::AtLeastPercent(_) | TargetRule::AtLeast(_) | TargetRule::Rises => {
            Polarity::HigherIsBetter
        }
        TargetRule::AtMostPercent(_) | TargetRule::AtMost(_) | TargetRule::Falls => {
            Polarity::LowerIsBetter
        }
    }
}

fn form(error: &toml::de::Error) -> CatalogueError {
    let at = error.span().map_or(0, |span| span.start);
    CatalogueError::Form { problem: error.message().to_owned(), at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{INDICATOR_KEYS, IntervalMethod};
    use crate::table::{ColumnDefinition, ColumnKind};

    fn table(confidentiality: Confidentiality) -> LocalTable {
        let places = ColumnKind::Category(vec!["ude".to_owned(), "inde".to_owned()]);
        let columns = vec![
            ColumnDefinition::new("sted", places),
            ColumnDefinition::integer("elever"),
            ColumnDefinition::new("timer", ColumnKind::Scaled(6)),
        ];
        let definition = TableDefinition { name: "forloeb".to_owned(), columns };
        LocalTable { definition, confidentiality }
    }

    fn added(said: &str, class: Confidentiality) -> Result<Indicator, CatalogueError> {
        let text = format!("id = \"eget\"\nname = \"Eget\"\n{said}");
        let mut catalogue = Catalogue::built_in()?;
        let entry = DeTable::parse(&text).map_err(|error| form(&error))?.into_inner();
        catalogue.add_local(entry, &[table(class)])?;
        assert!(catalogue.themes().iter().any(|theme| theme.id == "egne-maal"));
        Ok(catalogue.indicator("eget").unwrap().clone())
    }

    const SHARE: &str =
        "table = \"forloeb\"\nnumerator = \"sted = 'ude'\"\ndenominator = \"elever > 0\"\n";

    #[test]
    fn what_an_entry_leaves_unsaid_follows_from_how_its_figure_is_made() {
        let mean = "table = \"forloeb\"\nmean = \"timer\"\ndenominator = \"elever > 0\"\n";
        let count = "table = \"forloeb\"\ncount = \"elever > 0\"\n";
        for (said, scale, method, decimals) in [
            (SHARE, Scale::Percent, IntervalMethod::Wilson, 1),
            (mean, Scale::Number, IntervalMethod::StudentT, 1),
            (count, Scale::Number, IntervalMethod::None, 0),
        ] {
            let own = added(said, Confidentiality::Open).unwrap();
            assert_eq!((own.scale, own.method, own.decimals), (scale, method, decimals), "{said}");
            assert_eq!((own.name.da.as_str(), own.name.en.as_str()), ("Eget", "Eget"));
        }
        let said = format!("{SHARE}decimals = 3\n");
        assert_eq!(added(&said, Confidentiality::Open).unwrap().decimals, 3);
    }

    #[test]
    fn the_better_way_is_the_targets_unless_the_entry_says_another() {
        let polarity =
            |said: &str| added(&format!("{SHARE}{said}"), Confidentiality::Open).unwrap().polarity;
        assert_eq!(polarity(""), Polarity::Neutral);
        assert_eq!(polarity("target = \"rises\""), Polarity::HigherIsBetter);
        assert_eq!(polarity("target = { at_most = 0.1 }"), Polarity::LowerIsBetter);
        assert_eq!(polarity("target = \"falls\"\npolarity = \"neutral\""), Polarity::Neutral);
    }

    /// Every class of a table with every class an entry may say.
    #[test]
    fn an_entry_may_raise_its_class_and_never_lower_it() {
        use Confidentiality::{ByLaw, Open, Personal};
        for of_table in [Open, Personal, ByLaw] {
            assert_eq!(added(SHARE, of_table).unwrap().confidentiality, of_table);
            for said in [Open, Personal, ByLaw] {
                let entry = format!("{SHARE}confidentiality = \"{}\"", said.id());
                let class = added(&entry, of_table).map(|own| own.confidentiality);
                let lowered = CatalogueError::Lowered { id: "eget".to_owned(), at_least: of_table };
                assert_eq!(class, if said < of_table { Err(lowered) } else { Ok(said) });
            }
        }
    }

    #[test]
    fn measures_bring_their_class_along() {
        let said =
            |measure| format!("table = \"x\"\nreported = \"andel\"\nmeasures = [\"{measure}\"]");
        let class = |measure| added(&said(measure), Confidentiality::Open).unwrap().confidentiality;
        assert_eq!(class("elevtal"), Confidentiality::Open);
        assert_eq!(class("ingen-kender-den"), Confidentiality::Personal);
    }

    #[test]
    fn the_list_of_keys_is_that_of_the_schema() {
        let said = format!("{SHARE}nogle = 1");
        let Err(CatalogueError::Form { problem, .. }) = added(&said, Confidentiality::Open) else {
            panic!("an unknown key was taken");
        };
        let named: Vec<&str> = problem.split('`').skip(3).step_by(2).collect();
        assert_eq!(named, INDICATOR_KEYS);
    }
}
