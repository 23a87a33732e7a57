//! Charts out of released figures, each in its widths with the numbers it draws.
//!
//! A title says what was found: it is made of the release's verdicts ([`findings`]) and is never
//! stronger than they are.

mod development;
mod findings;
mod schools;

use kvalitet_charts::{Axis, ChartError, Spec, Width};
use kvalitet_core::catalogue::{Confidentiality, Indicator, Scale};

use crate::document::{Chart, Pictures, Table};
use crate::view::View;

pub(crate) use development::{beside_others, development};
pub(crate) use schools::{against_others, categories, good_of, schools_as_dots};

/// A chart in every width a page needs; for an edition of its own in those of slides and other programs
/// too.
fn chart(view: &View<'_>, id: &str, table: Table, spec: &dyn Spec) -> Result<Chart, ChartError> {
    let draw = |width, id: &str| spec.svg(view.texts, width, id);
    let is_sheet = view.release.audience().school().is_some();
    let pictures = || {
        let slide = draw(Width::Slide, &format!("{id}-dias"))?;
        Ok(Pictures { slide, vega_lite: spec.vega_lite() })
    };
    Ok(Chart {
        id: id.to_owned(),
        wide: draw(Width::Wide, id)?,
        narrow: draw(Width::Narrow, &format!("{id}-smal"))?,
        pictures: if is_sheet { None } else { Some(pictures()?) },
        summary: view.get("rap-vis-tal"),
        unfolded: false,
        table,
    })
}

fn axis_of(indicator: &Indicator) -> Axis {
    match indicator.scale {
        Scale::Percent => Axis::Percent,
        Scale::Number => Axis::Number,
    }
}

/// What stands under a chart: where the numbers are from, and that small ones are not shown.
fn note(view: &View<'_>, indicator: &Indicator) -> String {
    if indicator.confidentiality == Confidentiality::Open {
        let source = indicator.source.as_str();
        return view.with("rap-diagram-kilde", &[("kilde", source.into())]);
    }
    let rules = view.release.policy().iter();
    let mut rules =
        rules.filter(|rule| rule.class == indicator.confidentiality && rule.level.is_none());
    let k = rules.next().map_or(0, |rule| rule.k);
    let id = match indicator.confidentiality {
        Confidentiality::ByLaw => "rap-diagram-note",
        Confidentiality::Personal | Confidentiality::Open => "rap-diagram-note-personlig",
    };
    view.with(id, &[("antal", k.into())])
}
