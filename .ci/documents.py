"""Checks the documents of the given output folders; see `documents`."""

import html
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import page

wrong = []


def say(file, text):
    wrong.append(f"{file}: {text}")


def numbers(text):
    """Every number as it is printed, thousands and decimals with it."""
    return set(re.findall(r"\d+(?:[.,]\d+)*", text.replace("\u2212", "-")))


def of_page(file):
    """What a reader of a page can read, descriptions of drawings too."""
    text = re.sub(r"<style.*?</style>", " ", file.read_text(encoding="utf-8"), flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def of_pdf(file):
    """Without what stands on every page: the page's own number."""
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True).stdout
    lines = (line for line in text.splitlines() if not re.search(r"(Side|Page) \d+ (af|of) \d+\s*$", line))
    # Contents: what stands behind dots is a page's number, joined to them by a character without width.
    return "\n".join(re.sub(r"(\. ?){3,}[\s\u2060]*\d+\s*$", "", line) for line in lines)


def check(file):
    # Bookmarks of one level are a chain, each naming the next.
    limits = page.SafetyLimits(max_reference_depth=5000)
    report = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_UA_1, limits=limits)
    if not report.is_compliant:
        say(file, report)


def compare(document, site):
    """No number of a document that its page lacks."""
    more = numbers(of_pdf(document)) - numbers(of_page(site))
    if more:
        say(document, f"{len(more)} numbers that `{site.name}` lacks: {sorted(more)[:9]}")


def opened(file):
    """A Word file as PDF, or the first sheet of a workbook as a table, by LibreOffice."""
    kind = "pdf" if file.suffix == ".docx" else "csv"
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind]
        try:
            subprocess.run([*command, "--outdir", folder, file], capture_output=True, check=False, timeout=300)
        except subprocess.TimeoutExpired:
            say(file, "LibreOffice took more than five minutes")
            return
        made = Path(folder) / f"{file.stem}.{kind}"
        if not made.exists():
            say(file, "LibreOffice does not open it")
        elif file.name == "rapport.docx":
            more = numbers(of_pdf(made)) - numbers(of_page(file.with_name("rapport.html")))
            if more:
                say(file, f"{len(more)} numbers that the page lacks: {sorted(more)[:9]}")


def main():
    pdfs = documents = 0
    for folder in map(Path, sys.argv[1:]):
        for file in sorted(folder.rglob("*.pdf")):
            check(file)
            pdfs += 1
            site = file.with_suffix(".html")
            if site.exists():
                compare(file, site)
        for file in sorted([*folder.glob("offentlig/*.docx"), *folder.glob("offentlig/*.xlsx")]):
            opened(file)
            documents += 1
    if pdfs == 0:
        wrong.append("no PDF found")
    print(*wrong, sep="\n")
    print(f"{pdfs} PDF files, {documents} documents in LibreOffice, {len(wrong)} complaints")
    sys.exit(1 if wrong else 0)


main()
