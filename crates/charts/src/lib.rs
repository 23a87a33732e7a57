//! Charts of released figures, as SVG.
//!
//! A chart is drawn from [`ReleasedFigure`](kvalitet_disclosure::ReleasedFigure)s alone: what has
//! not passed the gate cannot be named here. The crate holds no wording; every text is the
//! caller's, and numbers are printed by [`Texts`](kvalitet_text::Texts). Nothing is coloured good
//! or bad: colours tell levels and lines apart, never chance from change.
//!
//! - [`LevelsChart`]: levels, bands or answers of every school as stacked bars of 100 per cent.
//! - [`DevelopmentChart`]: lines over school years with 95 % intervals and a target.
//! - [`DotChart`]: one dot a school against the middle half of all folkeskoler.
//! - [`TransitionsChart`]: where the pupils of each earlier level are now, as tinted cells.
//! - [`GoalArrow`]: a goal, and the years, sub-goals, actions and signs on the way to it.
//! - [`DumbbellChart`]: every school's earlier and later year, and the changes that may be chance.
//! - [`FunnelChart`]: schools by size and level, between the limits that chance keeps to.
//! - [`CaterpillarChart`]: what each school added, with its interval, around what was expected.
//! - [`MultiplesChart`]: a small chart for each school beside the municipality, all on one axis.
//! - [`STYLE`]: the style sheet that restyles the same SVG for dark screens and for print.
//! - [`fonts`]: the fonts the charts are measured with, for embedding.
//!
//! Every chart is laid out anew for each [`Width`]; it is never shrunk. Same input, same bytes.
//!
//! # Examples
//!
//! ```
//! use kvalitet_charts::{Axis, DotChart, DotRow, Heading, Spec, Width};
//! use kvalitet_core::Language;
//! use kvalitet_disclosure::ReleasedFigure;
//! use kvalitet_text::Texts;
//!
//! let figure: ReleasedFigure = serde_json::from_str(
//!     r#"{"evidens":"E","status":"vist","vaerdi":"7.3","n":null,"taeller":null,
//!         "nedre":null,"oevre":null,"for_faa":false}"#,
//! )?;
//! let chart = DotChart {
//!     heading: Heading {
//!         title: "Karakterer".to_owned(),
//!         subtitle: "9. klasse".to_owned(),
//!         note: "Kilde".to_owned(),
//!         description: "Ærøskolen 7,3".to_owned(),
//!     },
//!     reference: None,
//!     hidden: "skjult".to_owned(),
//!     absent: "ingen elever".to_owned(),
//!     axis: Axis::Number,
//!     rows: vec![DotRow { name: "Ærøskolen".to_owned(), figure: Some(&figure), note: None }],
//! };
//! let svg = chart.svg(&Texts::new(Language::Danish), Width::Wide, "karakterer")?;
//! assert!(svg.starts_with("<svg ") && svg.contains(">7,3</text>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// The gallery names the crate as others do, and is part of its tests.
#[cfg(test)]
extern crate self as kvalitet_charts;

mod canvas;
mod caterpillar;
mod development;
mod dots;
mod dumbbell;
mod error;
pub mod fonts;
mod frame;
mod funnel;
mod goal_arrow;
mod levels;
mod multiples;
mod palette;
mod placing;
mod png;
mod scale;
mod spec;
mod svg;
#[cfg(test)]
mod testing;
mod timeline;
mod transitions;

pub use caterpillar::{CaterpillarChart, CaterpillarRow, Effect};
pub use development::{DevelopmentChart, Line, TargetLine, YearMark};
pub use dots::{Band, DotChart, DotRow};
pub use dumbbell::{Change, DumbbellChart, DumbbellRow};
pub use error::ChartError;
pub use frame::{Heading, Width};
pub use funnel::{FunnelChart, FunnelLimits, FunnelPoint, FunnelReference, FunnelRest};
pub use goal_arrow::{
    ActionState, GoalAction, GoalArrow, GoalKinds, GoalSign, GoalWords, SignState, SubGoal,
};
pub use levels::{Alignment, Emphasis, LevelsChart, LevelsRow};
pub use multiples::{Certainty, MultiplesChart, Panel};
pub use palette::{PAPER_DARK, PAPER_LIGHT};
pub use png::{PngSize, png};
pub use scale::Axis;
pub use spec::{Column, Data, Datum, Spec};
pub use transitions::{TransitionsChart, TransitionsRow};

/// The style sheet of the classes that the SVG uses: light, dark (`prefers-color-scheme`), print.
///
/// The SVG carries the light theme in its attributes, so it stands alone; a page that holds it
/// inline adds this once to follow the reader's screen.
pub const STYLE: &str = include_str!("style.css");
