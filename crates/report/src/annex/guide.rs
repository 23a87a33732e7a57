//! The first sheet: what the workbook is and how it is read.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::figures::{Chosen, LeftOut};
use super::table;
use crate::view::View;
use crate::workbook::held;
use crate::{RunInfo, compose, stamps};

/// How wide the two columns are, in characters.
const WIDTHS: (u32, usize) = (28, 100);

/// What each sheet is, by its name.
const SHEETS: [(&str, &str); 6] = [
    (super::FIGURES, "rap-regneark-figurer"),
    (super::SCHOOLS, "rap-regneark-skoler"),
    (super::MUNICIPALITY, "rap-regneark-kommunen"),
    (super::CHANGES, "rap-regneark-udvikling"),
    (super::DEFINITIONS, "rap-regneark-definitioner"),
    (super::ACTIONS, "rap-regneark-handlinger"),
];

/// The words that a status can be, and what each says.
const STATUSES: [(&str, &str); 4] = [
    ("rap-regneark-vist", "rap-regneark-vist-om"),
    ("rap-skjult", "rap-laes-skjult"),
    ("rap-for-faa", "rap-laes-for-faa"),
    ("rap-regneark-ellers", "rap-regneark-ellers-om"),
];

pub(super) fn fill(
    sheet: &mut Worksheet,
    view: &View<'_>,
    run: &RunInfo,
    chosen: &Chosen<'_>,
) -> Result<(), XlsxError> {
    let top = || Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let (plain, bold, title) =
        (top(), top().set_bold(), Format::new().set_bold().set_font_size(16));
    sheet.set_column_width(0, WIDTHS.0)?;
    sheet.set_column_width(1, u32::try_from(WIDTHS.1).unwrap_or(u32::MAX))?;
    let cover = compose::cover(view, run);
    sheet.write_string_with_format(0, 0, held(&cover.title), &title)?;
    for (row, line) in (1_u32..).zip(lines(view, run, chosen)) {
        match line {
            Line::Head(text) => {
                sheet.write_string_with_format(row, 0, held(&text), &bold)?;
            }
            Line::Pair(name, text) => {
                sheet.write_string_with_format(row, 0, held(&name), &bold)?;
                sheet.write_string_with_format(row, 1, held(&text), &plain)?;
                let high = table::lines(text.chars().count(), WIDTHS.1);
                sheet.set_row_height(row, table::LINE * high)?;
            }
            Line::Gap => {}
        }
    }
    Ok(())
}

enum Line {
    Head(String),
    Pair(String, String),
    Gap,
}

fn lines(view: &View<'_>, run: &RunInfo, chosen: &Chosen<'_>) -> Vec<Line> {
    let cover = compose::cover(view, run);
    let pair = |id: &str, text: String| Line::Pair(view.get(id), text);
    let mut lines = vec![
        pair("rap-regneark-kommune", cover.municipality),
        pair("rap-regneark-aar", cover.years),
        pair("rap-regneark-dato", cover.date),
        pair("rap-regneark-stempel", cover.stamp),
        Line::Pair(String::new(), cover.stamp_reason),
        Line::Gap,
        Line::Head(view.get("rap-regneark-ark")),
    ];
    lines.extend(SHEETS.map(|(name, id)| Line::Pair(name.to_owned(), view.get(id))));
    lines.extend([Line::Gap, Line::Head(view.get("rap-regneark-laes"))]);
    lines.push(pair("rap-regneark-raekker", count(view, chosen)));
    lines.push(pair("rap-procent", view.get("rap-regneark-procent")));
    lines.extend(STATUSES.map(|(name, id)| pair(name, view.get(id))));
    lines.push(pair("rap-regneark-dom", view.get("rap-regneark-dom-om")));
    lines.push(pair("rap-regneark-soejler", view.get("rap-regneark-soejler-om")));
    lines.extend([Line::Gap, pair("rap-regneark-program", compose::colophon(view, run))]);
    lines
}

/// How many figures the sheet has, and what is left out of it.
fn count(view: &View<'_>, chosen: &Chosen<'_>) -> String {
    let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let left_out = match chosen.left_out {
        LeftOut::Nothing => "intet",
        LeftOut::Questions => "spoergsmaal",
        LeftOut::Parts => "dele",
        LeftOut::Rest => "resten",
    };
    let arguments = [
        ("antal", number(chosen.figures.len()).into()),
        ("udeladt", number(chosen.missing).into()),
        ("hvad", left_out.into()),
        ("fil", stamps::name(view.release, "figurer.csv").into()),
    ];
    view.with("rap-regneark-antal", &arguments)
}
