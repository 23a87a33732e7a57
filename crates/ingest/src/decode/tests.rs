use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::*;

/// Gives at most so many bytes at a time.
struct Dripping(Cursor<Vec<u8>>, usize);

impl Read for Dripping {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = buffer.len().min(self.1);
        self.0.read(&mut buffer[..end])
    }
}

fn dripping(bytes: &[u8], step: usize) -> Box<dyn Read + Send> {
    Box::new(Dripping(Cursor::new(bytes.to_vec()), step))
}

fn decoded(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    decode(dripping(bytes, usize::MAX), &Limits::default())
}

/// The text and how it was saved, read in steps of `step` into a buffer of `room`.
fn text_in_steps(bytes: &[u8], step: usize, room: usize) -> (Vec<u8>, Format) {
    let Decoded { content, original } = decode(dripping(bytes, step), &Limits::default()).unwrap();
    let Content::Text(mut reader) = content else { panic!("no text") };
    let (mut text, mut buffer) = (Vec::new(), vec![0; room]);
    loop {
        match reader.read(&mut buffer).unwrap() {
            0 => return (text, original.format()),
            read => text.extend_from_slice(&buffer[..read]),
        }
    }
}

fn text(bytes: &[u8]) -> (String, Format) {
    let (text, format) = text_in_steps(bytes, usize::MAX, 256 * 1024);
    (String::from_utf8(text).unwrap(), format)
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    match decoded(bytes).unwrap().content {
        Content::Sheets(sheets) => sheets,
        Content::Text(_) => panic!("no sheets"),
    }
}

/// A cell in short: numbers after `=`, percentages after `%`.
fn short(cell: &SheetCell) -> String {
    match cell {
        SheetCell::Empty => String::new(),
        SheetCell::Text(text) => text.to_string(),
        SheetCell::Number(number) => format!("={number}"),
        SheetCell::Percent(number) => format!("%{number}"),
    }
}

fn rows(sheet: &Sheet) -> Vec<(u64, Vec<String>)> {
    sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(short).collect())).collect()
}

fn refusal(bytes: &[u8]) -> Refusal {
    refusal_within(bytes, &Limits::default())
}

fn refusal_within(bytes: &[u8], limits: &Limits) -> Refusal {
    let content = match decode(dripping(bytes, usize::MAX), limits) {
        Err(DecodeError::Refused(refusal)) => return refusal,
        Err(DecodeError::Io(error)) => panic!("{error}"),
        Ok(decoded) => decoded.content,
    };
    let Content::Text(mut text) = content else { panic!("accepted") };
    Refusal::of(&io::copy(&mut text, &mut io::sink()).unwrap_err()).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn archive<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    archive_with(SimpleFileOptions::default(), parts)
}

fn archive_with<T: AsRef<[u8]>>(options: SimpleFileOptions, parts: &[(&str, T)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes.as_ref()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

/// A workbook of one sheet, written as some programs do and the writer of these tests does not.
fn by_hand(workbook: &str, shared: &str, data: &str) -> Vec<u8> {
    archive(&by_hand_parts(workbook, shared, data))
}

fn by_hand_parts(workbook: &str, shared: &str, data: &str) -> [(&'static str, String); 5] {
    let shared = format!("<sst uniqueCount=\"99999999999\">{shared}</sst>");
    let sheet = format!("<x:worksheet><x:sheetData>{data}</x:sheetData></x:worksheet>");
    [
        ("_rels/.rels", RELATIONS.to_owned()),
        ("xl/_rels/workbook.xml.rels", PARTS.to_owned()),
        ("xl/workbook.xml", workbook.to_owned()),
        ("xl/sharedStrings.xml", shared),
        ("xl/worksheets/Sheet1.xml", sheet),
    ]
}

const BOOK: &str =
    r#"<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;

// Written by Python 3: `"skole;navn\nØ;Åse–Æ €\n".encode(…).hex()`.
const DANISH: &str = "skole;navn\nØ;Åse–Æ €\n";
const UTF_16_LE: &str =
    "73006b006f006c0065003b006e00610076006e000a00d8003b00c500730065001320c6002000ac200a00";
const UTF_16_BE: &str =
    "0073006b006f006c0065003b006e00610076006e000a00d8003b00c500730065201300c6002020ac000a";
const CP_1252: &str = "736b6f6c653b6e61766e0ad83bc5736596c620800a";
const UTF_8_SIG: &str = "efbbbf736b6f6c653b6e61766e0ac3983bc3857365e28093c38620e282ac0a";

fn from_hex(hex: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(byte).collect()
}

#[test]
fn text_in_every_encoding_reads_the_same_in_any_steps() {
    let marked = |mark: &str, hex: &str| from_hex(&format!("{mark}{hex}"));
    let cases = [
        (DANISH.as_bytes().to_vec(), Encoding::Utf8, false),
        (from_hex(UTF_8_SIG), Encoding::Utf8, true),
        (from_hex(CP_1252), Encoding::Windows1252, false),
        (from_hex(UTF_16_LE), Encoding::Utf16Le, false),
        (marked("fffe", UTF_16_LE), Encoding::Utf16Le, true),
        (from_hex(UTF_16_BE), Encoding::Utf16Be, false),
        (marked("feff", UTF_16_BE), Encoding::Utf16Be, true),
    ];
    for (bytes, encoding, byte_order_mark) in cases {
        for bytes in [bytes.clone(), gzip(&bytes)] {
            for (step, room) in [(1, 1), (1, 4096), (3, 7), (usize::MAX, 4096)] {
                let (text, format) = text_in_steps(&bytes, step, room);
                assert_eq!(String::from_utf8(text).unwrap(), DANISH);
                let compressed = bytes.starts_with(GZIP);
                let container = Container::Text;
                assert_eq!(format, Format { compressed, container, encoding, byte_order_mark });
            }
        }
    }
}

#[test]
fn the_first_sequence_beyond_ascii_decides_however_late_it_comes() {
    let long = "skole;tal\n".repeat(30_000).into_bytes();
    let with = |end: &[u8]| [&long, end].concat();
    for (end, encoding, read) in [
        (&b"\xc6ble"[..], Encoding::Windows1252, "Æble".as_bytes()),
        (b"\xc3\x86ble", Encoding::Utf8, "Æble".as_bytes()),
        (b"\xc3\x86 \xe5", Encoding::Utf8, b"\xc3\x86 \xe5"),
        (b"\xe5 \xc3\x86", Encoding::Windows1252, "å Ã†".as_bytes()),
        (b"\xe5", Encoding::Windows1252, "å".as_bytes()),
        (b"\xe2\x82", Encoding::Windows1252, "â‚".as_bytes()),
        (b"\x81\x90", Encoding::Windows1252, "\u{81}\u{90}".as_bytes()),
    ] {
        for (step, room) in [(usize::MAX, 256 * 1024), (1000, 4096), (10_001, 10_001)] {
            let (text, format) = text_in_steps(&with(end), step, room);
            assert!(text == with(read), "{end:?} in steps of {step}");
            assert_eq!(format.encoding, encoding);
        }
    }
}

#[test]
fn a_nul_byte_makes_no_utf_16() {
    for bytes in [&b"a\0;b\nc;d\n"[..], b"\0\0\0\0\0\0", b"a", b"", b"a\0"] {
        assert_eq!(text(bytes), (String::from_utf8(bytes.to_vec()).unwrap(), text(b"").1));
    }
}

#[test]
fn gzip_of_several_members_is_one_text() {
    let packed = [gzip(b"a;b\n"), gzip(b""), gzip(b"1;2\n")].concat();
    assert_eq!(text(&packed).0, "a;b\n1;2\n");
}

#[test]
fn a_gzip_stream_that_breaks_off_is_damaged() {
    let packed = gzip(DANISH.repeat(1000).as_bytes());
    for end in [packed.len() - 1, packed.len() / 2, 5, 2] {
        assert_eq!(refusal(&packed[..end]), Refusal::Damaged, "{end}");
    }
    assert_eq!(refusal(&[packed, b"more".to_vec()].concat()), Refusal::Damaged);
    assert_eq!(refusal(&gzip(&gzip(b"a;b"))), Refusal::NotATable);
}

#[test]
fn a_stream_that_swells_is_stopped() {
    let bomb = gzip(&vec![0; 100 << 20]);
    assert_eq!(refusal(&bomb), Refusal::TooDense);
    let limits = Limits { inflated_text: 1 << 20, ..Limits::default() };
    assert_eq!(refusal_within(&bomb, &limits), Refusal::TooLarge);
}

#[test]
fn the_digest_is_that_of_all_bytes_on_disk() {
    // From `printf 'a;b\n1;2\n' | sha256sum`.
    let digest = "403bea5152c251c5bc7ef420d824d191605723f99392e83a0549ad58c6d46291";
    let Decoded { content, original } = decoded(b"a;b\n1;2\n").unwrap();
    assert_eq!(original.digest().unwrap(), digest);
    assert_eq!(original.digest().unwrap(), digest);
    drop(content);
    let packed = gzip(&b"a;b\n".repeat(200_000));
    let whole = decoded(&packed).unwrap().original.digest().unwrap();
    let Decoded { content: Content::Text(mut text), original } = decoded(&packed).unwrap() else {
        panic!("no text")
    };
    io::copy(&mut text, &mut io::sink()).unwrap();
    assert_eq!(original.digest().unwrap(), whole);
}

#[test]
fn text_cannot_be_read_on_behind_its_digest() {
    let long = b"a;b\n".repeat(100_000);
    let Decoded { content, original } = decoded(&long).unwrap();
    original.digest().unwrap();
    let Content::Text(mut text) = content else { panic!("no text") };
    let error = io::copy(&mut text, &mut io::sink()).unwrap_err();
    assert_eq!(Refusal::of(&error), None);
}

#[test]
fn a_failure_to_read_is_no_damage() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }
    let packed = gzip(&b"a;b\n".repeat(100));
    let input = Cursor::new(packed[..20].to_vec()).chain(Failing);
    let error = decode(Box::new(input), &Limits::default()).unwrap_err();
    assert!(matches!(error, DecodeError::Io(_)));
}

/// A workbook with the kinds of cells that schools' exports have.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let format = |code: &str| Look::new().set_num_format(code);
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "skole").unwrap();
    sheet.write(0, 1, "a & b <c> \"d\"\r\n_x000D_").unwrap();
    sheet.write(2, 0, 101_001).unwrap();
    sheet.write(2, 1, 7.3).unwrap();
    sheet.write(2, 3, 0.1 + 0.2).unwrap();
    sheet.write(2, 4, -0.000_012_5).unwrap();
    sheet.write(3, 0, true).unwrap();
    sheet.write_formula(3, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_formula(3, 2, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(3, 3, Formula::new("=\"å\"").set_result("å")).unwrap();
    for (column, (value, code)) in [
        (0.167, "0.0%"),
        (0.29, "0%"),
        (-0.005, "[Red]0.00\" %\"%"),
        (1.0, "0%"),
        (0.5, "0.0\"%\""),
    ]
    .into_iter()
    .enumerate()
    {
        let column = u16::try_from(column).unwrap();
        sheet.write_with_format(4, column, value, &format(code)).unwrap();
    }
    let time = ExcelDateTime::from_ymd(2018, 3, 20).unwrap();
    let stamp = time.clone().and_hms(12, 20, 0).unwrap();
    sheet.write_with_format(5, 0, &time, &format("dd-mm-yyyy")).unwrap();
    sheet.write_with_format(5, 1, &stamp, &format("yyyy\\-mm\\-dd hh:mm")).unwrap();
    let clock = ExcelDateTime::from_hms(8, 5, 9).unwrap();
    sheet.write_with_format(5, 2, &clock, &format("hh:mm:ss")).unwrap();
    sheet.write_with_format(5, 3, 1.5, &format("[h]:mm")).unwrap();
    sheet.write_with_format(5, 4, 42, &format("000000")).unwrap();
    sheet.write_with_format(5, 5, 0.167, &Look::new().set_num_format_index(10)).unwrap();
    sheet.merge_range(6, 0, 6, 2, "flettet", &Look::new()).unwrap();
    book.add_worksheet().set_hidden(true).write(9, 1, "skjult").unwrap();
    book.add_worksheet();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_what_its_cells_hold_and_show() {
    let sheets = sheets(&workbook());
    let cells = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        rows(&sheets[0]),
        [
            (1, cells(&["skole", "a & b <c> \"d\"\r\n_x000D_"])),
            (3, cells(&["=101001", "=7.3", "", "=0.3", "=-0.0000125"])),
            (4, cells(&["true", "#N/A", "=2", "å"])),
            (5, cells(&["%16.7", "%29", "%-0.5", "%100", "=0.5"])),
            (
                6,
                cells(&["2018-03-20", "2018-03-20 12:20", "08:05:09", "36:00", "=000042", "%16.7"])
            ),
            (7, cells(&["flettet"])),
        ]
    );
    assert_eq!(rows(&sheets[1]), [(10, cells(&["", "skjult"]))]);
    assert_eq!(sheets.len(), 3);
    assert_eq!(sheets[0].rows[0].cell(99), &SheetCell::Empty);
}

#[test]
fn a_workbook_packed_again_is_read_and_digested_as_it_lies() {
    let packed = gzip(&workbook());
    let decoded = decoded(&packed).unwrap();
    let format = decoded.original.format();
    assert_eq!((format.compressed, format.container), (true, Container::Workbook));
    let plain = decode(dripping(&packed, 100), &Limits::default()).unwrap();
    assert_eq!(plain.original.digest().unwrap(), decoded.original.digest().unwrap());
}

#[test]
fn what_other_programs_write_is_read() {
    let book = BOOK.replace("<workbook>", r#"<workbook><workbookPr date1904="1"/>"#);
    let shared = "<si><r><t>Æ</t></r><r><t xml:space=\"preserve\"> &#248;</t></r>\
                  <rPh><t>x</t></rPh></si><si/>";
    let data = r#"<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c><x:v> </x:v></x:c><x:c t="inlineStr"><x:is><x:t>in</x:t></x:is></x:c>
        <x:c t="d"><x:v>2018-03-20T00:00:00</x:v></x:c><x:c t="d"><x:v>2018-03-20T12:20:30Z</x:v></x:c>
        <x:c t="e"><x:v>#REF!</x:v></x:c><x:c t="b"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>
        <x:row r="7"><x:c r="C7"><x:f>A1</x:f><x:v>7.2999999999999998</x:v></x:c>
        <x:c><x:v>12345678901234567890</x:v></x:c><x:c><x:v>1E3</x:v></x:c><x:c t="str"><x:v>a_x000D_b_x0_</x:v></x:c>
        <x:c><x:f>1+1</x:f><x:v/></x:c><x:c t="str"><x:f>""</x:f><x:v/></x:c></x:row>"#;
    let sheets = sheets(&by_hand(&book, shared, data));
    assert_eq!(
        rows(&sheets[0]),
        [
            (
                1,
                ["Æ ø", "", "in", "2018-03-20", "2018-03-20 12:20:30", "#REF!", "false"]
                    .map(str::to_owned)
                    .to_vec()
            ),
            (
                7,
                ["", "", "=7.3", "=12345678901234567890", "=1000", "a\rb_x0_", "#CALC!"]
                    .map(str::to_owned)
                    .to_vec()
            ),
        ]
    );
}

#[test]
fn dates_are_those_of_the_calendar() {
    // From openpyxl 3.1, `from_excel`; the first and the last day are those of Excel's manual.
    for (serial, since_1904, shown) in [
        (1.0, false, Some("1900-01-01")),
        (59.0, false, Some("1900-02-28")),
        (60.0, false, None),
        (61.0, false, Some("1900-03-01")),
        (36_585.0, false, Some("2000-02-29")),
        (43_179.513_888_888_9, false, Some("2018-03-20 12:20")),
        (43_179.513_888_88, false, Some("2018-03-20 12:20")),
        (2_958_465.0, false, Some("9999-12-31")),
        (2_958_466.0, false, None),
        (-1.0, false, None),
        (f64::NAN, false, None),
        (0.0, true, Some("1904-01-01")),
        (41_717.5, true, Some("2018-03-20 12:00")),
        (0.25, false, Some("06:00")),
    ] {
        assert_eq!(number::date(serial, since_1904).as_deref(), shown, "{serial}");
    }
}

#[test]
fn a_number_format_tells_how_a_number_is_shown() {
    use number::NumberForm::{Date, Duration, Padded, Percent, Plain};
    for (code, form) in [
        ("General", Plain),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", Plain),
        ("0\" dage\"", Plain),
        ("0;-0;\"dd\"", Plain),
        ("0.0\\%", Plain),
        ("0.0 %", Percent),
        ("dd/mm/yyyy;@", Date),
        ("[$-406]d. mmmm yyyy", Date),
        ("h:mm AM/PM", Date),
        ("[hh]:mm", Duration),
        ("[Red]0", Plain),
        ("000000", Padded(6)),
        ("000000\\-0000", Padded(10)),
        (&"0".repeat(20), Padded(20)),
        (&"0".repeat(21), Plain),
        (&"0".repeat(70_000), Plain),
        ("0", Plain),
        ("0.00", Plain),
        ("[", Plain),
        ("\"", Plain),
        ("\\", Plain),
    ] {
        assert_eq!(number::NumberForm::of(code), form, "{code}");
    }
}

#[test]
fn a_workbook_that_is_none_is_refused() {
    let row = |cells: &str| by_hand(BOOK, "", &format!("<x:row>{cells}</x:row>"));
    let no_sheet = by_hand("<workbook/>", "", "");
    let document = by_hand("<document/>", "", "");
    for (file, reason) in [
        (archive(&[("a.csv", "a;b")]), Refusal::NotATable),
        (archive::<&[u8]>(&[]), Refusal::NotATable),
        (document, Refusal::NotATable),
        (no_sheet, Refusal::NoSheet),
        (b"PK\x03\x04 and nothing".to_vec(), Refusal::Damaged),
        (row(r#"<x:c r="B1"/><x:c r="A1"/>"#), Refusal::Damaged),
        (row(r#"<x:c r="A2"><x:v>1</x:v></x:c>"#), Refusal::Damaged),
        (row(r#"<x:c r="XFE1"><x:v>1</x:v></x:c>"#), Refusal::Damaged),
        (row(r#"<x:c t="s"><x:v>1</x:v></x:c>"#), Refusal::Damaged),
        (row("<x:c><x:v>1</x:v>"), Refusal::Damaged),
        (row("</x:row><x:c><x:v>1</x:v></x:c><x:row>"), Refusal::Damaged),
        (row("</x:row><x:row r=\"1\">"), Refusal::Damaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook".to_vec(), Refusal::OldWorkbook),
    ] {
        assert_eq!(refusal(&file), reason);
    }
    let whole = workbook();
    assert_eq!(refusal(&whole[..whole.len() / 2]), Refusal::Damaged);
}

#[test]
fn an_encrypted_workbook_is_known_wherever_its_name_stands() {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for before in [0, 65_500, 65_519, 131_000] {
        let file = [COMPOUND_FILE, &vec![7; before], &name, &[0; 9]].concat();
        assert_eq!(refusal(&file), Refusal::Encrypted, "{before}");
    }
}

#[test]
fn a_workbook_that_swells_is_stopped_whatever_it_says_of_its_size() {
    let empty = vec![b' '; 64 << 20];
    let bomb = by_hand(BOOK, "", std::str::from_utf8(&empty).unwrap());
    assert_eq!(refusal(&bomb), Refusal::TooDense);
    let limits = Limits { workbook_ratio: 10_000, held: 16 << 20, ..Limits::default() };
    assert_eq!(refusal_within(&bomb, &limits), Refusal::TooLarge);
    // Both places where the archive says how large the sheet is are made to say 9 bytes.
    let around = "<x:worksheet><x:sheetData></x:sheetData></x:worksheet>".len();
    let stated = u32::try_from(empty.len() + around).unwrap().to_le_bytes();
    let mut lying = bomb;
    while let Some(at) = memchr::memmem::find(&lying, &stated) {
        lying[at..at + 4].copy_from_slice(&[9, 0, 0, 0]);
    }
    assert_eq!(refusal(&lying), Refusal::Damaged);
}

#[test]
fn a_part_that_is_read_again_and_again_counts_again_and_again() {
    let sheet = r#"<sheet r:id="r1"/>"#;
    let book = |times| format!("<workbook>{}</workbook>", sheet.repeat(times));
    let space = " ".repeat(100_000);
    let limits = Limits { held: 1_000_000, ..Limits::default() };
    let read = |times| decode(dripping(&by_hand(&book(times), "", &space), 9999), &limits);
    assert!(read(9).is_ok());
    assert!(matches!(read(10), Err(DecodeError::Refused(Refusal::TooLarge))));
}

#[test]
fn a_number_changed_by_a_bad_disk_is_damage() {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let data = "<x:row><x:c><x:v>16.5</x:v></x:c></x:row>";
    let mut file = archive_with(options, &by_hand_parts(BOOK, "", data));
    assert_eq!(rows(&sheets(&file)[0]), [(1, vec!["=16.5".to_owned()])]);
    let at = memchr::memmem::find(&file, b"16.5").unwrap();
    file[at] = b'9';
    assert_eq!(refusal(&file), Refusal::Damaged);
}

#[test]
fn cells_and_sheets_are_limited() {
    let row = |row| format!(r#"<x:row r="{row}"><x:c r="Z{row}"><x:v>1</x:v></x:c></x:row>"#);
    let far = [row(1), row(2), row(3)].concat();
    let file = by_hand(BOOK, "", &far);
    let of = |cells| Limits { cells, ..Limits::default() };
    assert_eq!(refusal_within(&file, &of(77)), Refusal::TooLarge);
    assert!(decode(dripping(&file, 9999), &of(78)).is_ok());
    let limits = Limits { sheets: 2, ..Limits::default() };
    assert_eq!(refusal_within(&workbook(), &limits), Refusal::TooLarge);
    let json = br#"[{"a":1},{"b":1},{"c":1}]"#;
    assert_eq!(refusal_within(json, &of(5)), Refusal::TooLarge);
    assert!(decode(dripping(json, 9999), &of(6)).is_ok());
}

#[test]
fn json_of_flat_objects_is_rows() {
    let one = r#"{"[Institution].[Navn]":"Æblehaven","tal":1.50,"ja":true,"tom":null}"#;
    let two = r#"{"tal":18446744073709551615,"ny":-3}"#;
    let expected: Vec<(u64, Vec<String>)> = [
        (0, vec!["[Institution].[Navn]", "tal", "ja", "tom", "ny"]),
        (1, vec!["Æblehaven", "=1.5", "true", ""]),
        (2, vec!["", "=18446744073709551615", "", "", "=-3"]),
    ]
    .map(|(number, cells)| (number, cells.into_iter().map(str::to_owned).collect()))
    .to_vec();
    for file in [
        format!(" [{one},\n{two}] "),
        format!("[[{one}],[{two}]]"),
        format!("[{one}][{two}]"),
        format!("{one}\n{two}\n"),
        format!(r#"{{"side":1,"data":[{one},{two}],"mere":{{"x":[]}}}}"#),
        format!(r#"{{"data":[{one}]}}{{"data":[{two}]}}"#),
        format!("\u{feff}[{one},{two}]"),
    ] {
        assert_eq!(rows(&sheets(file.as_bytes())[0]), expected, "{file}");
        let utf_16: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&sheets(&gzip(&utf_16))[0]), expected);
    }
    assert!(sheets(b"[]")[0].rows.is_empty());
    assert_eq!(decoded(b"[]").unwrap().original.format().container, Container::Json);
}

#[test]
fn a_header_in_brackets_is_text() {
    for file in ["[Institution].[Navn];tal\n", "[1];[2]\n", "{a};b\n", "\"[\";{\n", "["] {
        assert_eq!(text(file.as_bytes()).0, file);
    }
}

#[test]
fn json_of_another_form_is_refused() {
    for (file, reason) in [
        (r#"[{"a":[1]}]"#, Refusal::NotATable),
        (r#"[{"a":{"b":1}}]"#, Refusal::NotATable),
        (r#"[{"a":1,"a":2}]"#, Refusal::NotATable),
        ("[[1,2]]", Refusal::NotATable),
        (r#"[{"a":1},2]"#, Refusal::NotATable),
        (r#"{"a":[{"x":1}],"b":[{"x":1}]}"#, Refusal::NotATable),
        (r#"{"a":{"x":1}}"#, Refusal::NotATable),
        ("{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2,\"c\":[]}", Refusal::NotATable),
        ("{\"a\":1,\"c\":[{\"a\":1}]}\n{\"a\":1}", Refusal::NotATable),
        (r#"[{"a":98765432109876543210}]"#, Refusal::NotATable),
        (r#"[{"a":1}"#, Refusal::Damaged),
        (r#"[{"a":1}] x"#, Refusal::Damaged),
        (r#"[{"a":1e999}]"#, Refusal::Damaged),
    ] {
        assert_eq!(refusal(file.as_bytes()), reason, "{file}");
    }
    assert_eq!(refusal(&b"[".repeat(1000)), Refusal::Damaged);
}

/// Reads everything there is to read.
fn exhaust(bytes: &[u8]) {
    let limits = Limits { held: 1 << 20, ..Limits::default() };
    if let Ok(Decoded { content, original }) = decode(dripping(bytes, 1000), &limits) {
        if let Content::Text(mut text) = content {
            let _ = io::copy(&mut text, &mut io::sink());
        }
        original.digest().unwrap();
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        start in prop::sample::select(vec![&b""[..], GZIP, ZIP, b"[{", b"{\"a\":", COMPOUND_FILE]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        exhaust(&[start, &bytes].concat());
    }

    #[test]
    fn no_change_to_a_file_makes_it_panic(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = match which {
            0 => gzip(DANISH.repeat(50).as_bytes()),
            1 => workbook(),
            2 => br#"{"n":1,"d":[{"a":"x","b":-1.5e3},{"a":null,"c":true}]}"#.to_vec(),
            _ => from_hex(UTF_16_LE),
        };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        exhaust(&file);
    }

    #[test]
    fn no_change_to_the_parts_of_a_workbook_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut data = br#"<x:row r="1"><x:c r="A1" s="0" t="s"><x:v>0</x:v></x:c><x:c r="AB1"><x:v>1.5</x:v></x:c></x:row>"#.to_vec();
        for (at, byte) in changes {
            let at = at.index(data.len());
            data[at] = byte;
        }
        exhaust(&by_hand(BOOK, "<si><t>a&amp;b</t></si>", &String::from_utf8_lossy(&data)));
    }

    #[test]
    fn text_in_utf_8_is_passed_on_as_it_is(words in "\\PC{0,40}", step in 1..50_usize) {
        prop_assume!(!words.starts_with(['\u{feff}', '{', '[', ' ']));
        let (text, format) = text_in_steps(words.as_bytes(), step, 2000);
        prop_assert_eq!(text, words.as_bytes());
        prop_assert_eq!(format.encoding, Encoding::Utf8);
    }

    #[test]
    fn a_percentage_is_a_hundred_times_its_number(units in -10_000_000_i64..10_000_000, places in 0..8_u32) {
        let sign = if units < 0 { "-" } else { "" };
        let digits = format!("{:0>9}", units.abs());
        let (whole, part) = digits.split_at(digits.len() - usize::try_from(places).unwrap());
        let shifted: f64 = number::hundredfold(&format!("{sign}{whole}.{part}")).parse().unwrap();
        let expected: f64 = format!("{units}e{}", 2 - i64::from(places)).parse().unwrap();
        prop_assert!((shifted - expected).abs() < f64::EPSILON, "{shifted} {expected}");
    }
}
