//! The indicators that stand for a report, where there is room for few.

use kvalitet_core::catalogue::Indicator;

use crate::overview;
use crate::view::View;

/// The headlines, in the report's order: those whose changes are judged, and of a topic without any
/// the first that stands for it. Each has figures that this audience may see, and is one number.
pub(crate) fn key_indicators<'a>(view: &View<'a>) -> Vec<&'a Indicator> {
    let of_topic = |indicators: &[&'a Indicator]| {
        let all = overview::headlines(view, indicators);
        let judged: Vec<&Indicator> = all.iter().copied().filter(|of| of.headline).collect();
        if judged.is_empty() { all.into_iter().take(1).collect() } else { judged }
    };
    view.topics().iter().flat_map(|topic| of_topic(&topic.indicators)).collect()
}
