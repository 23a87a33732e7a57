//! Which chapters a plan asks for, in which order and for whom: those of its profile, unless it says
//! otherwise.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::profile::{Outline, OutlineChapter, OutlineError, Profile, Reader, chapter_id};
use serde::Deserialize;
use toml::Spanned;

use super::Text;
use crate::plan_error::{Expectation, PlanError, PlanErrorKind};

/// An entry of `[[chapter]]`: who reads a chapter.
#[derive(Deserialize)]
pub(super) struct RawChapter {
    id: Spanned<String>,
    readers: Spanned<Vec<Spanned<String>>>,
}

/// The chapters that a plan lists.
pub(super) type Listed = Option<Spanned<Vec<Spanned<String>>>>;

/// The outline of a plan: `listed` is its own order, where it has one, and `readers` who reads what.
pub(super) fn outline(
    profile: &str,
    (listed, readers): (Listed, Vec<RawChapter>),
    (catalogue, place): (&Catalogue, &Text<'_>),
) -> Result<Outline, PlanError> {
    let themes: Vec<&str> = catalogue.themes().iter().map(|theme| theme.id.as_str()).collect();
    let program = |what: String| place.error(0, PlanErrorKind::Program(what));
    let profiles = Profile::built_in(&themes).map_err(|error| program(error.to_string()))?;
    let of_profile = profiles.into_iter().find(|of| of.id == profile);
    let of_profile = of_profile.map(|of| of.outline.chapters().to_vec()).unwrap_or_default();
    let whole = listed.as_ref().map_or(0, |listed| listed.span().start);
    let mut chapters = match listed {
        None => of_profile,
        Some(listed) => ordered(listed.into_inner(), &of_profile, (&themes, place))?,
    };
    let mut last = whole;
    for of in readers {
        let at = of.id.span().start;
        let wrong = |error: OutlineError| place.error(at, error.into());
        let id = chapter_id(of.id.get_ref(), &themes).map_err(wrong)?.to_owned();
        let Some(chapter) = chapters.iter_mut().find(|chapter| chapter.id == id) else {
            return Err(wrong(OutlineError::NotNamed(id)));
        };
        chapter.readers = read_by(of.readers, place)?;
        last = at;
    }
    Outline::new(chapters, &themes).map_err(|error| place.error(last, error.into()))
}

/// The chapters in the order of the plan, each for those who read it in the profile.
fn ordered(
    listed: Vec<Spanned<String>>,
    of_profile: &[OutlineChapter],
    (themes, place): (&[&str], &Text<'_>),
) -> Result<Vec<OutlineChapter>, PlanError> {
    let mut chapters: Vec<OutlineChapter> = Vec::new();
    for id in listed {
        let at = id.span().start;
        let known =
            chapter_id(id.get_ref(), themes).map_err(|error| place.error(at, error.into()))?;
        if chapters.iter().any(|earlier| earlier.id == known) {
            let twice = OutlineError::Twice(id.get_ref().clone());
            return Err(place.error(at, twice.into()));
        }
        let same = of_profile.iter().find(|of| of.id == known).cloned();
        chapters.push(same.unwrap_or_else(|| OutlineChapter::for_all(known)));
    }
    Ok(chapters)
}

fn read_by(
    readers: Spanned<Vec<Spanned<String>>>,
    place: &Text<'_>,
) -> Result<BTreeSet<Reader>, PlanError> {
    let read = |id: Spanned<String>| {
        Reader::from_id(id.get_ref()).ok_or_else(|| {
            place.value(&id, "readers", Expectation::OneOf(Reader::ALL.map(Reader::id).to_vec()))
        })
    };
    readers.into_inner().into_iter().map(read).collect()
}
