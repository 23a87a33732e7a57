//! Tables saved as other programs save them: workbooks, JSON, gzip, other encodings.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The cells of a text without quotation marks, line by line.
pub(crate) fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let line = |line: &str| line.split(delimiter).map(str::to_owned).collect();
    text.lines().map(line).collect()
}

/// Cells as lines of text; those with the delimiter or a quotation mark in them are quoted.
pub(crate) fn delimited(cells: &[Vec<String>], delimiter: char) -> Vec<u8> {
    let cell = |cell: &String| {
        if cell.contains([delimiter, '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let line = |line: &Vec<String>| {
        let cells: Vec<String> = line.iter().map(cell).collect();
        cells.join(&delimiter.to_string())
    };
    let lines: Vec<String> = cells.iter().map(line).collect();
    format!("{}\n", lines.join("\n")).into_bytes()
}

/// The rows as a list of objects.
pub(crate) fn json(cells: &[Vec<String>]) -> Vec<u8> {
    let (header, rows) = cells.split_first().unwrap();
    let object = |row: &Vec<String>| {
        let pairs = header.iter().zip(row);
        let pairs = pairs.map(|(key, value)| (key.clone(), serde_json::Value::from(value.clone())));
        serde_json::Value::Object(pairs.collect())
    };
    serde_json::to_vec(&rows.iter().map(object).collect::<Vec<_>>()).unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// UTF-16, with or without a byte-order mark.
pub(crate) fn utf_16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    units.flat_map(bytes).collect()
}

/// Windows-1252, of which Danish letters are the part that is Latin-1 too.
pub(crate) fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect()
}

/// A workbook as Excel makes it of the cells: numbers, percentages and dates are what they are.
pub(crate) fn workbook(cells: &[Vec<String>], above: &[&str]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), cells, above);
    workbook.save_to_buffer().unwrap()
}

/// The same, behind a sheet with something else.
pub(crate) fn second_sheet(cells: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), &[vec!["Vejledning".to_owned()]], &[]);
    fill(workbook.add_worksheet(), cells, &[]);
    workbook.save_to_buffer().unwrap()
}

/// A workbook with a sheet for each of the tables.
pub(crate) fn sheets_of(tables: &[Vec<Vec<String>>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for cells in tables {
        fill(workbook.add_worksheet(), cells, &[]);
    }
    workbook.save_to_buffer().unwrap()
}

fn fill(sheet: &mut Worksheet, cells: &[Vec<String>], above: &[&str]) {
    let mut row = 0;
    for title in above {
        sheet.write_string(row, 0, *title).unwrap();
        row += 1;
    }
    let header = cells.first().unwrap();
    for (at, line) in cells.iter().enumerate() {
        for (column, text) in (0..).zip(line) {
            let name = header.get(usize::from(column)).map_or("", String::as_str);
            write(sheet, (row, column), text, (name, at == 0));
        }
        row += 1;
    }
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), text: &str, of: (&str, bool)) {
    let (name, is_header) = of;
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    let number = plain.parse::<f64>().ok().filter(|_| !is_header && name != "pnr");
    let percent = Format::new().set_num_format("0.0%");
    if let (Ok(date), false) = (ExcelDateTime::parse_from_str(text), is_header)
        && 9 < text.len()
        && text.contains('-')
        && !text.contains('/')
    {
        let format = Format::new().set_num_format("dd-mm-yyyy hh:mm");
        sheet.write_datetime_with_format(row, column, &date, &format).unwrap();
    } else if let Some(number) = number.filter(|_| name.ends_with("_pct") || text.ends_with('%')) {
        sheet.write_number_with_format(row, column, number / 100.0, &percent).unwrap();
    } else if let Some(number) = number {
        sheet.write_number(row, column, number).unwrap();
    } else if !text.is_empty() {
        sheet.write_string(row, column, text).unwrap();
    }
}

/// An archive that is no workbook.
pub(crate) fn document() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<Types/>").unwrap();
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<document/>").unwrap();
    archive.finish().unwrap().into_inner()
}

/// A compound file as Excel saves a workbook with a password (`true`), or saved one until 2003.
pub(crate) fn compound_file(encrypted: bool) -> Vec<u8> {
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(1024, 0);
    let name = if encrypted { "EncryptedPackage" } else { "Workbook" };
    file.extend(utf_16(name, false, false));
    file.resize(2048, 0);
    file
}
