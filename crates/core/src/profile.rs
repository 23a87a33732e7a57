//! Profiles: which chapters a report has, in which order and for whom, as data.
//!
//! A plan names a profile and may change its outline. What a chapter holds, the report decides; a chapter
//! that there is nothing to say in is left out there.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{LocalText, nearest};

const FILES: [&str; 4] = [
    include_str!("../profiles/kvalitetsrapport.toml"),
    include_str!("../profiles/skoleudviklingssamtale.toml"),
    include_str!("../profiles/lokal.toml"),
    include_str!("../profiles/maalpil.toml"),
];

/// The profile of a plan that names none.
pub const DEFAULT_PROFILE: &str = "kvalitetsrapport";

/// All themes that an outline does not name.
pub const ALL_THEMES: &str = "temaer";

/// The chapters that are of no theme, in the order of a whole report.
pub const CHAPTERS: [&str; 13] = [
    "opsummering",
    "opfoelgning",
    "overblik",
    "maal",
    "maalpil",
    "egne-maal",
    ALL_THEMES,
    "grupper",
    "skolerne",
    "udtalelser",
    "datakvalitet",
    "metode",
    "definitioner",
];

/// What nobody may leave out: where every row went, and what every number rests on.
pub const REQUIRED: [&str; 2] = ["datakvalitet", "metode"];

/// Chapters by another name, and the theme each is.
const OTHER_NAMES: [(&str, &str); 1] = [("kompetencedaekning", "kompetence")];

/// Who reads a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// The municipality's administration.
    Administration,
    /// The leader of a school, in its sheet.
    Leader,
    /// The board of a school, in its sheet.
    Board,
    /// Everybody.
    Public,
}

impl Reader {
    /// Every reader.
    pub const ALL: [Self; 4] = [Self::Administration, Self::Leader, Self::Board, Self::Public];

    /// The id a plan writes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Leader => "leder",
            Self::Board => "bestyrelse",
            Self::Public => "offentlig",
        }
    }

    /// The reader with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.id() == id)
    }
}

/// A chapter of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineChapter {
    /// Its id: one of [`CHAPTERS`] or the id of a theme.
    pub id: String,
    /// Who reads it.
    pub readers: BTreeSet<Reader>,
}

impl OutlineChapter {
    /// A chapter that everybody reads.
    pub fn for_all(id: impl Into<String>) -> Self {
        Self { id: id.into(), readers: Reader::ALL.into() }
    }
}

/// The chapters of a report, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    chapters: Vec<OutlineChapter>,
}

/// An outline that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutlineError {
    /// A chapter that there is not.
    #[error("no chapter `{id}`; the nearest is `{nearest}`")]
    Unknown {
        /// What was written.
        id: String,
        /// The nearest.
        nearest: String,
    },
    /// Readers are given of a chapter that the outline does not name by itself.
    #[error("the chapter `{0}` is not named in the outline")]
    NotNamed(String),
    /// A chapter stands there twice.
    #[error("the chapter `{0}` is listed twice")]
    Twice(String),
    /// A chapter that nobody may leave out is not there, or not for everybody.
    #[error("the chapter `{0}` cannot be left out: it says what the numbers rest on")]
    Required(String),
}

impl Outline {
    /// The outline of these chapters; `themes` are the ids of the catalogue's themes.
    ///
    /// # Errors
    ///
    /// Returns [`OutlineError`] for a chapter that is unknown, listed twice, or missing and
    /// [required](REQUIRED).
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::profile::{Outline, OutlineChapter, Reader};
    ///
    /// let ids = ["trivsel", "temaer", "datakvalitet", "metode"];
    /// let outline = Outline::new(ids.map(OutlineChapter::for_all).into(), &["trivsel"])?;
    /// assert!(outline.of(Reader::Public).eq(ids));
    ///
    /// let wrong = ["trivslen", "datakvalitet", "metode"].map(OutlineChapter::for_all);
    /// let error = Outline::new(wrong.into(), &["trivsel"]).unwrap_err();
    /// assert_eq!(error.to_string(), "no chapter `trivslen`; the nearest is `trivsel`");
    /// # Ok::<(), kvalitet_core::profile::OutlineError>(())
    /// ```
    pub fn new(chapters: Vec<OutlineChapter>, themes: &[&str]) -> Result<Self, OutlineError> {
        let mut outline = Self::default();
        for chapter in chapters {
            let id = chapter_id(&chapter.id, themes)?;
            if outline.chapters.iter().any(|earlier| earlier.id == id) {
                return Err(OutlineError::Twice(chapter.id));
            }
            outline.chapters.push(OutlineChapter { id: id.to_owned(), ..chapter });
        }
        let is_for_all = |id: &str| {
            outline.chapters.iter().any(|of| of.id == id && of.readers.len() == Reader::ALL.len())
        };
        match REQUIRED.into_iter().find(|id| !is_for_all(id)) {
            Some(missing) => Err(OutlineError::Required(missing.to_owned())),
            None => Ok(outline),
        }
    }

    /// The chapters in order.
    pub fn chapters(&self) -> &[OutlineChapter] {
        &self.chapters
    }

    /// The ids of what `reader` reads, in order.
    pub fn of(&self, reader: Reader) -> impl Iterator<Item = &str> {
        let read = self.chapters.iter().filter(move |of| of.readers.contains(&reader));
        read.map(|of| of.id.as_str())
    }

    /// Whether a chapter is named for anybody.
    pub fn names(&self, id: &str) -> bool {
        self.chapters.iter().any(|of| of.id == id)
    }
}

/// The id of a chapter as outlines hold it: that of a theme for its other name.
///
/// # Errors
///
/// Returns [`OutlineError::Unknown`] for one that there is not.
pub fn chapter_id<'a>(id: &'a str, themes: &[&'a str]) -> Result<&'a str, OutlineError> {
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == id).map(|(_, theme)| *theme);
    let id = other.unwrap_or(id);
    if CHAPTERS.contains(&id) || themes.contains(&id) {
        return Ok(id);
    }
    let known = CHAPTERS.into_iter().chain(themes.iter().copied());
    let nearest = nearest(id, known).unwrap_or_default();
    Err(OutlineError::Unknown { id: id.to_owned(), nearest })
}

/// A kind of report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The id a plan writes.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// What it is for.
    pub about: LocalText,
    /// Its chapters.
    pub outline: Outline,
}

/// A profile that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// It is no TOML of this form.
    #[error("the profile is no table of this form: {0}")]
    Form(String),
    /// A reader that there is not.
    #[error("no reader `{0}`")]
    Reader(String),
    /// Its outline cannot be used.
    #[error(transparent)]
    Outline(#[from] OutlineError),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: LocalText,
    about: LocalText,
    chapter: Vec<FileChapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileChapter {
    id: String,
    readers: Option<Vec<String>>,
}

impl Profile {
    /// The profiles that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`ProfileError`] when a file that is compiled in is wrong; a test keeps that from
    /// happening.
    pub fn built_in(themes: &[&str]) -> Result<Vec<Self>, ProfileError> {
        FILES.into_iter().map(|text| Self::from_toml(text, themes)).collect()
    }

    /// The ids of the profiles that come with the program, in order.
    pub const IDS: [&'static str; 4] =
        [DEFAULT_PROFILE, "skoleudviklingssamtale", "lokal", "maalpil"];

    /// Reads a profile.
    ///
    /// # Errors
    ///
    /// Returns [`ProfileError`] for the first thing that is wrong.
    pub fn from_toml(text: &str, themes: &[&str]) -> Result<Self, ProfileError> {
        let file: File =
            toml::from_str(text).map_err(|error| ProfileError::Form(error.to_string()))?;
        let readers = |ids: Vec<String>| {
            let read = |id: String| Reader::from_id(&id).ok_or(ProfileError::Reader(id));
            ids.into_iter().map(read).collect::<Result<BTreeSet<_>, _>>()
        };
        let chapter = |of: FileChapter| match of.readers {
            None => Ok(OutlineChapter::for_all(of.id)),
            Some(ids) => Ok(OutlineChapter { id: of.id, readers: readers(ids)? }),
        };
        let chapters = file.chapter.into_iter().map(chapter);
        let chapters = chapters.collect::<Result<Vec<_>, ProfileError>>()?;
        let outline = Outline::new(chapters, themes)?;
        Ok(Self { id: file.id, name: file.name, about: file.about, outline })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::Catalogue;

    fn themes(catalogue: &Catalogue) -> Vec<&str> {
        catalogue.themes().iter().map(|theme| theme.id.as_str()).collect()
    }

    #[test]
    fn every_profile_begins_with_the_summary_and_ends_with_what_it_rests_on() {
        let catalogue = Catalogue::built_in().unwrap();
        let profiles = Profile::built_in(&themes(&catalogue)).unwrap();
        let ids: Vec<&str> = profiles.iter().map(|of| of.id.as_str()).collect();
        assert_eq!(ids, Profile::IDS);
        for profile in profiles {
            for reader in Reader::ALL {
                let read: Vec<&str> = profile.outline.of(reader).collect();
                assert_eq!(read[0], "opsummering", "{}", profile.id);
                let last = &read[read.len() - 3..];
                assert_eq!(last, ["datakvalitet", "metode", "definitioner"], "{}", profile.id);
            }
        }
    }

    #[test]
    fn the_report_and_the_talk_leave_no_chapter_out_but_the_arrow() {
        let catalogue = Catalogue::built_in().unwrap();
        let profiles = Profile::built_in(&themes(&catalogue)).unwrap();
        for profile in profiles.iter().filter(|of| of.id != "maalpil") {
            let missing: Vec<&str> =
                CHAPTERS.into_iter().filter(|id| !profile.outline.names(id)).collect();
            assert_eq!(missing, ["maalpil"], "{}", profile.id);
        }
    }

    #[test]
    fn a_wrong_profile_is_refused() {
        let head =
            "id = \"a\"\nname = { da = \"a\", en = \"a\" }\nabout = { da = \"a\", en = \"a\" }\n";
        let error = |chapters: &str| {
            Profile::from_toml(&format!("{head}{chapters}"), &["trivsel", "kompetence"])
                .unwrap_err()
                .to_string()
        };
        let chapter = |id: &str| format!("[[chapter]]\nid = \"{id}\"\n");
        assert_eq!(
            error(&chapter("opsumering")),
            "no chapter `opsumering`; the nearest is `opsummering`"
        );
        assert_eq!(error(&chapter("maal").repeat(2)), "the chapter `maal` is listed twice");
        let both = chapter("kompetence") + &chapter("kompetencedaekning");
        assert_eq!(error(&both), "the chapter `kompetencedaekning` is listed twice");
        assert!(error(&chapter("maal")).starts_with("the chapter `datakvalitet` cannot"));
        let some = "[[chapter]]\nid = \"datakvalitet\"\nreaders = [\"leder\"]\n";
        assert!(error(some).starts_with("the chapter `datakvalitet` cannot"));
        assert_eq!(error("[[chapter]]\nid = \"maal\"\nreaders = [\"alle\"]\n"), "no reader `alle`");
        assert!(error("[[chapters]]\n").contains("table of this form"));
    }

    proptest! {
        #[test]
        fn each_reader_reads_its_chapters_in_the_order_of_the_outline(
            of in Just(CHAPTERS.to_vec()).prop_shuffle(),
            mask in prop::collection::vec(0_usize..16, CHAPTERS.len()),
        ) {
            let readers = |mask: usize| {
                let read = |(place, reader): (usize, Reader)| (mask >> place & 1 == 1).then_some(reader);
                Reader::ALL.into_iter().enumerate().filter_map(read).collect::<BTreeSet<_>>()
            };
            let chapters = of.iter().zip(mask).map(|(id, mask)| OutlineChapter {
                id: (*id).to_owned(),
                readers: readers(if REQUIRED.contains(id) { 15 } else { mask }),
            });
            let chapters: Vec<OutlineChapter> = chapters.collect();
            let outline = Outline::new(chapters.clone(), &[]).unwrap();
            for reader in Reader::ALL {
                let mut wanted = Vec::new();
                for chapter in &chapters {
                    if chapter.readers.contains(&reader) {
                        wanted.push(chapter.id.as_str());
                    }
                }
                prop_assert!(outline.of(reader).eq(wanted));
            }
        }
    }
}
