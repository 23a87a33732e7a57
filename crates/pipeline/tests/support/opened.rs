//! Files as their readers can open them: everything that is packed, unpacked.

use std::io::{Cursor, Read};

use kvalitet_report::OutputFile;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use zip::ZipArchive;

/// The parts of a file: itself, of a Parquet file its rows, or of a workbook every part it is packed of, hidden sheets, shared
/// texts and properties among them. Of a picture of pixels, which can have no words but those that its
/// drawing has too, nothing. Each with its name.
pub(crate) fn parts(file: &OutputFile) -> Vec<(String, String)> {
    if file.bytes.starts_with(b"\x89PNG") {
        assert_eq!(chunks(&file.bytes), ["IHDR", "IDAT", "IEND"], "{}", file.path);
        return vec![(file.path.clone(), String::new())];
    }
    if file.bytes.starts_with(b"PAR1") {
        return vec![(file.path.clone(), columnar(&file.bytes))];
    }
    if !file.bytes.starts_with(b"PK") {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        return vec![(file.path.clone(), text)];
    }
    let mut archive = ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
    let part = |place: usize| {
        let mut part = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let path = format!("{}!{}", file.path, part.name().unwrap());
        parts(&OutputFile { path, bytes })
    };
    (0..ZipArchive::new(Cursor::new(&file.bytes)).unwrap().len()).flat_map(part).collect()
}

/// A Parquet file as text: what it says of itself, then a line for each row. The least and greatest of a
/// column, which it holds too, are values of rows.
fn columnar(bytes: &[u8]) -> String {
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).unwrap();
    let about = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let about = about.iter().map(|pair| format!("{}: {:?}", pair.key, pair.value));
    let cell = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(count) => count.to_string(),
        Field::Double(number) => format!("{number:?}"),
        // No other kind of column is written; one that came would be read as it prints itself.
        other => other.to_string(),
    };
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let cells: Vec<String> = row.unwrap().get_column_iter().map(|(_, of)| cell(of)).collect();
        cells.join(",")
    });
    about.chain(rows).collect::<Vec<_>>().join("\n")
}

/// The kinds of pieces of a PNG, those that follow each other once: a text would be one of its own.
fn chunks(bytes: &[u8]) -> Vec<String> {
    let (mut kinds, mut rest) = (Vec::new(), &bytes[8..]);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        kinds.push(String::from_utf8(after[..4].to_vec()).unwrap());
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap();
        rest = &after[4 + length + 4..];
    }
    kinds.dedup();
    kinds
}

/// What can be read of a text: of markup what stands between its signs, a piece for each, and the
/// values of attributes that are read aloud or shown by the script; of anything else all of it, line by line.
pub(crate) fn readable(name: &str, text: &str) -> Vec<String> {
    let is_markup = [".html", ".svg", ".xml", ".rels"].iter().any(|end| name.ends_with(end));
    if !is_markup {
        return text.lines().map(str::to_owned).collect();
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        pieces.push(before.trim().to_owned());
        let (sign, after) = after.split_once('>').unwrap();
        let spoken = ["alt", "descr", "title", "aria-label", "content", "data-n", "data-i"];
        for spoken in spoken.map(|name| format!("{name}=\"")) {
            let said = sign.split_once(&spoken).and_then(|(_, rest)| rest.split_once('"'));
            pieces.extend(said.map(|(said, _)| said.to_owned()));
        }
        // A style sheet holds fonts and colours.
        rest = match after.split_once("</style>") {
            Some((_, after)) if sign == "style" => after,
            _ => after,
        };
    }
    pieces.push(rest.trim().to_owned());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
