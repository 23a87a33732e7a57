//! Tables: how wide their columns are, whether the page is turned for them, and their markup.
//!
//! Widths are given, not left to the reader's program: programs differ in what they make of a table
//! without, and what is too wide is cut.

use super::page::Page;
use super::xml::{Look, escaped, run, with_properties};
use crate::document::{Cell, CellStyle, Row, RowGroup, Table};

/// Up to so many rows a table stays on one page.
const KEPT_TOGETHER: usize = 12;
/// What a column takes besides its text, in twips.
const PADDING: u32 = 190;
/// The narrowest a column of words is made, and the widest any is, in twips.
const WORDS: u32 = 1_500;
const WIDEST: u32 = 3_700;
/// A word longer than this may be broken, in letters.
const LONGEST_WORD: usize = 24;

/// How large the text of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Normal,
    Small,
}

impl Size {
    /// A letter's mean width and that of small print, in twips: with capitals and bold heads counted in.
    const fn letters(self) -> (u32, u32) {
        match self {
            Self::Normal => (95, 72),
            Self::Small => (79, 72),
        }
    }

    /// What the styles of its paragraphs end in.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Small => "Small",
        }
    }
}

/// A table with the widths of its columns.
#[derive(Debug)]
pub(super) struct Laid<'t> {
    table: &'t Table,
    /// Which way the page is turned for it.
    pub(super) page: Page,
    size: Size,
    /// In twips, the first column first.
    widths: Vec<u32>,
    /// Whether a column is of numbers, the first column first.
    numbers: Vec<bool>,
}

/// The largest text on the page as it is that gives every word room; the turned page where there is none.
pub(super) fn laid(table: &Table) -> Laid<'_> {
    let ways = [
        (Page::Portrait, Size::Normal),
        (Page::Portrait, Size::Small),
        (Page::Landscape, Size::Normal),
        (Page::Landscape, Size::Small),
    ];
    let columns = |size| columns(table, size);
    let fits = |(page, size): &(Page, Size)| {
        columns(*size).iter().map(|column| column.need).sum::<u32>() <= page.text_width()
    };
    let widest = (Page::Landscape, Size::Small);
    let (page, size) = ways.into_iter().find(fits).unwrap_or(widest);
    let columns = columns(size);
    Laid {
        table,
        page,
        size,
        widths: shared_out(&columns, page.text_width()),
        numbers: columns.iter().map(|column| column.is_numbers).collect(),
    }
}

/// What a column asks for, in twips.
#[derive(Clone, Copy, Debug)]
struct Column {
    need: u32,
    wish: u32,
    is_numbers: bool,
}

fn columns(table: &Table, size: Size) -> Vec<Column> {
    let rows = || table.groups.iter().flat_map(|group| &group.rows);
    let is_words = |cell: &Cell| matches!(cell.style, CellStyle::Words | CellStyle::Verdict);
    let has_words = rows().flat_map(|row| &row.cells).any(is_words);
    let heads: Vec<(&str, &str)> =
        rows().map(|row| (row.head.as_str(), row.under.as_str())).collect();
    let first = column(size, &table.corner, &heads, Kind::Words);
    let others = table.columns.iter().enumerate().map(|(place, head)| {
        let cells: Vec<&Cell> = rows().filter_map(|row| row.cells.get(place)).collect();
        let texts: Vec<(&str, &str)> =
            cells.iter().map(|cell| (cell.text.as_str(), cell.under.as_str())).collect();
        let any = |style| cells.iter().any(|cell| cell.style == style);
        let kind = if any(CellStyle::Words) {
            Kind::Words
        } else if any(CellStyle::Verdict) || (has_words && !any(CellStyle::Number)) {
            Kind::Verdicts
        } else {
            Kind::Numbers
        };
        column(size, head, &texts, kind)
    });
    std::iter::once(first).chain(others).collect()
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Numbers, and what stands in the place of one; to the right.
    Numbers,
    /// Words of a line each.
    Verdicts,
    /// Words that may run over several lines.
    Words,
}

fn column(size: Size, head: &str, texts: &[(&str, &str)], kind: Kind) -> Column {
    let (letter, small) = size.letters();
    let length = |text: &str| text.chars().count();
    let word = |text: &str| text.split(' ').map(length).max().unwrap_or(0).min(LONGEST_WORD);
    let twips = |letters: usize, each: u32| {
        u32::try_from(letters).map_or(WIDEST, |letters| letters.saturating_mul(each))
    };
    let both = |of: &dyn Fn(&str) -> usize, (text, under): (&str, &str)| {
        twips(of(text), letter).max(twips(of(under), small))
    };
    let most = |of: &dyn Fn(&str) -> usize, head: &str| {
        let texts = texts.iter().map(|text| both(of, *text));
        texts.max().unwrap_or(0).max(twips(of(head), letter))
    };
    // A head may take two lines; a number takes one.
    let (need, wish) = (most(&word, head), most(&length, "").max(twips(word(head), letter)));
    let wish = wish.max(twips(length(head), letter) / 2).min(WIDEST);
    let need = if kind == Kind::Words { need.max(wish.min(WORDS)) } else { need };
    let is_numbers = kind == Kind::Numbers;
    Column { need: need + PADDING, wish: wish.max(need) + PADDING, is_numbers }
}

/// The width of each column: as wide as it wishes where there is room, and its share of what there is
/// where not.
fn shared_out(columns: &[Column], room: u32) -> Vec<u32> {
    let sum = |of: fn(&Column) -> u32| columns.iter().map(of).sum::<u32>();
    let (need, wish) = (sum(|of| of.need), sum(|of| of.wish));
    let part = |of: u32, room: u32, whole: u32| {
        let share = u64::from(of) * u64::from(room) / u64::from(whole.max(1));
        u32::try_from(share).unwrap_or(0)
    };
    let width = |column: &Column| {
        if wish <= room {
            column.wish
        } else if need <= room {
            column.need + part(column.wish - column.need, room - need, wish - need)
        } else {
            part(column.need, room, need)
        }
    };
    columns.iter().map(width).collect()
}

impl Laid<'_> {
    /// The markup of the table, without its caption.
    pub(super) fn xml(&self) -> String {
        let table = self.table;
        let grid: Vec<String> =
            self.widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        let heads = std::iter::once(&table.corner).chain(&table.columns);
        let description = heads.map(String::as_str).collect::<Vec<_>>().join("; ");
        let rows: usize = table.groups.iter().map(|group| group.rows.len() + 1).sum();
        let groups: Vec<String> = table
            .groups
            .iter()
            .enumerate()
            .map(|(place, group)| {
                let is_last = place + 1 == table.groups.len();
                self.group(group, (rows <= KEPT_TOGETHER, is_last))
            })
            .collect();
        format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"06A0\" w:firstRow=\"1\" \
             w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
             <w:tblCaption w:val=\"{}\"/><w:tblDescription w:val=\"{}\"/></w:tblPr>\
             <w:tblGrid>{}</w:tblGrid>{}{}</w:tbl>",
            self.widths.iter().sum::<u32>(),
            escaped(&table.caption),
            escaped(&description),
            grid.concat(),
            self.header(),
            groups.concat(),
        )
    }

    /// The header, which stands again on every page.
    fn header(&self) -> String {
        let heads = std::iter::once(&self.table.corner).chain(&self.table.columns);
        let cell = |(place, head): (usize, &String)| {
            let runs = run(Look::Plain, head);
            self.cell(place, &self.paragraph("TableHead", place, (true, &runs)), "")
        };
        let cells: Vec<String> = heads.enumerate().map(cell).collect();
        format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{}</w:tr>", cells.concat())
    }

    /// `kept`: whether the whole table stays on one page; `is_last`: whether no group follows.
    fn group(&self, group: &RowGroup, (kept, is_last): (bool, bool)) -> String {
        let title = (!group.title.is_empty()).then(|| self.title(&group.title));
        let last = group.rows.len().saturating_sub(1);
        let rows = group.rows.iter().enumerate();
        let rows = rows.map(|(place, row)| self.row(row, kept && !(is_last && place == last)));
        title.into_iter().chain(rows).collect::<Vec<_>>().concat()
    }

    /// What the rows below have in common, over the whole width.
    fn title(&self, title: &str) -> String {
        let style = format!("TableGroup{}", self.size.suffix());
        let paragraph = with_properties(&style, "<w:keepNext/>", &run(Look::Plain, title));
        let (width, columns) = (self.widths.iter().sum::<u32>(), self.widths.len());
        format!(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{width}\" \
             w:type=\"dxa\"/><w:gridSpan w:val=\"{columns}\"/></w:tcPr>{paragraph}</w:tc></w:tr>"
        )
    }

    fn row(&self, row: &Row, stays: bool) -> String {
        let shade = if row.total {
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F0F2F5\"/>"
        } else {
            ""
        };
        let look = if row.total { Look::Strong } else { Look::Plain };
        let head = (row.head.as_str(), row.under.as_str(), look);
        let all = std::iter::once(head).chain(row.cells.iter().map(|cell| piece(cell, look)));
        let cell = |(place, (text, under, look)): (usize, (&str, &str, Look))| {
            let runs = over(text, under, look);
            self.cell(place, &self.paragraph("TableText", place, (stays, &runs)), shade)
        };
        let cells: Vec<String> = all.enumerate().map(cell).collect();
        format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells.concat())
    }

    fn cell(&self, place: usize, paragraph: &str, shade: &str) -> String {
        let width = self.widths.get(place).copied().unwrap_or(0);
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>{paragraph}</w:tc>"
        )
    }

    fn paragraph(&self, style: &str, place: usize, (stays, runs): (bool, &str)) -> String {
        let stays = if stays { "<w:keepNext/>" } else { "" };
        let is_number = self.numbers.get(place).copied().unwrap_or(false);
        let side = if is_number { "<w:jc w:val=\"right\"/>" } else { "" };
        let style = format!("{style}{}", self.size.suffix());
        with_properties(&style, &format!("{stays}{side}"), runs)
    }
}

/// What a cell says, its small print, and how it looks in a row of this look.
fn piece(cell: &Cell, look: Look) -> (&str, &str, Look) {
    let look = if cell.style == CellStyle::Verdict { Look::Strong } else { look };
    (&cell.text, &cell.under, look)
}

/// A text and the small print on a line of its own under it.
fn over(text: &str, under: &str, look: Look) -> String {
    let line = if text.is_empty() || under.is_empty() { "" } else { "<w:r><w:br/></w:r>" };
    format!("{}{line}{}", run(look, text), run(Look::Small, under))
}
