//! An Excel workbook (`.xlsx`): a zip archive of XML parts that name each other (ECMA-376).
//!
//! The parts are read while they are unpacked, and counted while they are: what the archive says of
//! their sizes is only believed when it is too much. Nothing is held but the texts that cells share
//! and the cells.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::number::NumberForm;
use super::sheet::{self, TextOf};
use super::{DecodeError, Limits, Refusal, Sheet};

const BLOCK: usize = 64 * 1024;
/// More than any catalogue of parts has.
const MOST_PARTS: usize = 10_000;

/// Reads the sheets of a workbook in their order.
pub(super) fn read(file: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Refusal> {
    let mut package = Package::open(file, limits)?;
    let main = package.relations("")?.into_iter().find(|relation| relation.is("officeDocument"));
    let main = main.ok_or(Refusal::NotATable)?.target;
    let (listed, since_1904) = sheets(&mut package, &main)?;
    let relations = package.relations(&main)?;
    let target = |kind: &str| relations.iter().find(|relation| relation.is(kind));
    let shared = match target("sharedStrings") {
        None => Vec::new(),
        Some(relation) => shared_texts(&mut package, &relation.target)?,
    };
    let forms = match target("styles") {
        None => Vec::new(),
        Some(relation) => number_forms(&mut package, &relation.target)?,
    };
    let is_listed = |id: &String| relations.iter().find(|relation| relation.id == *id);
    let parts: Option<Vec<_>> = listed.iter().map(is_listed).collect();
    let mut parts = parts.ok_or(Refusal::Damaged)?;
    parts.retain(|relation| relation.is("worksheet"));
    if parts.is_empty() {
        return Err(Refusal::NoSheet);
    }
    if limits.sheets < parts.len() {
        return Err(Refusal::TooLarge);
    }
    let book = sheet::Book { shared, forms, since_1904 };
    let mut cells = limits.cells;
    let read = |relation: &Relation| {
        let part = package.part(&relation.target)?.ok_or(Refusal::Damaged)?;
        sheet::read(part, &book, &mut cells)
    };
    parts.into_iter().map(read).collect()
}

/// What a compound file is: an encrypted workbook, or one of the old form.
pub(super) fn compound_file(mut file: impl Read) -> Result<Refusal, DecodeError> {
    // The names of its streams are UTF-16.
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    let mut block = vec![0; BLOCK];
    let mut window: Vec<u8> = Vec::new();
    loop {
        let read = match file.read(&mut block) {
            Ok(0) => return Ok(Refusal::OldWorkbook),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(DecodeError::reading(error)),
        };
        window.extend_from_slice(block.get(..read).unwrap_or_default());
        if memchr::memmem::find(&window, &name).is_some() {
            return Ok(Refusal::Encrypted);
        }
        let behind = window.len().saturating_sub(name.len());
        window.drain(..behind);
    }
}

/// An archive of parts.
struct Package<'f> {
    archive: ZipArchive<Cursor<&'f [u8]>>,
    /// Parts by name; names differ in more than case.
    parts: BTreeMap<String, usize>,
    budget: Budget,
}

/// How much may still be unpacked, and what it means when it is not enough.
#[derive(Clone, Copy)]
struct Budget {
    left: u64,
    beyond: Refusal,
}

/// That one part names another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

impl<'f> Package<'f> {
    fn open(file: &'f [u8], limits: &Limits) -> Result<Self, Refusal> {
        let packed = u64::try_from(file.len()).unwrap_or(u64::MAX);
        let dense = limits.dense(limits.workbook_ratio, packed);
        let budget = if limits.held < dense {
            Budget { left: limits.held, beyond: Refusal::TooLarge }
        } else {
            Budget { left: dense, beyond: Refusal::TooDense }
        };
        let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| Refusal::Damaged)?;
        if MOST_PARTS < archive.len() {
            return Err(Refusal::TooLarge);
        }
        let (mut parts, mut stated) = (BTreeMap::new(), 0_u64);
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| Refusal::Damaged)?;
            if part.encrypted() {
                return Err(Refusal::Encrypted);
            }
            stated = stated.saturating_add(part.size());
            let name = part.name().map_err(|_| Refusal::Damaged)?.to_lowercase();
            if parts.insert(name.replace('\\', "/"), index).is_some() {
                return Err(Refusal::Damaged);
            }
        }
        if budget.left < stated {
            return Err(budget.beyond);
        }
        Ok(Self { archive, parts, budget })
    }

    /// A part; `None` where there is none of that name.
    fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'f>>, Refusal> {
        let Some(index) = self.parts.get(&name.to_lowercase()) else { return Ok(None) };
        let file = self.archive.by_index(*index).map_err(|_| Refusal::Damaged)?;
        let unpacked = Unpacked { file, budget: &mut self.budget };
        let mut reader = Reader::from_reader(BufReader::with_capacity(BLOCK, unpacked));
        reader.config_mut().expand_empty_elements = true;
        Ok(Some(Part { reader, event: Vec::new() }))
    }

    /// What the part `name` names; of the name "", what the package does.
    fn relations(&mut self, name: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let Some(mut part) = self.part(&within(folder, &format!("_rels/{file}.rels")))? else {
            return Ok(Vec::new());
        };
        let mut relations = Vec::new();
        while let Some(event) = part.next()? {
            let Event::Start(element) = event else { continue };
            if element.local_name().as_ref() != "Relationship" {
                continue;
            }
            let [id, kind, target] = attributes(&element, ["Id", "Type", "Target"])?;
            let target = within(folder, &target.unwrap_or_default());
            let own = |text: Option<Cow<'_, str>>| text.unwrap_or_default().into_owned();
            relations.push(Relation { id: own(id), kind: own(kind), target });
        }
        Ok(relations)
    }
}

/// The name of the part that a part in `folder` calls `target`.
fn within(folder: &str, target: &str) -> String {
    let folder = if target.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in folder.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// A part while it is read.
pub(super) struct Part<'p, 'f> {
    reader: Reader<BufReader<Unpacked<'p, 'f>>>,
    event: Vec<u8>,
}

impl Part<'_, '_> {
    /// The next event; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, Refusal> {
        self.event.clear();
        match self.reader.read_event_into(&mut self.event) {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some(event)),
            Err(quick_xml::Error::Io(error)) => {
                Err(Refusal::of(&error).unwrap_or(Refusal::Damaged))
            }
            Err(_) => Err(Refusal::Damaged),
        }
    }
}

/// A part while it is unpacked.
struct Unpacked<'p, 'f> {
    file: ZipFile<'p, Cursor<&'f [u8]>>,
    budget: &'p mut Budget,
}

impl Read for Unpacked<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        match self.budget.left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)) {
            None => Err(self.budget.beyond.into()),
            Some(left) => {
                self.budget.left = left;
                Ok(read)
            }
        }
    }
}

/// The values of attributes, whatever prefix their names have.
pub(super) fn attributes<'e, const N: usize>(
    element: &'e BytesStart<'_>,
    names: [&str; N],
) -> Result<[Option<Cow<'e, str>>; N], Refusal> {
    let mut values = [const { None }; N];
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        let key = attribute.key.local_name();
        let slot = names.iter().zip(&mut values).find(|(name, _)| key.as_ref() == **name);
        if let Some((_, value)) = slot {
            let text = attribute.normalized_value(XmlVersion::Implicit1_0);
            *value = Some(text.map_err(|_| Refusal::Damaged)?);
        }
    }
    Ok(values)
}

/// The relations of the sheets in their order, and whether days are counted from 1904.
fn sheets(package: &mut Package<'_>, main: &str) -> Result<(Vec<String>, bool), Refusal> {
    let mut part = package.part(main)?.ok_or(Refusal::Damaged)?;
    let (mut listed, mut since_1904, mut is_workbook) = (Vec::new(), false, false);
    while let Some(event) = part.next().map_err(|refusal| if_workbook(is_workbook, refusal))? {
        let Event::Start(element) = event else { continue };
        match element.local_name().as_ref() {
            "workbook" => is_workbook = true,
            _ if !is_workbook => return Err(Refusal::NotATable),
            "workbookPr" => {
                if let [Some(value)] = attributes(&element, ["date1904"])? {
                    since_1904 = value == "1" || value == "true";
                }
            }
            "sheet" => {
                let [id] = attributes(&element, ["id"])?;
                listed.push(id.ok_or(Refusal::Damaged)?.into_owned());
            }
            _ => {}
        }
    }
    if is_workbook { Ok((listed, since_1904)) } else { Err(Refusal::NotATable) }
}

/// What is no XML from the start is another sort of document (`.xlsb`), not a damaged workbook.
const fn if_workbook(is_workbook: bool, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Damaged if !is_workbook => Refusal::NotATable,
        refusal => refusal,
    }
}

/// The texts that cells share.
fn shared_texts(package: &mut Package<'_>, name: &str) -> Result<Vec<Arc<str>>, Refusal> {
    let mut part = package.part(name)?.ok_or(Refusal::Damaged)?;
    let (mut texts, mut text) = (Vec::new(), TextOf::new("t"));
    while let Some(event) = part.next()? {
        text.take(&event)?;
        match event {
            Event::Start(element) if element.local_name().as_ref() == "si" => text.clear("t"),
            Event::End(element) if element.local_name().as_ref() == "si" => {
                texts.push(Arc::from(text.unescaped()));
            }
            _ => {}
        }
    }
    Ok(texts)
}

/// How the cells of each style show numbers.
fn number_forms(package: &mut Package<'_>, name: &str) -> Result<Vec<NumberForm>, Refusal> {
    let mut part = package.part(name)?.ok_or(Refusal::Damaged)?;
    let (mut defined, mut forms, mut of_cells) = (BTreeMap::new(), Vec::new(), false);
    while let Some(event) = part.next()? {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let [id, code] = attributes(&element, ["numFmtId", "formatCode"])?;
                    let id = id.unwrap_or_default().into_owned();
                    defined.insert(id, NumberForm::of(&code.unwrap_or_default()));
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let [id] = attributes(&element, ["numFmtId"])?;
                    let id = id.unwrap_or_default();
                    let built_in = NumberForm::built_in(id.parse().unwrap_or_default());
                    forms.push(defined.get(&*id).copied().unwrap_or(built_in));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => of_cells = false,
            _ => {}
        }
    }
    Ok(forms)
}
