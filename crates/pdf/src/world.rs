//! What the layout may read: the template, the documents and the bundled fonts.

use std::sync::LazyLock;

use kvalitet_charts::fonts::{BOLD_TTF, REGULAR_TTF, SEMIBOLD_TTF};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("../templates/rapport.typ");

/// Of every PDF the same: the language's library, the fonts, and the template.
struct Fixed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
}

static FIXED: LazyLock<Option<Fixed>> = LazyLock::new(|| {
    let fonts = [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF];
    let fonts: Vec<Font> =
        fonts.into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)).collect();
    let id = |path| {
        let path = VirtualPath::new(path).ok()?;
        Some(RootedPath::new(VirtualRoot::Project, path).intern())
    };
    // Heads of rows in tables: what assistive technology reads with every number.
    let features = [Feature::A11yExtras].into_iter().collect();
    Some(Fixed {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        template: Source::new(id("rapport.typ")?, TEMPLATE.to_owned()),
        data: id("rapport.json")?,
        fonts,
    })
});

/// The inputs of one PDF.
pub(crate) struct Inputs {
    fixed: &'static Fixed,
    documents: Bytes,
}

impl Inputs {
    /// The documents as JSON; `None` where the bundled files cannot be read.
    pub(crate) fn new(documents: Vec<u8>) -> Option<Self> {
        Some(Self { fixed: FIXED.as_ref()?, documents: Bytes::new(documents) })
    }
}

impl World for Inputs {
    fn library(&self) -> &LazyHash<Library> {
        &self.fixed.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fixed.book
    }

    fn main(&self) -> FileId {
        self.fixed.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            Ok(self.fixed.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.fixed.data {
            Ok(self.documents.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fixed.fonts.get(index).cloned()
    }

    /// There is no clock here.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
