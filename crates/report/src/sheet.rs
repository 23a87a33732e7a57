//! The sheet of one school: what its leader or its board is told of it, beside the municipality and the
//! country. The same blocks as the report, composed for one school; no table of other schools.

mod chapters;
mod overview;

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{SchoolYear, Unit};
use kvalitet_disclosure::{Audience, ReleasedBand};

use crate::document::{Block, Chapter, Cover, Document};
use crate::view::View;
use crate::{RunInfo, compose, methods};

/// A school's sheet in the making.
pub(crate) struct Sheet<'v, 'a> {
    view: &'v View<'a>,
    school: Unit,
}

/// The sheet of the school that the release is for; `None` for an audience of no school.
pub(crate) fn document(view: &View<'_>, run: &RunInfo) -> Result<Option<Document>, ChartError> {
    let Some(school) = view.release.audience().school() else { return Ok(None) };
    let sheet = Sheet { view, school };
    let mut chapters: Vec<Chapter> = sheet.overview().into_iter().collect();
    for topic in view.topics() {
        chapters.extend(sheet.of_topic(&topic)?);
    }
    if chapters.is_empty() {
        chapters.push(sheet.without_figures());
    }
    chapters.push(methods::of_school(view));
    Ok(Some(Document {
        language: view.texts.language().tag(),
        cover: sheet.cover(run),
        chapters,
        colophon: compose::colophon(view, run),
    }))
}

impl Sheet<'_, '_> {
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
