//! The sheet of one school: what its leader or its board is told of it, beside the municipality and the
//! country. The same blocks as the report, composed for one school; no table of other schools.

mod chapters;
mod overview;
mod talk;

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{SchoolYear, Unit};
use kvalitet_disclosure::{Audience, ReleasedBand};

use crate::document::{Block, Chapter, Cover, Document, Layout};
use crate::view::View;
use crate::{RunInfo, compose, methods, tables};

/// A school's sheet in the making.
pub(crate) struct Sheet<'v, 'a> {
    view: &'v View<'a>,
    school: Unit,
    layout: Layout,
}

/// How far back a talk looks: what ended before says nothing of what to do now.
const OF_A_TALK: u16 = 2;

/// The sheet of the school that the release is for; `None` for an audience of no school.
pub(crate) fn document(view: &View<'_>, run: &RunInfo) -> Result<Option<Document>, ChartError> {
    let Some(school) = view.release.audience().school() else { return Ok(None) };
    let sheet = Sheet { view, school, layout: Layout::Sheet };
    let mut chapters: Vec<Chapter> = sheet.overview().into_iter().collect();
    for topic in compose::topics(view) {
        chapters.extend(sheet.of_topic(&topic)?);
    }
    if chapters.is_empty() {
        chapters.push(sheet.without_figures());
    }
    chapters.push(methods::of_school(view));
    chapters.iter_mut().for_each(tables::say_once);
    Ok(Some(sheet.document(sheet.cover(run), chapters, run)))
}

/// Two pages for the talk about the school's development; `None` for an audience of no school, and where
/// there is nothing to talk about.
pub(crate) fn talk(view: &View<'_>, run: &RunInfo) -> Option<Document> {
    let school = view.release.audience().school()?;
    let sheet = Sheet { view, school, layout: Layout::Talk };
    if sheet.overview().is_none() && sheet.agreed().is_empty() {
        return None;
    }
    let name = view.name(sheet.school);
    let title = view.with("rap-samtale-titel", &[("skole", name.into())]);
    let cover = Cover { title, reading: Vec::new(), ..sheet.cover(run) };
    Some(sheet.document(cover, sheet.of_talk(), run))
}

impl Sheet<'_, '_> {
    fn document(&self, cover: Cover, chapters: Vec<Chapter>, run: &RunInfo) -> Document {
        let (language, layout) = (self.view.texts.language().tag(), self.layout);
        let colophon = compose::colophon(self.view, run);
        let (plan, schools) = (run.plan.clone(), Vec::new());
        Document { language, layout, cover, chapters, colophon, plan, schools }
    }

    /// How many years back from the report's newest a headline's number may be to be told at a glance.
    const fn back(&self) -> u16 {
        match self.layout {
            Layout::Talk => OF_A_TALK,
            Layout::Sheet | Layout::Report => u16::MAX,
        }
    }

    fn cover(&self, run: &RunInfo) -> Cover {
        let view = self.view;
        let id = match view.release.audience() {
            Audience::Leader(_) => "rap-ark-leder",
            Audience::Board(_) | Audience::Administration | Audience::Public => {
                "rap-ark-bestyrelse"
            }
        };
        let of_report = compose::cover(view, run);
        let years = format!("{} · {}", of_report.title, of_report.years);
        let title = view.with(id, &[("skole", view.name(self.school).into())]);
        Cover { title, years, ..of_report }
    }

    fn without_figures(&self) -> Chapter {
        let view = self.view;
        let text = view.with("rap-intet-tal", &[("enhed", view.name(self.school).into())]);
        Chapter {
            id: "overblik".to_owned(),
            group: view.get("rap-del-overblik"),
            title: view.get("rap-overblik"),
            blocks: vec![Block::paragraph(text)],
            sections: Vec::new(),
        }
    }

    /// Whether the school's newest number of an indicator is new enough to be told at a glance.
    fn is_recent(&self, indicator: &Indicator) -> bool {
        let newest = self.view.release.edition().years.iter().max();
        let own = self.view.newest(indicator, self.school);
        newest
            .zip(own)
            .is_some_and(|(newest, own)| newest.start().saturating_sub(own.start()) <= self.back())
    }

    /// Whether there is anything to tell of the school in an indicator: a figure, or a verdict on a
    /// target.
    fn tells(&self, indicator: &Indicator) -> bool {
        self.view.facts(indicator).units.contains(&self.school)
    }

    /// The school first, then the municipality and the country, as far as there is anything to tell.
    fn beside(&self, indicator: &Indicator) -> Vec<Unit> {
        let units = &self.view.facts(indicator).units;
        let wholes = units.iter().copied();
        let wholes = wholes.filter(|of| matches!(of, Unit::Municipality(_) | Unit::Nation));
        std::iter::once(self.school).chain(wholes).collect()
    }

    /// The newest band of the other schools that the school has a number of its own beside.
    fn band(&self, indicator: &Indicator) -> Option<(SchoolYear, &ReleasedBand)> {
        let year = self.view.newest(indicator, self.school)?;
        let bands = self.view.release.bands().iter();
        let mut bands = bands.filter(|of| of.indicator == indicator.id && of.year == year);
        Some((year, bands.next()?))
    }
}
