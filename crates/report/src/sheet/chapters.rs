//! A chapter per theme, or per series of it: the school's own numbers over the years beside those of
//! the municipality and the country, what is said of them, and where other schools lie as a band.

use std::collections::BTreeSet;

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, PartKind, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedBand;

use super::Sheet;
use crate::document::{Block, Cell, Chapter, Row, RowGroup, Section, Table};
use crate::tables::{anchor, categories_by_year, classes, parts_by_year, small_print, year_heads};
use crate::view::{Topic, View, is_distribution, is_question};
use crate::{changes, chapters, drawings, places, questions, sentences};

impl<'a> Sheet<'_, 'a> {
    /// The chapter of a topic; `None` where nothing is told of the school.
    pub(super) fn of_topic(&self, topic: &Topic<'a>) -> Result<Option<Chapter>, ChartError> {
        let view = self.view;
        let mut sections: Vec<Section> = self.judged(topic).into_iter().collect();
        let good = drawings::good_of(&topic.indicators);
        for indicator in topic.indicators.iter().filter(|of| self.tells(of) && !is_question(of)) {
            sections.push(self.section(indicator, good)?);
        }
        sections.extend(questions::sections_of(view, &topic.indicators, self.school));
        if sections.is_empty() {
            return Ok(None);
        }
        Ok(Some(Chapter {
            id: topic.id.clone(),
            group: chapters::group(view, topic),
            title: view.local(topic.title).to_owned(),
            blocks: chapters::about(view, topic),
            sections,
        }))
    }

    /// What is said of the school's change in each headline, and of where it stands.
    fn judged(&self, topic: &Topic<'a>) -> Option<Section> {
        let view = self.view;
        let said = |indicator: &&'a Indicator| {
            let change = changes::of_unit(view, indicator, self.school);
            let place = places::of_unit(view, indicator, self.school);
            let change = change.map(|of| changes::sentences(view, of));
            let place = place.map(|of| places::sentences(view, of));
            let said: Vec<String> = [change, place].into_iter().flatten().flatten().collect();
            let name = view.local(&indicator.name);
            (!said.is_empty())
                .then(|| Block::Verdict { sentences: vec![format!("{name}: {}", said.join(" "))] })
        };
        let headlines = topic.indicators.iter().filter(|of| of.headline);
        let said: Vec<Block> = headlines.filter_map(said).collect();
        if said.is_empty() {
            return None;
        }
        let (id, title) = (format!("{}-sikkerhed", topic.id), view.get("rap-udv"));
        Some(Section { id, title, blocks: said })
    }

    fn section(
        &self,
        indicator: &'a Indicator,
        good: Option<&'a Indicator>,
    ) -> Result<Section, ChartError> {
        let view = self.view;
        let mut blocks = vec![Block::paragraph(view.local(&indicator.description))];
        if view.nobody_counts(indicator) {
            blocks.push(Block::paragraph(view.get("rap-ingen-har-det")));
        } else if is_distribution(indicator) {
            let chart = drawings::categories(view, indicator, good)?;
            blocks.extend(chart.map(|chart| Block::Chart { chart }));
            let table = categories_by_year(view, indicator, self.school);
            blocks.push(Block::Table { table });
        } else if self.view.has_figures(indicator) {
            blocks.extend(self.over_the_years(indicator)?);
        } else {
            blocks.push(Block::Table { table: self.targets(indicator) });
        }
        blocks.push(chapters::definition(view, indicator));
        Ok(Section {
            id: anchor(indicator.id.as_str()),
            title: view.local(&indicator.name).to_owned(),
            blocks,
        })
    }

    fn over_the_years(&self, indicator: &'a Indicator) -> Result<Vec<Block>, ChartError> {
        let view = self.view;
        let sentences = sentences::about(view, indicator, self.school);
        let mut blocks = vec![Block::Verdict { sentences }];
        let several = 1 < view.years_with_value(indicator, self.school).len();
        let is_headline = indicator.headline || indicator.target.is_some();
        let (units, table) = (self.beside(indicator), self.beside_by_year(indicator));
        // Fewer than two years are no development: the numbers stand alone.
        let chart = if several && is_headline {
            drawings::beside_others(view, (indicator, self.school), &units, table.clone())?
        } else {
            None
        };
        blocks.push(chart.map_or(Block::Table { table }, |chart| Block::Chart { chart }));
        if indicator.target.is_some() {
            blocks.push(Block::Table { table: self.targets(indicator) });
        }
        if let Some((year, band)) = self.band(indicator).filter(|_| is_headline) {
            blocks.push(self.strip(indicator, (year, band))?);
        }
        if self.is_divided(indicator) {
            let table = parts_by_year(view, indicator, self.school);
            blocks.push(Block::Folded { summary: view.get("rap-ark-vis-dele"), table });
        }
        let of_classes = classes(view, indicator);
        let summary = || view.get("rap-vis-klasser");
        blocks.extend(of_classes.map(|table| Block::Folded { summary: summary(), table }));
        Ok(blocks)
    }

    /// Whether the school has figures of parts of its pupils, classes apart.
    fn is_divided(&self, indicator: &Indicator) -> bool {
        let mut parts = self.view.facts(indicator).parts.iter();
        parts.any(|part| !matches!(part.kind(), PartKind::All | PartKind::Class))
    }

    /// The school, the municipality and the country, year by year.
    fn beside_by_year(&self, indicator: &Indicator) -> Table {
        let view = self.view;
        let row = |unit: Unit| {
            let cell = |year: &SchoolYear| {
                view.figure_cell_with_interval(indicator, unit, *year, Breakdown::ALL)
            };
            let years = &view.facts(indicator).years;
            let row = Row::new(view.name(unit), years.iter().map(cell).collect());
            if unit != Unit::Nation {
                return row;
            }
            let years: Vec<SchoolYear> = years.iter().copied().collect();
            let source = view.national_source(indicator, &years);
            row.under(view.with("rap-kilde-er", &[("kilde", source.into())]))
        };
        let told = |unit: &Unit| {
            let years = view.facts(indicator).years.iter();
            let mut figures =
                years.filter_map(|year| view.figure(indicator, *unit, *year, Breakdown::ALL));
            figures.next().is_some()
        };
        let units = self.beside(indicator);
        let small = small_print(view, indicator, &units, &BTreeSet::new());
        let mut rows: Vec<Row> = units.into_iter().filter(told).map(row).collect();
        rows.extend(self.others_by_year(indicator));
        Table {
            id: format!("{}-aar", anchor(indicator.id.as_str())),
            caption: view.with(
                "rap-ark-tabel-aar",
                &[
                    ("navn", view.local(&indicator.name).into()),
                    ("talt", View::counted(indicator).into()),
                    ("smaat", small.into()),
                ],
            ),
            corner: view.get("rap-enhed"),
            columns: year_heads(view, indicator),
            groups: vec![RowGroup::untitled(rows)],
        }
    }

    /// Where the middle half of the other schools lie, year by year; `None` where no year has a band.
    fn others_by_year(&self, indicator: &Indicator) -> Option<Row> {
        let view = self.view;
        let bands = view.release.bands().iter().filter(|of| of.indicator == indicator.id);
        let bands: Vec<&ReleasedBand> = bands.collect();
        if bands.is_empty() {
            return None;
        }
        let cell = |year: &SchoolYear| {
            let band = bands.iter().find(|of| of.year == *year);
            band.map_or_else(
                || Cell::absent("–"),
                |of| {
                    let schools = view.with("rap-ark-skoler", &[("antal", of.schools.into())]);
                    Cell::number(view.span(of.lower, of.upper)).under(schools)
                },
            )
        };
        let years = view.facts(indicator).years.iter();
        Some(Row::new(view.get("rap-ark-andre-skoler"), years.map(cell).collect()))
    }

    /// What the rule says of the school and of the municipality, year by year.
    fn targets(&self, indicator: &Indicator) -> Table {
        let view = self.view;
        let row = |unit: Unit| {
            let verdict =
                |year: &SchoolYear| view.verdict_cell(view.verdict(indicator, unit, *year));
            let years = view.facts(indicator).years.iter();
            Row::new(view.name(unit), years.map(verdict).collect())
        };
        let asked = indicator.target.as_ref().map(|target| view.asked(target.rule));
        let arguments = [
            ("navn", view.local(&indicator.name).into()),
            ("krav", asked.unwrap_or_default().into()),
        ];
        let units = self.beside(indicator).into_iter().filter(|unit| *unit != Unit::Nation);
        Table {
            id: format!("{}-domme", anchor(indicator.id.as_str())),
            caption: view.with("rap-tabel-domme", &arguments),
            corner: view.get("rap-enhed"),
            columns: year_heads(view, indicator),
            groups: vec![RowGroup::untitled(units.map(row).collect())],
        }
    }

    /// The school against where the middle half of the others lie.
    fn strip(
        &self,
        indicator: &'a Indicator,
        (year, band): (SchoolYear, &ReleasedBand),
    ) -> Result<Block, ChartError> {
        let view = self.view;
        let limits = [band.lower, band.upper].map(|end| view.value(indicator, end));
        let [lower, upper] = limits;
        let cells = vec![
            view.figure_cell_with_interval(indicator, self.school, year, Breakdown::ALL),
            Cell::number(format!("{lower}–{upper}")),
            Cell::number(view.texts.count(band.schools)),
        ];
        let heads = ["rap-ark-skolen", "rap-ark-andre-skoler", "rap-ark-antal-skoler"];
        let name = view.local(&indicator.name);
        let table = Table {
            id: format!("{}-andre-tal", anchor(indicator.id.as_str())),
            caption: view.with(
                "rap-ark-tabel-andre",
                &[("navn", name.into()), ("aar", year.to_string().into())],
            ),
            corner: view.get("rap-enhed"),
            columns: heads.map(|id| view.get(id)).to_vec(),
            groups: vec![RowGroup::untitled(vec![Row::new(view.name(self.school), cells)])],
        };
        let chart = drawings::against_others(view, (indicator, self.school), band, table)?;
        Ok(Block::Chart { chart })
    }
}
