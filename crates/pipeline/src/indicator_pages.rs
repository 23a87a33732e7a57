//! The pages on indicators, made from the catalogue: no definition is told in a second place.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::{
    Catalogue, Confidentiality, Indicator, IntervalMethod, Polarity, Reported, Scale, Series,
    Statistic, Theme, Units,
};
use kvalitet_core::settings::Status;
use kvalitet_core::verdict::ShockBasis;
use kvalitet_core::{EvidenceClass, Language, LocalText, PartKind};
use kvalitet_ingest::layout::{Layout, Measure, Rows, sources};
use kvalitet_report::formula;
use kvalitet_text::{Argument, Texts};

use crate::page::Page;

/// Every page of one language, as paths below `docs/` and Markdown: an overview by theme, and a page
/// for each indicator. The English ones lie in `en/`.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Language;
/// use kvalitet_core::catalogue::Catalogue;
/// use kvalitet_pipeline::indicator_pages;
/// use kvalitet_text::Texts;
///
/// let pages = indicator_pages(&Texts::new(Language::Danish), &Catalogue::built_in()?);
/// let (path, text) = pages.first().ok_or("there are pages")?;
/// assert_eq!(path, "indikatorer/README.md");
/// assert!(text.starts_with("# Indikatorer\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn indicator_pages(texts: &Texts, catalogue: &Catalogue) -> Vec<(String, String)> {
    let folder = match texts.language() {
        Language::Danish => "indikatorer",
        Language::English => "en/indikatorer",
    };
    let writer = Writer { texts, catalogue };
    let markdown =
        |page: &Page| format!("{}\n---\n\n{}\n", page.markdown(), texts.get("def-genereret"));
    let mut pages = vec![(format!("{folder}/README.md"), markdown(&writer.overview()))];
    pages.extend(catalogue.indicators().iter().map(|indicator| {
        (format!("{folder}/{}.md", indicator.id), markdown(&writer.indicator(indicator)))
    }));
    pages
}

/// The page of one indicator: what is counted, of whom, and what limits comparison.
pub fn indicator_page(texts: &Texts, catalogue: &Catalogue, indicator: &Indicator) -> Page {
    Writer { texts, catalogue }.indicator(indicator)
}

struct Writer<'a> {
    texts: &'a Texts,
    catalogue: &'a Catalogue,
}

impl Writer<'_> {
    fn get(&self, id: &str) -> String {
        self.texts.get(id)
    }

    fn local<'t>(&self, text: &'t LocalText) -> &'t str {
        text.in_language(self.texts.language())
    }

    fn overview(&self) -> Page {
        let mut page = Page::default();
        page.heading(1, self.get("def-titel"));
        page.text(self.get("def-om"));
        for theme in self.catalogue.themes() {
            self.theme(&mut page, theme);
        }
        page
    }

    fn theme(&self, page: &mut Page, theme: &Theme) {
        page.heading(2, self.local(&theme.name));
        page.text(self.local(&theme.about));
        let of_theme = |indicator: &&Indicator| indicator.theme == theme.id;
        let rows = self.catalogue.indicators().iter().filter(of_theme).map(|indicator| {
            vec![
                format!("[{}]({}.md)", self.local(&indicator.name), indicator.id),
                format!("`{}`", indicator.id),
                self.unit(indicator),
                self.status(indicator.status),
            ]
        });
        let head = ["def-indikator", "rap-noegle", "def-maaleenhed", "rap-status"];
        page.table(head.map(|id| self.get(id)), rows);
    }

    fn indicator(&self, indicator: &Indicator) -> Page {
        let mut page = Page::default();
        page.heading(1, self.local(&indicator.name));
        page.text(self.local(&indicator.description));
        page.heading(2, self.get("rap-beregning"));
        page.text(sentence(&formula(self.texts, indicator)));
        page.text(self.local(&indicator.population));
        if let Some(note) = &indicator.status_note {
            page.text(format!(
                "**{}** {}",
                sentence(&self.status(indicator.status)),
                self.local(note)
            ));
        }
        page.table(["def-egenskab", "def-vaerdi"].map(|id| self.get(id)), self.facts(indicator));
        page.heading(2, self.get("def-evidens"));
        page.text(self.get("def-evidens-om"));
        let evidence = self.evidence(indicator);
        page.table(
            ["def-klasse", "def-kilder"].map(|id| self.get(id)),
            evidence.into_iter().map(|(class, from)| {
                vec![format!("{class}: {}", self.evidence_class(class)), from.join("<br>")]
            }),
        );
        page.heading(2, self.get("def-brud"));
        match self.catalogue.series_of(indicator) {
            Some(series) => self.series(&mut page, series),
            None => page.text(self.get("def-ingen-serie")),
        }
        page
    }

    fn facts(&self, indicator: &Indicator) -> Vec<Vec<String>> {
        let theme = self.catalogue.themes().iter().find(|theme| theme.id == indicator.theme);
        let theme = theme.map(|theme| self.local(&theme.name).to_owned()).unwrap_or_default();
        let by: Vec<String> = indicator.by.iter().map(|kind| self.part_kind(*kind)).collect();
        let mut facts = vec![
            ("rap-noegle", format!("`{}`", indicator.id)),
            ("rap-version", indicator.version.to_string()),
            ("def-tema", theme),
            ("def-maaleenhed", self.unit(indicator)),
            ("def-decimaler", indicator.decimals.to_string()),
            ("def-retning", self.polarity(indicator.polarity)),
            (
                "def-enheder",
                self.get(match indicator.units {
                    Units::Schools => "def-enheder-skoler",
                    Units::Municipality => "def-enheder-kommune",
                }),
            ),
            ("def-opdelinger", by.join(", ")),
            ("def-mindste-n", indicator.minimum_n.to_string()),
            ("def-hovedtal", self.headline(indicator)),
            ("def-chokfaktor", self.shock(indicator)),
            (
                "def-fortrolighed",
                self.get(match indicator.confidentiality {
                    Confidentiality::Open => "def-fortrolighed-aaben",
                    Confidentiality::Personal => "def-fortrolighed-personlig",
                    Confidentiality::ByLaw => "def-fortrolighed-lov",
                }),
            ),
        ];
        if let Some(target) = &indicator.target {
            facts.push(("def-maal", target.number.clone()));
        }
        facts.push(("rap-kilde", indicator.source.clone()));
        facts.push(("rap-status", self.status(indicator.status)));
        let row = |(id, text): (&str, String)| vec![self.get(id), text];
        facts.into_iter().filter(|(_, text)| !text.is_empty()).map(row).collect()
    }

    /// The classes of evidence that sources can give it, and which sources.
    fn evidence(&self, indicator: &Indicator) -> BTreeMap<EvidenceClass, Vec<String>> {
        let mut found: BTreeMap<EvidenceClass, Vec<String>> = BTreeMap::new();
        for source in sources() {
            let kind = source.kind.id();
            let link = |layout: &Layout| {
                let name = self.local(&source.name);
                format!("[{name}](../kilder/{kind}.md) (`{}`)", layout.id)
            };
            for layout in source.layouts.iter().filter(|layout| layout.long.is_none()) {
                let mut classes = Vec::new();
                let of_table =
                    layout.table.as_ref().is_some_and(|table| **table == *indicator.table);
                if of_table && !indicator.is_reported() {
                    let persons = layout.rows == Rows::Persons;
                    classes.push(if persons { EvidenceClass::A } else { EvidenceClass::B });
                }
                let reads = |measure: &&Measure| {
                    indicator.observed.measures.iter().any(|id| **id == *measure.id)
                };
                let measures = layout.measures.iter().filter(reads);
                classes.extend(measures.flat_map(|measure| classes_of(measure, indicator)));
                classes.sort_unstable();
                classes.dedup();
                for class in classes {
                    found.entry(class).or_default().push(link(layout));
                }
            }
        }
        found
    }

    /// Its years, and everything that limits comparison over them.
    fn series(&self, page: &mut Page, series: &Series) {
        let arguments: [(&str, Argument); 4] = [
            ("navn", self.local(&series.name).into()),
            ("fra", series.from.to_string().into()),
            ("til", series.to.to_string().into()),
            ("kilde", series.source.as_str().into()),
        ];
        page.text(self.texts.with("def-serie", &arguments));
        let years = series.without_municipality.iter().map(|note| (note, "def-intet-kommunetal"));
        let years = years.chain(series.reservation.iter().map(|note| (note, "def-forbehold-aar")));
        let years = years.map(|(note, id)| {
            let kind = self.get(id);
            let reason = self.local(&note.reason).to_owned();
            vec![note.year.to_string(), kind, reason, note.source.clone()]
        });
        let between = series.breaks.iter().map(|of| {
            let kind = self.get(match of.weight {
                kvalitet_core::catalogue::BreakWeight::Reservation => "def-forbehold-graense",
                kvalitet_core::catalogue::BreakWeight::Break => "def-brud-graense",
            });
            vec![of.at.to_string(), kind, self.local(&of.reason).to_owned(), of.source.clone()]
        });
        let mut rows: Vec<Vec<String>> = years.chain(between).collect();
        rows.sort();
        if rows.is_empty() {
            page.text(self.get("def-ingen-brud"));
        } else {
            let head = ["def-skoleaar", "def-hvad", "def-grund", "rap-kilde"];
            page.table(head.map(|id| self.get(id)), rows);
        }
    }

    fn unit(&self, indicator: &Indicator) -> String {
        match (indicator.scale, &indicator.unit) {
            (Scale::Percent, _) => self.get("rap-procent"),
            (Scale::Number, Some(unit)) => self.local(unit).to_owned(),
            (Scale::Number, None) => self.get("rap-tal"),
        }
    }

    fn status(&self, status: Status) -> String {
        self.get(match status {
            Status::Confirmed => "rap-status-bekraeftet",
            Status::Unconfirmed => "rap-status-ubekraeftet",
            Status::Assumed => "rap-status-antaget",
        })
    }

    fn polarity(&self, polarity: Polarity) -> String {
        self.get(match polarity {
            Polarity::HigherIsBetter => "rap-retning-hoejere",
            Polarity::LowerIsBetter => "rap-retning-lavere",
            Polarity::Neutral => "rap-retning-neutral",
        })
    }

    /// Of an indicator without an interval nothing is judged: empty.
    fn headline(&self, indicator: &Indicator) -> String {
        match (indicator.method, indicator.headline) {
            (IntervalMethod::None, _) => String::new(),
            (_, true) => self.get("def-hovedtal-ja"),
            (_, false) => self.get("def-hovedtal-nej"),
        }
    }

    fn shock(&self, indicator: &Indicator) -> String {
        match (indicator.method, indicator.shock) {
            (IntervalMethod::None, _) => String::new(),
            (_, ShockBasis::Measured) => self.get("def-chokfaktor-maalt"),
            (_, ShockBasis::Assumed) => self.get("def-chokfaktor-antaget"),
        }
    }

    fn evidence_class(&self, class: EvidenceClass) -> String {
        self.get(match class {
            EvidenceClass::A => "rap-evidens-a",
            EvidenceClass::B => "rap-evidens-b",
            EvidenceClass::C => "rap-evidens-c",
            EvidenceClass::D => "rap-evidens-d",
            EvidenceClass::E => "rap-evidens-e",
        })
    }

    fn part_kind(&self, kind: PartKind) -> String {
        self.get(match kind {
            PartKind::All => "def-del-alle",
            PartKind::Stage => "def-del-trin",
            PartKind::Grade => "def-del-klassetrin",
            PartKind::Class => "def-del-klasse",
            PartKind::Sex => "def-del-koen",
            PartKind::Heritage => "def-del-herkomst",
        })
    }
}

/// What a measure of a layout of figures can give an indicator.
fn classes_of(measure: &Measure, indicator: &Indicator) -> Vec<EvidenceClass> {
    let form = match &indicator.statistic {
        Statistic::Share { .. } | Statistic::Distribution { .. } => Reported::Share,
        Statistic::Mean { .. } => Reported::Mean,
        Statistic::Ratio { .. } => Reported::Ratio,
        Statistic::Count { .. } => Reported::Count,
        Statistic::Reported { form } => *form,
    };
    let counts = measure.numerator.is_some() && measure.denominator.is_some();
    let mut classes = Vec::new();
    if counts && form != Reported::Value || form == Reported::Count {
        classes.push(EvidenceClass::B);
    }
    if measure.value.is_some() {
        match (form, measure.n) {
            (Reported::Share, Some(_)) => classes.push(EvidenceClass::C),
            (Reported::Mean, Some(_)) => classes.push(EvidenceClass::D),
            _ => {}
        }
        if form != Reported::Count {
            classes.push(EvidenceClass::E);
        }
    }
    classes
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    let first = signs.next().map(|sign| sign.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", signs.as_str().trim_end_matches('.'))
}
