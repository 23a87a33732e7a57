//! The document: what a report says, before anybody lays it out.
//!
//! Every text is worded and every number printed already, in the language of the report. A renderer
//! adds layout and nothing else, so that two of them cannot disagree.

use serde::Serialize;

/// A whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The tag of its language, `da` or `en`.
    pub language: &'static str,
    /// What kind of document it is, for how much room things are given.
    pub layout: Layout,
    /// What stands first.
    pub cover: Cover,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
    /// What stands last: who made it, out of which plan.
    pub colophon: String,
    /// The file of that plan.
    pub plan: String,
    /// The schools a reader can choose between, in order; none of what is about one school.
    pub schools: Vec<School>,
}

/// A school that a reader can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct School {
    /// Its number.
    pub id: String,
    /// Its name, as it heads rows.
    pub name: String,
    /// Where its sheet lies beside the report; `None` for readers who have none.
    pub sheet: Option<String>,
}

/// What kind of document one is laid out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A report: a cover, contents, chapters on pages of their own.
    Report,
    /// All numbers of one school: chapters follow each other.
    Sheet,
    /// Two pages for a talk: as little room as can be read.
    Talk,
}

/// The cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// The municipality's name.
    pub municipality: String,
    /// The title.
    pub title: String,
    /// The years it is about.
    pub years: String,
    /// Its date.
    pub date: String,
    /// The same as it is in the plan, `2022-03-31`: for the properties of files.
    pub iso_date: String,
    /// What every page says of itself: that it is confidential, and for whom; of what is public that it is
    /// a draft, is heard or corrects another edition. `None` of a final edition for everybody.
    pub confidential: Option<String>,
    /// The stamp: draft, and for whom.
    pub stamp: String,
    /// Why it carries the stamp.
    pub stamp_reason: String,
    /// How the tables are read: a sign or word, and what it means.
    pub reading: Vec<Term>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// Its id, unique in the document.
    pub id: String,
    /// The part of the report it belongs to: chapters of one part follow each other.
    pub group: String,
    /// Its title.
    pub title: String,
    /// What stands before the first section.
    pub blocks: Vec<Block>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its id, unique in the document.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// One piece of a chapter or section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// The text.
        text: String,
    },
    /// The verdict in words: what a hurried reader should read.
    Verdict {
        /// Its sentences.
        sentences: Vec<String>,
    },
    /// A reservation or explanation that belongs to what stands above it.
    Note {
        /// The text.
        text: String,
    },
    /// Terms and what they mean.
    Terms {
        /// The terms.
        terms: Vec<Term>,
    },
    /// A table.
    Table {
        /// It.
        table: Table,
    },
    /// A table that stands folded until it is asked for.
    Folded {
        /// What it is.
        summary: String,
        /// The table.
        table: Table,
    },
    /// A chart.
    Chart {
        /// It.
        chart: Chart,
    },
    /// Room to write in.
    Room {
        /// How many lines.
        lines: u8,
    },
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The term.
    pub term: String,
    /// What it means.
    pub text: String,
}

/// A chart in two widths, with the numbers it draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// Its id, unique in the document; also the name of its file.
    pub id: String,
    /// What it finds: the title of its drawings.
    pub title: String,
    /// The finding in words, for those who cannot see it.
    pub description: String,
    /// The drawing for a page.
    pub wide: String,
    /// The drawing for a phone.
    pub narrow: String,
    /// What others are given of it, beside the page; none of a sheet.
    #[serde(skip)]
    pub pictures: Option<Box<Pictures>>,
    /// What the table is called.
    pub summary: String,
    /// Whether the table stands open: it is read as a table too.
    pub unfolded: bool,
    /// The numbers.
    pub table: Table,
}

/// A chart for slides and for other programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// The drawing for a slide.
    pub slide: String,
    /// The chart and its numbers as Vega-Lite.
    pub vega_lite: serde_json::Value,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its id, unique in the document.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The head of the first column.
    pub corner: String,
    /// The heads of the other columns.
    pub columns: Vec<String>,
    /// Its rows, in groups.
    pub groups: Vec<RowGroup>,
}

/// Rows that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowGroup {
    /// What they have in common; empty where there is nothing to say.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its head.
    pub head: String,
    /// Where there is more about it: `#` and the id of a chapter, or a file beside the document; empty
    /// where there is nothing to point at.
    pub link: String,
    /// Small print under the head; empty where there is none.
    pub under: String,
    /// Whether it is a sum of rows above it.
    pub total: bool,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Small print under it; empty where there is none.
    pub under: String,
    /// What kind of text it is.
    pub style: CellStyle,
    /// How its number was made; `None` for what is no single figure that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Box<Made>>,
}

/// How one number was made, as far as its release tells: never of a hidden figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Its key, by which `explain` tells the rest.
    pub key: String,
    /// The letter of its class of evidence.
    pub evidence: String,
    /// How many it counts; empty where nobody knows.
    pub n: String,
    /// Its interval; empty where there is none.
    pub interval: String,
}

/// What kind of text a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellStyle {
    /// A number.
    Number,
    /// Words.
    Words,
    /// A verdict.
    Verdict,
    /// A word that stands where a number could have been.
    Absent,
}

impl Cell {
    pub(crate) fn of(style: CellStyle, text: impl Into<String>) -> Self {
        Self { text: text.into(), under: String::new(), style, made: None }
    }

    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self::of(CellStyle::Number, text)
    }

    pub(crate) fn words(text: impl Into<String>) -> Self {
        Self::of(CellStyle::Words, text)
    }

    pub(crate) fn absent(text: impl Into<String>) -> Self {
        Self::of(CellStyle::Absent, text)
    }

    #[must_use]
    pub(crate) fn under(mut self, text: impl Into<String>) -> Self {
        self.under = text.into();
        self
    }
}

impl Cell {
    /// With how its number was made.
    #[must_use]
    pub(crate) fn made(mut self, made: Option<Made>) -> Self {
        self.made = made.map(Box::new);
        self
    }

    /// One more remark in the small print.
    #[must_use]
    pub(crate) fn also_under(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        self.under = if self.under.is_empty() { text } else { format!("{} · {text}", self.under) };
        self
    }
}

impl Row {
    pub(crate) fn new(head: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self { head: head.into(), link: String::new(), under: String::new(), total: false, cells }
    }

    #[must_use]
    pub(crate) fn under(mut self, text: impl Into<String>) -> Self {
        self.under = text.into();
        self
    }

    #[must_use]
    pub(crate) fn link(mut self, to: impl Into<String>) -> Self {
        self.link = to.into();
        self
    }

    #[must_use]
    pub(crate) fn total(mut self) -> Self {
        self.total = true;
        self
    }
}

impl RowGroup {
    pub(crate) const fn untitled(rows: Vec<Row>) -> Self {
        Self { title: String::new(), rows }
    }
}

impl Block {
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }

    pub(crate) fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }
}

impl Term {
    pub(crate) fn new(term: impl Into<String>, text: impl Into<String>) -> Self {
        Self { term: term.into(), text: text.into() }
    }
}

impl Document {
    /// Every chart, in order.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        let blocks = self.chapters.iter().flat_map(|chapter| {
            chapter.blocks.iter().chain(chapter.sections.iter().flat_map(|section| &section.blocks))
        });
        blocks.filter_map(|block| match block {
            Block::Chart { chart } => Some(chart),
            Block::Paragraph { .. }
            | Block::Verdict { .. }
            | Block::Note { .. }
            | Block::Terms { .. }
            | Block::Table { .. }
            | Block::Folded { .. }
            | Block::Room { .. } => None,
        })
    }
}
