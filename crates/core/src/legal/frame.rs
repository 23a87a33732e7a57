//! What the law asks of a municipality's report on its schools, by school year, with its calendar.

use serde::Deserialize;

use crate::settings::Status;
use crate::{LocalText, SchoolYear};

const FRAMES: &str = include_str!("../../catalogue/retlige-rammer.toml");

/// Whether the law asks for a report or a municipality makes one of its own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum FrameKind {
    /// The law asks for it.
    #[serde(rename = "lovpligtig")]
    Statutory,
    /// The municipality may.
    #[serde(rename = "frivillig")]
    Voluntary,
}

/// A line of a frame's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// When.
    pub when: LocalText,
    /// What is to be done.
    pub what: LocalText,
    /// How well founded that is.
    pub status: Status,
}

/// What held for reports on some school years.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalFrame {
    /// Its id.
    pub id: String,
    /// Whether the law asks.
    pub kind: FrameKind,
    /// What it is called.
    pub name: LocalText,
    /// What it asks, in our words.
    pub text: LocalText,
    /// The first school year.
    pub valid_from: SchoolYear,
    /// The last; `None` while it holds.
    pub valid_to: Option<SchoolYear>,
    /// What is to be done when; empty where nothing was found.
    #[serde(default)]
    pub calendar: Vec<Deadline>,
    /// Where this is from.
    pub source: String,
    /// How well founded text and years are.
    pub status: Status,
    /// What was inferred.
    pub note: Option<LocalText>,
    /// The profiles that a voluntary frame is told of in; a statutory one is in all.
    #[serde(default)]
    pub profiles: Vec<String>,
}

impl LegalFrame {
    /// Whether it held in `year`.
    pub fn held_in(&self, year: SchoolYear) -> bool {
        self.valid_from <= year && self.valid_to.is_none_or(|last| year <= last)
    }
}

/// The file of frames cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegalFramesError {
    /// It is no TOML of this form.
    #[error("the legal frames are no table of this form: {0}")]
    Form(String),
    /// Two have this id.
    #[error("`{0}` is defined twice")]
    Twice(String),
    /// It ends before it begins.
    #[error("`{0}` ends before it begins")]
    EndsFirst(String),
    /// Two statutory frames hold in one year.
    #[error("`{0}` and `{1}` hold in the same year")]
    Overlap(String, String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<LegalFrame>,
}

/// Every frame, oldest first.
///
/// # Examples
///
/// ```
/// use kvalitet_core::legal::LegalFrames;
///
/// let frames = LegalFrames::built_in()?;
/// let ids = |year: &str, profile: &str| {
///     let years = [year.parse()?];
///     let held = frames.of(&years, profile);
///     Ok::<_, kvalitet_core::NotASchoolYear>(held.map(|of| of.id.as_str()).collect::<Vec<_>>())
/// };
/// assert_eq!(ids("2018/19", "lokal")?, ["kvalitetsrapport-hvert-andet-aar"]);
/// assert_eq!(ids("2024/25", "lokal")?, ["skoleudviklingssamtale", "frivillig-rapport"]);
/// assert_eq!(ids("2024/25", "skoleudviklingssamtale")?, ["skoleudviklingssamtale"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegalFrames {
    frames: Vec<LegalFrame>,
}

impl LegalFrames {
    /// The frames that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`LegalFramesError`] if the file that is compiled in breaks its own rules; a test says it
    /// does not.
    pub fn built_in() -> Result<Self, LegalFramesError> {
        Self::from_toml(FRAMES)
    }

    /// Reads and checks a file of frames.
    ///
    /// # Errors
    ///
    /// Returns [`LegalFramesError`] for the first rule that the file breaks.
    pub fn from_toml(text: &str) -> Result<Self, LegalFramesError> {
        let file: File =
            toml::from_str(text).map_err(|error| LegalFramesError::Form(error.to_string()))?;
        let mut frames: Vec<LegalFrame> = Vec::new();
        for frame in file.frame {
            if frames.iter().any(|earlier| earlier.id == frame.id) {
                return Err(LegalFramesError::Twice(frame.id));
            }
            if frame.valid_to.is_some_and(|last| last < frame.valid_from) {
                return Err(LegalFramesError::EndsFirst(frame.id));
            }
            if let Some(other) = frames.iter().find(|of| overlap(of, &frame)) {
                return Err(LegalFramesError::Overlap(other.id.clone(), frame.id));
            }
            frames.push(frame);
        }
        Ok(Self { frames })
    }

    /// What held in any of `years` and is told of in `profile`: the statutory frames, and the voluntary
    /// ones of that profile.
    pub fn of(&self, years: &[SchoolYear], profile: &str) -> impl Iterator<Item = &LegalFrame> {
        let is_told = move |of: &&LegalFrame| {
            let of_profile =
                of.kind == FrameKind::Statutory || of.profiles.iter().any(|id| id == profile);
            of_profile && years.iter().any(|year| of.held_in(*year))
        };
        self.frames.iter().filter(is_told)
    }

    /// Every frame.
    pub fn iter(&self) -> impl Iterator<Item = &LegalFrame> {
        self.frames.iter()
    }
}

/// Whether two statutory frames hold in one year.
fn overlap(a: &LegalFrame, b: &LegalFrame) -> bool {
    let are_statutory = a.kind == FrameKind::Statutory && b.kind == FrameKind::Statutory;
    are_statutory && (a.held_in(b.valid_from) || b.held_in(a.valid_from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::legal::{LegalKind, LegalTargets};
    use crate::profile::Profile;

    fn year(start: u16) -> SchoolYear {
        SchoolYear::starting(start).unwrap()
    }

    #[test]
    fn every_school_year_from_2006_has_one_statutory_frame() {
        let frames = LegalFrames::built_in().unwrap();
        for start in 2006..2060 {
            let held = frames.iter().filter(|of| of.held_in(year(start)));
            let statutory = held.filter(|of| of.kind == FrameKind::Statutory);
            assert_eq!(statutory.count(), 1, "{start}");
        }
        assert_eq!(frames.iter().filter(|of| of.held_in(year(2005))).count(), 0);
    }

    #[test]
    fn what_is_not_confirmed_says_what_was_inferred_and_voluntary_frames_name_their_profiles() {
        for frame in LegalFrames::built_in().unwrap().iter() {
            assert!(!frame.source.is_empty(), "{}", frame.id);
            assert!(frame.status == Status::Confirmed || frame.note.is_some(), "{}", frame.id);
            let is_voluntary = frame.kind == FrameKind::Voluntary;
            assert_eq!(is_voluntary, !frame.profiles.is_empty(), "{}", frame.id);
            assert!(frame.profiles.iter().all(|id| Profile::IDS.contains(&id.as_str())));
        }
    }

    /// The duties of the other file are held for the same years.
    #[test]
    fn the_frames_and_the_duties_agree() {
        let frames = LegalFrames::built_in().unwrap();
        let targets = LegalTargets::built_in().unwrap();
        for duty in targets.iter().filter(|of| of.kind == LegalKind::Duty) {
            let years = (duty.valid_from, duty.valid_to);
            let mut same = frames.iter().filter(|of| of.kind == FrameKind::Statutory);
            assert!(same.any(|of| (of.valid_from, of.valid_to) == years), "{}", duty.id);
        }
    }

    #[test]
    fn a_file_that_breaks_a_rule_is_refused() {
        let frame = |id: &str, from: &str, more: &str| {
            format!(
                "[[frame]]\nid = \"{id}\"\nkind = \"lovpligtig\"\nname = {{ da = \"a\", en = \"a\" }}\n\
                 text = {{ da = \"a\", en = \"a\" }}\nsource = \"a\"\nstatus = \"bekraeftet\"\n\
                 valid_from = \"{from}\"\n{more}\n"
            )
        };
        let error = |text: String| LegalFrames::from_toml(&text).unwrap_err().to_string();
        let old = frame("a", "2006/07", "valid_to = \"2013/14\"");
        assert_eq!(error(old.repeat(2)), "`a` is defined twice");
        let overlapping = frame("b", "2013/14", "");
        assert_eq!(error(old.clone() + &overlapping), "`a` and `b` hold in the same year");
        assert_eq!(error(overlapping + &old), "`b` and `a` hold in the same year");
        let ended = frame("a", "2006/07", "valid_to = \"2005/06\"");
        assert_eq!(error(ended), "`a` ends before it begins");
        assert!(error(frame("a", "2006/07", "until = 1")).contains("table of this form"));
        assert!(LegalFrames::from_toml(&(old + &frame("b", "2014/15", ""))).is_ok());
    }
}
