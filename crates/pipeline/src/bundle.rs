//! Every file of the output folder, in memory.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use kvalitet_disclosure::{Audience, Release};
use kvalitet_ingest::corrections::CorrectionOutcome;
use kvalitet_ingest::{Ingested, QuarantinedRow, SourceReport};
use kvalitet_report::{
    Document, OutputFile, ReportError, RunInfo, Stamp, WorkbookError, bundle, confidential_name,
    confidential_stamp, correction_sheet, document, neutralised, page, school_document,
    source_stamp, talk_document, text_workbook,
};
use kvalitet_text::Texts;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::digest::sha256;
use crate::file_names::file_names;
use crate::finding_runs::finding_runs;
use crate::output::MARK;
use crate::plan::Plan;
use crate::publish::{Asked, Obstacles, PublishError, account as publishing_account};
use crate::run::Run;

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// How many rows of a source in quarantine are a workbook too. Its writer keeps some 4 kB for a row
/// while it works, and nobody reads so many; the CSV file has every row, however many they are.
pub(crate) const WORKBOOK_ROWS: usize = 100_000;

/// The manifest of what is published: it has the digest of every other file.
pub(crate) const PUBLIC_MANIFEST: &str = "offentlig/manifest.json";

/// Output that could not be made: a mistake of the program.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A document could not be made.
    #[error("could not make the documents for `{audience}`")]
    Report {
        /// For whom.
        audience: Audience,
        /// Why.
        #[source]
        source: ReportError,
    },
    /// A PDF could not be made.
    #[error("could not make `{file}`")]
    Pdf {
        /// The file.
        file: String,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A table could not be written.
    #[error("could not write a table")]
    Table(#[from] csv::Error),
    /// A workbook could not be written.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// A JSON file could not be written.
    #[error("could not write a JSON file")]
    Json(#[from] serde_json::Error),
    /// What stands in the way of publishing could not be said.
    #[error("could not tell what stands in the way of publishing")]
    Publish(#[from] Box<PublishError>),
}

/// Makes one PDF of documents. The program has one; whoever wants no PDF gives none.
pub type MakePdf =
    dyn Fn(&[Document], &Texts) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> + Sync;

/// The folder an audience's files lie in.
const fn folder(audience: Audience) -> &'static str {
    match audience {
        Audience::Administration | Audience::Leader(_) | Audience::Board(_) => "fortrolig",
        Audience::Public => "offentlig",
    }
}

/// Every file of a finished run, sorted by path.
///
/// `offentlig/` and `fortrolig/` each have a manifest of their own; the second also holds the
/// findings, the quarantine (for each source a table and, up to 100,000 rows, a workbook) and the
/// account of rows. Without `pdf` there are no PDF files.
///
/// # Errors
///
/// Returns [`BundleError`] when a document cannot be made.
pub fn output_files(
    run: &Run,
    plan: &Plan,
    pdf: Option<&MakePdf>,
) -> Result<Vec<OutputFile>, BundleError> {
    let obstacles = Obstacles::of(run, plan).map_err(Box::new)?;
    files(run, plan, (Stamp::Draft, &obstacles), pdf)
}

/// The same of an edition nothing stands in the way of: what everybody may see is stamped with its name
/// and how far it has come.
pub(crate) fn published_files(
    run: &Run,
    plan: &Plan,
    asked: &Asked,
    pdf: Option<&MakePdf>,
) -> Result<Vec<OutputFile>, BundleError> {
    let stamp = Stamp::Published { edition: asked.edition.to_string(), step: asked.step.clone() };
    files(run, plan, (stamp, &Obstacles::default()), pdf)
}

fn files(
    run: &Run,
    plan: &Plan,
    (stamp, obstacles): (Stamp, &Obstacles),
    pdf: Option<&MakePdf>,
) -> Result<Vec<OutputFile>, BundleError> {
    let texts = Texts::new(plan.report.language);
    let info = RunInfo { program_version: VERSION.to_owned(), plan: plan.file.clone(), stamp };
    let mut files = vec![text_file(MARK, &beside_report("laes-mig", plan, &texts))];
    let maker = Maker { texts: &texts, info: &info, pdf };
    let mut pages = Some(maker.of_schools(run)?);
    // After those of schools: the layout of a report keeps much, which small ones beside it would push out.
    let editions = run.releases.par_iter().map(|(audience, release)| {
        maker.of_edition(release).map(|files| ((*audience, release), files))
    });
    for ((audience, release), mut own) in editions.collect::<Result<Vec<_>, BundleError>>()? {
        let folder = folder(audience);
        if audience == Audience::Administration {
            own.extend(pages.take().into_iter().flatten());
            own.extend(of_administration(run, release, (&texts, plan, obstacles))?);
        }
        own.sort_by(|a, b| a.path.cmp(&b.path));
        let place = match audience {
            Audience::Administration => "kvalitet/manifest.json",
            Audience::Leader(_) | Audience::Board(_) | Audience::Public => "manifest.json",
        };
        let mut manifest = stamped(manifest(run, plan, release, &own)?, release, &texts);
        if let (Audience::Public, Stamp::Published { edition, step }, Value::Object(manifest)) =
            (audience, &info.stamp, &mut manifest)
        {
            manifest.insert("udgave".to_owned(), edition.as_str().into());
            manifest.insert("trin".to_owned(), step.stage().id().into());
            let corrected = step.supersedes().map(|of| of.edition.as_str().into());
            manifest.extend(corrected.map(|corrected| ("retter".to_owned(), corrected)));
        }
        own.push(json_file(place, &manifest)?);
        let below =
            |file: OutputFile| OutputFile { path: format!("{folder}/{}", file.path), ..file };
        files.extend(own.into_iter().map(below));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// What documents are laid out with.
struct Maker<'a> {
    texts: &'a Texts,
    info: &'a RunInfo,
    pdf: Option<&'a MakePdf>,
}

/// The pages of one school for its leader or its board, and what they talk about.
#[derive(Default)]
struct OfSchool {
    files: Vec<OutputFile>,
    talk: Option<Document>,
}

impl Maker<'_> {
    /// Documents as one PDF, where there is to be one.
    fn pdf(&self, path: &str, documents: &[Document]) -> Result<Option<OutputFile>, BundleError> {
        let Some(make) = self.pdf.filter(|_| !documents.is_empty()) else { return Ok(None) };
        let bytes = make(documents, self.texts);
        let bytes = bytes.map_err(|source| BundleError::Pdf { file: path.to_owned(), source })?;
        Ok(Some(OutputFile { path: path.to_owned(), bytes }))
    }

    /// The report of an edition in every format, with its data and pictures.
    fn of_edition(&self, release: &Release) -> Result<Vec<OutputFile>, BundleError> {
        let wrong = |source| BundleError::Report { audience: release.audience(), source };
        let report = document(release, self.texts, self.info).map_err(wrong)?;
        let (pdf, files) = rayon::join(
            || self.pdf("rapport.pdf", std::slice::from_ref(&report)),
            || bundle(release, &report, self.texts, self.info).map_err(wrong),
        );
        let mut files = files?;
        files.extend(pdf?);
        let corrections = correction_sheet(release, self.texts, self.info);
        files.extend(self.pdf("rettelsesblad.pdf", corrections.as_slice())?);
        Ok(files)
    }

    /// The sheets of every school and two pages for the talk about its development, for its leader and
    /// for its board; the talks of all schools as one PDF to be printed. Each school's are made of a release of
    /// its own, and no more of those are held at a time than there are threads.
    fn of_schools(&self, run: &Run) -> Result<Vec<OutputFile>, BundleError> {
        let audiences = run.of_schools().into_par_iter();
        let made = audiences.map(|audience| Ok((audience, self.of_school(run, audience)?)));
        let made: Vec<(Audience, OfSchool)> = made.collect::<Result<_, BundleError>>()?;
        let mut files = Vec::new();
        let together = |is_leader: bool, name: &str| {
            let of_readers =
                made.iter().filter(|(of, _)| matches!(of, Audience::Leader(_)) == is_leader);
            let talks: Vec<Document> = of_readers.filter_map(|(_, of)| of.talk.clone()).collect();
            self.pdf(&format!("skoler/{name}-samtaler.pdf"), &talks)
        };
        let (leaders, boards) =
            rayon::join(|| together(true, "leder"), || together(false, "bestyrelse"));
        files.extend(leaders?);
        files.extend(boards?);
        files.extend(made.into_iter().flat_map(|(_, of)| of.files));
        Ok(files)
    }

    fn of_school(&self, run: &Run, audience: Audience) -> Result<OfSchool, BundleError> {
        let (name, school) = match audience {
            Audience::Leader(school) => ("leder", school),
            Audience::Board(school) => ("bestyrelse", school),
            Audience::Administration | Audience::Public => return Ok(OfSchool::default()),
        };
        let Some(release) = run.release(audience) else { return Ok(OfSchool::default()) };
        let wrong = |source| BundleError::Report { audience, source };
        let sheet = school_document(&release, self.texts, self.info).map_err(wrong)?;
        let talk = talk_document(&release, self.texts, self.info);
        let mut files = Vec::new();
        for (document, ending) in [(&sheet, ""), (&talk, "-samtale")] {
            let Some(document) = document else { continue };
            let path = format!("skoler/{school}/{name}{ending}");
            let page = page(document, self.texts).map_err(wrong)?;
            files.push(OutputFile { path: format!("{path}.html"), bytes: page.into_bytes() });
        }
        let path = format!("skoler/{school}/{name}-samtale.pdf");
        files.extend(self.pdf(&path, talk.as_slice())?);
        Ok(OfSchool { files, talk })
    }
}

/// What the administration has besides the report: the account of the sources, why figures are hidden,
/// the norms and what stands around progression.
fn of_administration(
    run: &Run,
    release: &Release,
    (texts, plan, obstacles): (&Texts, &Plan, &Obstacles),
) -> Result<Vec<OutputFile>, BundleError> {
    let mut files = quality_files(&run.ingested, texts, plan, "kvalitet/")?;
    let publishing = stamped(publishing_account(run, plan, obstacles), release, texts);
    files.push(json_file("kvalitet/udgivelse.json", &publishing)?);
    let account = stamped(released_account(release)?, release, texts);
    files.push(json_file("kvalitet/afstemning.json", &account)?);
    // A list and a form that plans read back: the name of the file carries the stamp.
    let hidden = serde_json::to_value(release.ledger())?;
    files.push(json_file(&confidential_name("kvalitet/skjult.json"), &hidden)?);
    if let Some(norms) = &run.norms {
        let norms = serde_json::to_value(norms)?;
        files.push(json_file(&confidential_name("normer.json"), &norms)?);
    }
    let progress = release.progress();
    if !progress.coverage.is_empty() {
        let progress = stamped(serde_json::to_value(progress)?, release, texts);
        files.push(json_file("progression.json", &progress)?);
    }
    Ok(files)
}

/// An object with the stamp of what is not public as its field `stempel`.
fn stamped(mut object: Value, release: &Release, texts: &Texts) -> Value {
    if let (Value::Object(fields), Some(stamp)) = (&mut object, confidential_stamp(release, texts))
    {
        fields.insert("stempel".to_owned(), stamp.into());
    }
    object
}

/// Every file of a refused run: what is wrong with the sources.
///
/// # Errors
///
/// Returns [`BundleError`] when a table cannot be written.
pub fn rejected_files(ingested: &Ingested, plan: &Plan) -> Result<Vec<OutputFile>, BundleError> {
    let texts = Texts::new(plan.report.language);
    let mut files = quality_files(ingested, &texts, plan, "")?;
    let mut account = account(ingested)?;
    if let Value::Object(fields) = &mut account {
        fields.extend(of_plan(plan)?);
        fields.insert("stempel".to_owned(), source_stamp(&texts).into());
    }
    files.push(json_file("afstemning.json", &account)?);
    files.push(text_file(MARK, &beside_report("laes-mig-afvist", plan, &texts)));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Every file of an edition that something stands in the way of.
pub(crate) fn refused_files(
    run: &Run,
    plan: &Plan,
    account: &Value,
) -> Result<Vec<OutputFile>, BundleError> {
    let texts = Texts::new(plan.report.language);
    let mut account = account.clone();
    if let Value::Object(fields) = &mut account {
        fields.extend(of_plan(plan)?);
    }
    let mut files = vec![
        text_file(MARK, &beside_report("laes-mig-afvist-udgave", plan, &texts)),
        json_file("udgivelse.json", &account)?,
    ];
    if let Some(release) = run.releases.get(&Audience::Administration) {
        let path = confidential_name("skjult.json");
        files.push(json_file(&path, &serde_json::to_value(release.ledger())?)?);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The text that lies beside a result: what it is, and what the plan says of data protection.
fn beside_report(id: &str, plan: &Plan, texts: &Texts) -> String {
    let of = &plan.data_protection;
    let said = [
        ("databeskyttelse-formaal", &of.purpose),
        ("databeskyttelse-retsgrundlag", &of.legal_basis),
        ("databeskyttelse-ansvarlig", &of.controller),
        ("databeskyttelse-slettes", &of.retention),
    ];
    let line = |(id, text): (&str, &Option<String>)| {
        let text = text.as_deref()?;
        Some(format!("    {}", texts.with(id, &[("tekst", text.into())])))
    };
    let lines: Vec<String> = said.into_iter().filter_map(line).collect();
    if lines.is_empty() {
        return texts.get(id);
    }
    format!("{}\n\n{}\n{}", texts.get(id), texts.get("databeskyttelse"), lines.join("\n"))
}

/// The plan, the edition's date and what is said of data protection: by these a folder is known when
/// it is to be removed.
pub(crate) fn of_plan(plan: &Plan) -> Result<serde_json::Map<String, Value>, serde_json::Error> {
    let mut fields = serde_json::Map::new();
    fields.insert("plan".to_owned(), json!({ "fil": plan.file, "sha256": plan.digest }));
    fields.insert("dato".to_owned(), plan.report.date.as_str().into());
    if !plan.data_protection.is_empty() {
        fields.insert(PROTECTION.to_owned(), serde_json::to_value(&plan.data_protection)?);
    }
    Ok(fields)
}

/// The field with what the plan says of data protection.
pub(crate) const PROTECTION: &str = "databeskyttelse";

fn text_file(path: &str, text: &str) -> OutputFile {
    OutputFile { path: path.to_owned(), bytes: format!("{text}\n").into_bytes() }
}

fn json_file(path: &str, value: &Value) -> Result<OutputFile, BundleError> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(OutputFile { path: path.to_owned(), bytes })
}

/// A table that opens in a Danish spreadsheet: byte-order mark, `;`, CRLF.
pub(crate) fn table(path: String, rows: &[Vec<String>]) -> Result<OutputFile, BundleError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutralised(cell).into_owned()))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(OutputFile { path, bytes })
}

fn quality_files(
    ingested: &Ingested,
    texts: &Texts,
    plan: &Plan,
    folder: &str,
) -> Result<Vec<OutputFile>, BundleError> {
    let path = |name: &str| confidential_name(&format!("{folder}{name}"));
    let mut files = vec![table(path("fund.csv"), &findings(ingested, texts))?];
    let mut by_source: BTreeMap<&Arc<str>, Vec<&QuarantinedRow>> = BTreeMap::new();
    for row in &ingested.quarantine {
        by_source.entry(&row.source).or_default().push(row);
    }
    let names = file_names(by_source.keys().map(AsRef::as_ref));
    if !ingested.corrections.is_empty() {
        files.push(table(path("rettelser.csv"), &corrections(ingested))?);
    }
    let (sheet, stamp) = (texts.get("rap-karantaene"), source_stamp(texts));
    for (name, rows) in names.into_iter().zip(by_source.values()) {
        let shown = quarantine(rows);
        if rows.len() <= WORKBOOK_ROWS {
            let bytes = text_workbook(&sheet, &shown, (&stamp, &plan.report.date))?;
            files.push(OutputFile { path: path(&format!("karantaene/{name}.xlsx")), bytes });
        }
        files.push(table(path(&format!("karantaene/{name}.csv")), &shown)?);
    }
    Ok(files)
}

/// Every finding. Those that are the same on line after line share a line: `fra` and `til` are the
/// first and the last, `antal` is how many they are.
fn findings(ingested: &Ingested, texts: &Texts) -> Vec<Vec<String>> {
    let head = ["kode", "alvor", "kilde", "fra", "til", "antal", "kolonne", "fund", "hvad_nu"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let number = |line: Option<u64>| line.map(|line| line.to_string()).unwrap_or_default();
    for run in finding_runs(&ingested.findings) {
        let (place, kind) = (&run.first.location, &run.first.kind);
        rows.push(vec![
            kind.code().to_owned(),
            kind.severity().id().to_owned(),
            place.source.as_ref().to_owned(),
            number(place.line),
            number(run.last_line),
            run.count().to_string(),
            place.column.as_deref().unwrap_or_default().to_owned(),
            texts.finding(kind),
            texts.finding_help(kind),
        ]);
    }
    rows
}

/// Every correction, used or not, without the new value: it stands in the file of corrections, and
/// `rettelse` and `rettelse_linje` say where.
fn corrections(ingested: &Ingested) -> Vec<Vec<String>> {
    let head = [
        "kilde",
        "kilde_sha256",
        "linje",
        "kolonne",
        "begrundelse",
        "hvem",
        "dato",
        "brugt",
        "rettelse",
        "rettelse_linje",
    ];
    let row = |CorrectionOutcome { correction, source, used }: &CorrectionOutcome| {
        let (file, line) = &correction.place;
        vec![
            source.as_deref().unwrap_or_default().to_owned(),
            correction.digest.clone(),
            correction.line.to_string(),
            correction.column.clone(),
            correction.reason.clone(),
            correction.who.clone(),
            correction.date.clone(),
            if *used { "ja" } else { "nej" }.to_owned(),
            file.as_ref().to_owned(),
            line.to_string(),
        ]
    };
    let rows = ingested.corrections.iter().map(row);
    std::iter::once(head.map(str::to_owned).to_vec()).chain(rows).collect()
}

/// The rows of one source in quarantine: where each stands, why, and what may be shown of it.
fn quarantine(rows: &[&QuarantinedRow]) -> Vec<Vec<String>> {
    let widest = rows.iter().max_by_key(|row| row.cells.len());
    let names = widest.into_iter().flat_map(|row| &row.cells).map(|(name, _)| name.as_ref());
    let head = ["kilde", "linje", "koder"].into_iter().chain(names).map(str::to_owned);
    let head: Vec<String> = head.collect();
    let width = head.len();
    let mut table = vec![head];
    for row in rows {
        let place = [row.source.as_ref().to_owned(), row.line.to_string(), row.codes.join(" ")];
        let cells = row.cells.iter().map(|(_, shown)| shown.clone());
        let mut line: Vec<String> = place.into_iter().chain(cells).collect();
        // Nothing is shown of a row that could not be cut right; its line is as long all the same.
        line.resize(width, String::new());
        table.push(line);
    }
    table
}

/// Where every row went, as the gate lets it through: counts of persons that are small stay hidden
/// here as on the page. Then how figures agree with what was published of them, and what no
/// definition reads.
fn released_account(release: &Release) -> Result<Value, serde_json::Error> {
    let mut counts: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    for ((indicator, outcome), count) in release.agreement_counts() {
        counts.entry(indicator.to_string()).or_default().insert(outcome, count);
    }
    Ok(json!({
        "stemmer": true,
        "kilder": serde_json::to_value(release.sources())?,
        "offentliggjorte_tal": {
            "antal": counts,
            "tal": serde_json::to_value(release.agreements())?,
        },
        "uden_definition": serde_json::to_value(release.unread())?,
    }))
}

/// Where every row went, exactly: for a refused run, to those who hold the sources.
fn account(ingested: &Ingested) -> Result<Value, serde_json::Error> {
    let of = |report: &SourceReport| {
        let mut entry = json!({
            "kilde": report.source,
            "art": report.kind.id(),
            "layout": report.layout,
            "sha256": report.digest,
        });
        let rows = serde_json::to_value(&report.rows)?;
        if let (Value::Object(entry), Value::Object(rows)) = (&mut entry, rows) {
            entry.extend(rows);
            entry.insert("stemmer".to_owned(), report.rows.balances().into());
        }
        Ok(entry)
    };
    let sources: Result<Vec<Value>, serde_json::Error> = ingested.sources.iter().map(of).collect();
    Ok(json!({ "kilder": sources? }))
}

fn manifest(
    run: &Run,
    plan: &Plan,
    release: &Release,
    files: &[OutputFile],
) -> Result<Value, serde_json::Error> {
    let definitions = release
        .indicators()
        .iter()
        .map(|indicator| (indicator.id.to_string(), Value::from(indicator.version)))
        .collect::<serde_json::Map<_, _>>();
    let settings = plan
        .settings
        .definitions()
        .iter()
        .filter_map(|setting| Some((setting.id.clone(), plan.settings.value(&setting.id)?)))
        .map(|(id, value)| (id, Value::from(value.to_string())))
        .collect::<serde_json::Map<_, _>>();
    let listed = |file: &OutputFile| json!({ "fil": file.path, "bytes": file.bytes.len(), "sha256": sha256(&file.bytes) });
    let mut manifest = json!({
        "program": "kvalitetsrapport",
        "version": VERSION,
        "modtager": release.audience().to_string(),
        "maa_offentliggoeres": release.may_be_published(),
        "dato": plan.report.date,
        "definitioner": definitions,
        "indstillinger": settings,
        "filer": files.iter().map(listed).collect::<Vec<_>>(),
    });
    if let (Value::Object(manifest), Audience::Administration) = (&mut manifest, release.audience())
    {
        let sources = run.ingested.sources.iter().map(|report| {
            json!({ "kilde": report.source, "art": report.kind.id(), "sha256": report.digest })
        });
        manifest.extend(of_plan(plan)?);
        manifest.insert("kilder".to_owned(), sources.collect());
        if let Some(check) = plan.key_check() {
            manifest.insert(KEY_CHECK.to_owned(), check.into());
        }
    }
    Ok(manifest)
}

/// The field of the manifest with the check value of the key that pseudonyms were made with.
const KEY_CHECK: &str = "noegle_kontrol";

/// The check value of the key that the result in an output folder was made with; `None` where there
/// is no such result, or one without pseudonyms.
pub fn earlier_key_check(out: &Path) -> Option<String> {
    let manifest = out.join(folder(Audience::Administration)).join("kvalitet/manifest.json");
    let manifest: Value = serde_json::from_slice(&fs::read(manifest).ok()?).ok()?;
    let check = manifest.get(KEY_CHECK)?.as_str()?;
    let is_one = check.len() == 16 && check.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_one.then(|| check.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(sources: &[(&str, u64)]) -> Vec<String> {
        let row = |source: &Arc<str>, line| QuarantinedRow {
            source: Arc::clone(source),
            line,
            codes: vec!["K0201"],
            cells: Vec::new(),
            original: Vec::new(),
        };
        let rows = sources.iter().flat_map(|(source, rows)| {
            let source = Arc::from(*source);
            (0..*rows).map(move |line| row(&source, line + 2))
        });
        let ingested = Ingested { quarantine: rows.collect(), ..Ingested::default() };
        let files = rejected_files(&ingested, &Plan::demo().unwrap()).unwrap();
        let paths = files.into_iter().map(|file| file.path);
        paths.filter_map(|path| path.strip_prefix("karantaene/").map(str::to_owned)).collect()
    }

    #[test]
    fn sources_in_folders_have_files_of_their_own() {
        assert_eq!(
            kept(&[("2019/elever.csv", 1), ("2019-elever.csv", 1)]),
            [
                "2019-elever-2.FORTROLIGT.csv",
                "2019-elever-2.FORTROLIGT.xlsx",
                "2019-elever.FORTROLIGT.csv",
                "2019-elever.FORTROLIGT.xlsx",
            ]
        );
    }

    #[test]
    fn a_source_with_very_much_in_quarantine_is_a_table_alone() {
        assert_eq!(kept(&[("elever.csv", 100_001)]), ["elever.FORTROLIGT.csv"]);
    }
}
