//! The layouts on the page of a source.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::Decimal;
use kvalitet_ingest::form::Form;
use kvalitet_ingest::layout::{
    Check, Choices, Column, Layout, Measure, MeasureStatistic, Source, Total, normalised,
};
use kvalitet_text::Texts;

use super::by_hand;
use super::rules::link;
use crate::page::Page;

/// Adds every layout of a source: the wide form, and under it its long form.
pub(super) fn add_layouts(page: &mut Page, texts: &Texts, source: &Source) {
    let wide = || source.layouts.iter().filter(|layout| layout.long.is_none());
    if 1 < wide().count() {
        page.heading(2, texts.get("kilde-layouts"));
        page.text(texts.get("kilde-layouts-om"));
        let name = |layout: &Layout| layout.name.in_language(texts.language()).to_owned();
        page.items(wide().map(|layout| format!("`{}`: {}", layout.id, name(layout))));
    }
    for (place, layout) in wide().enumerate() {
        let is_first = place == 0;
        let is_its =
            |other: &&std::sync::Arc<Layout>| other.id == layout.id && other.long.is_some();
        let long = source.layouts.iter().find(is_its).map(AsRef::as_ref);
        LayoutPage { page: &mut *page, texts, layout, long, is_first }.add();
    }
}

/// A layout while it is written.
struct LayoutPage<'p, 'l> {
    page: &'p mut Page,
    texts: &'l Texts,
    layout: &'l Layout,
    long: Option<&'l Layout>,
    /// What holds for all layouts is said at the first.
    is_first: bool,
}

impl<'l> LayoutPage<'_, 'l> {
    fn add(&mut self) {
        let (texts, layout) = (self.texts, self.layout);
        let language = texts.language();
        let name = layout.name.in_language(language);
        self.page.heading(2, format!("{}: `{}`", texts.get("kilde-layout"), layout.id));
        self.page.text(format!("**{name}.** {}", layout.about.in_language(language)));
        if layout.rows_are_persons() {
            self.page.text(texts.get("kilde-personer"));
        }
        let shown = self.wide_columns();
        self.columns(&shown);
        self.unique(layout);
        self.measures();
        self.checks();
        self.example("kilde-eksempelfil", &shown);
        self.long_form();
        if !layout.unread.is_empty() {
            self.subheading("kilde-ulaest");
            let unread: Vec<String> = layout.unread.iter().map(|name| code(name)).collect();
            self.page.text(format!("{}.", unread.join(", ")));
        }
    }

    fn subheading(&mut self, id: &str) {
        self.page.heading(3, self.texts.get(id));
    }

    /// The columns of the wide form: all but those that only the long form is read by.
    fn wide_columns(&self) -> Vec<&'l Column> {
        let read = self.layout.measures.iter().flat_map(Measure::columns);
        let read: BTreeSet<usize> = read.collect();
        let only_long: BTreeSet<&str> = self.long.map(own_columns).unwrap_or_default();
        let columns = self.layout.columns.iter().enumerate();
        let shown = columns
            .filter(|(at, column)| read.contains(at) || !only_long.contains(column.name.as_ref()));
        shown.map(|(_, column)| column).collect()
    }

    fn columns(&mut self, shown: &[&Column]) {
        let texts = self.texts;
        self.subheading("kilde-kolonner");
        if self.is_first {
            let forms = [("filer", by_hand(texts, "filer.md").into())];
            self.page.text(texts.with("kilde-kolonner-om", &forms));
        }
        let head =
            ["kilde-kolonne", "kilde-indhold", "kilde-kraevet", "kilde-eksempel", "kilde-betyder"];
        let rows: Vec<Vec<String>> = runs(shown).iter().map(|run| self.column_row(run)).collect();
        self.page.table(head.map(|id| texts.get(id)), rows);
        let names: BTreeSet<&str> = shown.iter().map(|column| column.name.as_ref()).collect();
        let group = |places: &Vec<usize>| {
            let named = places.iter().filter_map(|at| self.layout.columns.get(*at));
            let named = named.filter(|column| names.contains(column.name.as_ref()));
            listed(named.map(|column| code(&column.name)))
        };
        let groups: Vec<String> = self.layout.one_of.iter().map(group).collect();
        if !groups.is_empty() {
            self.page.text(texts.get("kilde-mindst-en"));
            self.page.items(groups);
        }
        let runs = runs(shown);
        let also: Vec<String> = runs.iter().filter_map(|run| also_called(texts, run)).collect();
        if !also.is_empty() {
            self.page.text(texts.get("kilde-ogsaa-kaldet"));
            self.page.items(also);
        }
        let choices: Vec<String> = shown.iter().filter_map(|column| self.choices(column)).collect();
        if !choices.is_empty() {
            self.page.text(texts.get("kilde-ordene"));
            self.page.items(choices);
        }
    }

    fn column_row(&self, run: &[&Column]) -> Vec<String> {
        let (Some(column), texts) = (run.first(), self.texts) else { return Vec::new() };
        let required = match (column.required, column.may_be_empty) {
            (true, false) => "kilde-ja",
            (true, true) => "kilde-ja-maa-vaere-tom",
            (false, _) => "kilde-nej",
        };
        let language = texts.language();
        let about = column.about.as_ref().map(|about| about.in_language(language).to_owned());
        vec![
            from_to(texts, run, |column| column.name.as_ref().to_owned()),
            self.holds(column),
            texts.get(required),
            column.example.as_deref().map(shortened).unwrap_or_default(),
            about.unwrap_or_default(),
        ]
    }

    /// What the cells of a column hold, with unit and range.
    fn holds(&self, column: &Column) -> String {
        let texts = self.texts;
        let form = texts.get(&format!("kilde-form-{}", form_id(column.form)));
        let unit = column.unit.as_deref().map(|unit| unit_name(texts, unit));
        let form = match (unit, column.form) {
            (Some(unit), Form::Count) => format!("{form} {unit}"),
            (Some(unit), Form::Decimal) => format!("{form} ({unit})"),
            (_, _) => form,
        };
        match column.range {
            Some((least, most)) => {
                let ends =
                    [("fra", texts.number(least).into()), ("til", texts.number(most).into())];
                format!("{form}, {}", texts.with("kilde-fra-til", &ends))
            }
            None => form,
        }
    }

    /// The words of a column, and other spellings.
    fn choices(&self, column: &Column) -> Option<String> {
        let words = &column.choices.words;
        if words.is_empty() {
            return None;
        }
        let (name, list) = (code(&column.name), listed(words.iter().map(|word| code(word))));
        let others: Vec<String> = other_spellings(&column.choices)
            .into_iter()
            .map(|(word, spellings)| {
                format!("{} = {}", listed(spellings.iter().map(|of| code(of))), code(&word))
            })
            .collect();
        Some(if others.is_empty() {
            format!("{name}: {list}")
        } else {
            let also = self.texts.get("kilde-ogsaa");
            format!("{name}: {list}; {also} {}", others.join(", "))
        })
    }

    fn unique(&mut self, layout: &Layout) {
        let named = layout.key.iter().filter_map(|at| layout.columns.get(*at));
        let names = listed(named.map(|column| code(&column.name)));
        if !names.is_empty() {
            let id = if layout.rows_are_persons() {
                "kilde-enestaaende-personer"
            } else {
                "kilde-enestaaende"
            };
            self.page.text(self.texts.with(id, &[("kolonner", names.into())]));
        }
    }

    fn measures(&mut self) {
        let texts = self.texts;
        if self.layout.measures.is_empty() {
            return;
        }
        self.subheading("kilde-maal");
        if self.is_first {
            let filer = by_hand(texts, "filer.md#hvad-et-tal-kan-bruges-til");
            self.page.text(texts.with("kilde-maal-om", &[("filer", filer.into())]));
        }
        let head = ["kilde-maalet", "kilde-slags", "kilde-laest-af"];
        let rows: Vec<Vec<String>> =
            self.layout.measures.iter().map(|measure| self.measure_row(measure)).collect();
        self.page.table(head.map(|id| texts.get(id)), rows);
    }

    fn measure_row(&self, measure: &Measure) -> Vec<String> {
        let texts = self.texts;
        let parts = [
            ("kilde-vaerdi", measure.value),
            ("kilde-antal", measure.n),
            ("kilde-taeller", measure.numerator),
            ("kilde-naevner", measure.denominator),
            ("kilde-dom", measure.verdict),
        ];
        let part = |(id, at): (&str, Option<usize>)| {
            let column = self.layout.columns.get(at?)?;
            Some(format!("{} {}", texts.get(id), code(&column.name)))
        };
        let statistic = measure.statistic.map(|of| texts.get(&format!("kilde-{}", statistic(of))));
        let unit = measure.unit.as_deref().map(|unit| unit_name(texts, unit));
        let zero = measure.zero_is_not_reported.then(|| texts.get("kilde-nul"));
        let name = measure.name.in_language(texts.language());
        vec![
            format!("{name}<br>{}", code(&measure.id)),
            listed([statistic, unit, zero].into_iter().flatten()),
            listed(parts.into_iter().filter_map(part)),
        ]
    }

    fn checks(&mut self) {
        if self.layout.checks.is_empty() {
            return;
        }
        self.subheading("kilde-kontrol");
        if self.is_first {
            self.page.text(self.texts.get("kilde-kontrol-om"));
        }
        let checks: Vec<String> =
            self.layout.checks.iter().map(|check| self.check(check)).collect();
        self.page.items(checks);
    }

    fn check(&self, check: &Check) -> String {
        let texts = self.texts;
        let name = |at: usize| {
            self.layout.columns.get(at).map(|column| code(&column.name)).unwrap_or_default()
        };
        let within = |most: Decimal| {
            if most.units() == 0 {
                return String::new();
            }
            let most = [("hoejst", texts.number(most).into())];
            format!(" {}", texts.with("kilde-afvigelse", &most))
        };
        match check {
            Check::Difference { of, left, right, within: most } => format!(
                "{} = {} \u{2212} {}{} ({})",
                name(*of),
                name(*left),
                name(*right),
                within(*most),
                link("K0316"),
            ),
            Check::Sum { parts, total, within: most, warn } => {
                let parts: Vec<String> = parts.iter().map(|at| name(*at)).collect();
                let total = match total {
                    Total::Column(at) => name(*at),
                    Total::Fixed(number) => texts.number(*number),
                };
                let rule = link(if *warn { "K0321" } else { "K0305" });
                format!("{} = {total}{} ({rule})", parts.join(" + "), within(*most))
            }
            Check::AtMost { small, large, warn } => {
                let rule = link(if *warn { "K0322" } else { "K0320" });
                format!("{} \u{2264} {} ({rule})", name(*small), name(*large))
            }
        }
    }

    fn long_form(&mut self) {
        let (texts, Some(layout)) = (self.texts, self.long) else { return };
        self.subheading("kilde-langform");
        let own = own_columns(layout);
        let is_own = |column: &&Column| own.contains(column.name.as_ref());
        let shared = layout.columns.iter().filter(|column| !is_own(column));
        let shared = [("kolonner", listed(shared.map(|column| code(&column.name))).into())];
        self.page.text(texts.with("kilde-langform-om", &shared));
        let head =
            ["kilde-kolonne", "kilde-indhold", "kilde-kraevet", "kilde-eksempel", "kilde-betyder"];
        let rows: Vec<Vec<String>> =
            layout.columns.iter().filter(is_own).map(|column| self.column_row(&[column])).collect();
        self.page.table(head.map(|id| texts.get(id)), rows);
        let also: Vec<String> = layout
            .columns
            .iter()
            .filter(is_own)
            .filter_map(|column| also_called(texts, &[column]))
            .collect();
        if !also.is_empty() {
            self.page.text(texts.get("kilde-ogsaa-kaldet"));
            self.page.items(also);
        }
        if let Some(long) = &layout.long {
            self.page.text(texts.get("kilde-langform-maal"));
            let spellings = other_spellings(&long.names);
            let measure = |word: &String| {
                let others = spellings.get(word).map(Vec::as_slice).unwrap_or_default();
                listed(std::iter::once(word).chain(others).map(|name| code(name)))
            };
            let measures: Vec<String> = long.names.words.iter().map(measure).collect();
            self.page.items(measures);
        }
        let all: Vec<&Column> = layout.columns.iter().collect();
        self.example("kilde-eksempelfil-lang", &all);
    }

    fn example(&mut self, heading: &str, columns: &[&Column]) {
        self.subheading(heading);
        self.page.file("csv", example_file(columns.iter().copied()));
    }
}

/// A file with the examples of columns as its one row.
pub(super) fn example_file<'c>(columns: impl Iterator<Item = &'c Column>) -> String {
    let columns: Vec<&Column> = columns.collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_ref()).collect();
    let cells = columns.iter().map(|column| column.example.as_deref().unwrap_or_default());
    format!("{}\n{}\n", names.join(";"), cells.collect::<Vec<_>>().join(";"))
}

/// The columns that a long form alone is read by.
fn own_columns(layout: &Layout) -> BTreeSet<&str> {
    let read = layout.measures.iter().flat_map(Measure::columns);
    let places = read.chain(layout.long.as_ref().map(|long| long.measure));
    places.filter_map(|at| layout.columns.get(at)).map(|column| column.name.as_ref()).collect()
}

/// Columns that are one and the same but for the number at the end of their names, together.
fn runs<'s, 'c>(columns: &'s [&'c Column]) -> Vec<&'s [&'c Column]> {
    columns.chunk_by(|one, next| is_next(one, next)).collect()
}

fn is_next(one: &Column, next: &Column) -> bool {
    let (stem, number) = numbered(&one.name);
    let (next_stem, next_number) = numbered(&next.name);
    let follows = number.zip(next_number).is_some_and(|(one, next)| one + 1 == next);
    let same = |column: &Column| (column.form, column.range, column.required, column.about.clone());
    stem == next_stem && follows && same(one) == same(next)
}

fn numbered(name: &str) -> (&str, Option<u32>) {
    let stem = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    (stem, name.strip_prefix(stem).and_then(|digits| digits.parse().ok()))
}

/// The name of a column, or of the first and the last of a run.
fn from_to(texts: &Texts, run: &[&Column], name: impl Fn(&Column) -> String) -> String {
    match run {
        [] => String::new(),
        [column] => code(&name(column)),
        [first, .., last] => {
            let ends = [("fra", code(&name(first)).into()), ("til", code(&name(last)).into())];
            texts.with("kilde-raekke-af-kolonner", &ends)
        }
    }
}

fn also_called(texts: &Texts, run: &[&Column]) -> Option<String> {
    let others = run.first()?.names.len();
    let name_at = |at: usize| move |column: &Column| column.names.get(at).cloned();
    let other = |at| from_to(texts, run, |column| name_at(at)(column).unwrap_or_default());
    if others < 2 {
        return None;
    }
    let name = from_to(texts, run, |column| column.name.as_ref().to_owned());
    Some(format!("{name}: {}", listed((1..others).map(other))))
}

/// For each word its other spellings.
fn other_spellings(choices: &Choices) -> BTreeMap<String, Vec<String>> {
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (spelling, word) in choices.spellings() {
        if spelling != normalised(word) {
            others.entry(word.to_owned()).or_default().push(spelling.to_owned());
        }
    }
    others
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// An example in a table; a long one is cut.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((at, _)) => format!("{}…", code(text.get(..at).unwrap_or_default())),
        None => code(text),
    }
}

fn listed(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn unit_name(texts: &Texts, unit: &str) -> String {
    texts.get(&format!("kilde-enhed-{unit}"))
}

const fn statistic(statistic: MeasureStatistic) -> &'static str {
    match statistic {
        MeasureStatistic::Share => "andel",
        MeasureStatistic::Mean => "gennemsnit",
        MeasureStatistic::Ratio => "forhold",
        MeasureStatistic::Count => "optaelling",
        MeasureStatistic::Projection => "fremskrivning",
    }
}

const fn form_id(form: Form) -> &'static str {
    match form {
        Form::SchoolYear => "skoleaar",
        Form::InstitutionNumber => "institutionsnummer",
        Form::Municipality => "kommune",
        Form::MunicipalityNumber => "kommunenummer",
        Form::MunicipalityName => "kommunenavn",
        Form::PupilId => "elevid",
        Form::Grade => "klassetrin",
        Form::Stage => "trin",
        Form::GradeOrStage => "klassetrin-eller-trin",
        Form::ClassLabel => "klasse",
        Form::Subject => "fag",
        Form::TestCode => "fagid",
        Form::Date => "dato",
        Form::DateTime => "tidspunkt",
        Form::Level => "niveau",
        Form::Score => "score",
        Form::Count => "antal",
        Form::WholeNumber => "heltal",
        Form::Decimal => "tal",
        Form::Percent => "procent",
        Form::Mark => "karakter",
        Form::Answer => "svar",
        Form::Choice => "ord",
        Form::Text => "tekst",
        Form::Name => "navn",
        Form::Verdict => "dom",
        Form::Digest => "sha256",
        Form::Flag => "ja-nej",
    }
}
