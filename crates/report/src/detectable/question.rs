//! A question read: which unit, which indicator, how great a change.

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::{Decimal, IndicatorId, Unit, nearest};
use kvalitet_disclosure::Shows;
use serde::Serialize;

use super::assess::assess;
use super::assessment::Assessment;
use super::{Asked, DetectableError};
use crate::ExplainError;
use crate::explain::rule;
use crate::view::View;

/// One indicator of one unit, and a change of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) unit: Unit,
    /// On the scale that is printed; `None` where nobody said it and the ends of the scale are not
    /// known.
    pub(crate) change: Option<Decimal>,
}

/// What can be said of a change of one unit's number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The indicator.
    #[serde(rename = "indikator")]
    pub indicator: IndicatorId,
    /// The unit.
    #[serde(rename = "enhed")]
    pub unit: String,
    /// The change: percentage points of what is per cent, otherwise in the number's own unit; `None`
    /// where nobody said it.
    #[serde(rename = "aendring")]
    pub change: Option<Decimal>,
    /// What can be said.
    #[serde(flatten)]
    pub assessment: Assessment,
}

impl<'a> Question<'a> {
    pub(crate) fn of(view: &View<'a>, asked: Asked<'_>) -> Result<Self, DetectableError> {
        let id = asked.indicator.unwrap_or_default();
        let catalogue = view.release.catalogue();
        let indicator = catalogue.indicator(id).ok_or_else(|| {
            let nearest = catalogue.nearest(id).unwrap_or_default();
            DetectableError::Explain(ExplainError::UnknownIndicator { id: id.to_owned(), nearest })
        })?;
        let unit = match asked.unit {
            Some(text) => unit(view, text)?,
            None => view.municipality().ok_or_else(|| unknown_unit(view, "kommune"))?,
        };
        if rule(view, indicator, unit).is_none_or(|rule| rule.shows != Shows::Figure) {
            let (audience, indicator) = (view.release.audience(), id.to_owned());
            let error = ExplainError::NotForAudience { audience, indicator };
            return Err(DetectableError::Explain(error));
        }
        let change = match asked.change {
            Some(text) => Some(change(text, indicator)?),
            None => usual_change(view, indicator),
        };
        Ok(Self { indicator, unit, change })
    }

    pub(crate) fn answer(&self, view: &View<'_>) -> Answer {
        Answer {
            indicator: self.indicator.id.clone(),
            unit: self.unit.to_string(),
            change: self.change,
            assessment: assess(view, self),
        }
    }
}

/// A unit that is told of: as an id, or the number of a school alone.
pub(crate) fn unit(view: &View<'_>, text: &str) -> Result<Unit, DetectableError> {
    let parsed: Option<Unit> = text.parse().or_else(|_| format!("skole:{text}").parse()).ok();
    let known = |unit: &Unit| {
        *unit != Unit::Nation
            && (view.release.units().contains_key(unit)
                || view.indicators().iter().any(|of| view.facts(of).units.contains(unit)))
    };
    parsed.filter(known).ok_or_else(|| unknown_unit(view, text))
}

fn unknown_unit(view: &View<'_>, text: &str) -> DetectableError {
    let units = view.indicators().iter().flat_map(|of| &view.facts(of).units);
    let known: std::collections::BTreeSet<String> =
        units.filter(|unit| **unit != Unit::Nation).map(ToString::to_string).collect();
    let school = format!("skole:{text}");
    let meant = if text.contains(':') { text } else { &school };
    let nearest = nearest(meant, known.iter().map(String::as_str)).unwrap_or_default();
    DetectableError::UnknownUnit { unit: text.to_owned(), nearest }
}

/// How far apart the ends of an indicator's scale are, where they are known.
fn width(indicator: &Indicator) -> Option<i64> {
    match indicator.scale {
        Scale::Percent => Some(100),
        Scale::Number => indicator.scale_ends().map(|(least, most)| most - least),
    }
}

/// Beyond this no number of a school goes, whatever it counts.
const MOST: i64 = 1_000_000;

/// A change as somebody typed it, with a comma or a point.
fn change(text: &str, indicator: &Indicator) -> Result<Decimal, DetectableError> {
    let number: Decimal = text.replace(',', ".").parse().map_err(|_| DetectableError::NoChange)?;
    if number.units() <= 0 {
        return Err(DetectableError::NoChange);
    }
    if is_on_scale(indicator, number) {
        return Ok(number);
    }
    let most = Decimal::new(width(indicator).unwrap_or(MOST), 0).unwrap_or(number);
    Err(DetectableError::TooGreat { change: number, most })
}

/// Whether the scale has room for a change anywhere.
pub(crate) fn is_on_scale(indicator: &Indicator, change: Decimal) -> bool {
    let most = Decimal::new(width(indicator).unwrap_or(MOST), 0);
    most.is_some_and(|most| !change.compare(most).is_gt())
}

/// The change that goals are graded by: the setting's percentage points, and of a mean a twentieth of
/// its scale. `None` where the ends of the scale are not known.
pub(crate) fn usual_change(view: &View<'_>, indicator: &Indicator) -> Option<Decimal> {
    match indicator.scale {
        Scale::Percent => {
            Decimal::new(view.release.settings().number("maal_aendring_procentpoint")?, 0)
        }
        Scale::Number => Decimal::from_ratio(i128::from(width(indicator)?), 20, 2),
    }
}
