//! A page as blocks, so that a file and a terminal can show the same.

/// Part of a page. Texts may have code in backticks and links, as in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading, with its level from 1.
    Heading(usize, String),
    /// A paragraph.
    Text(String),
    /// A list.
    Items(Vec<String>),
    /// A table.
    Table {
        /// What its columns are called.
        head: Vec<String>,
        /// Its rows; the first cell is what the row is about.
        rows: Vec<Vec<String>>,
    },
    /// The text of a file, and what it is written in.
    File(&'static str, String),
}

/// A page on sources, rules or indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    blocks: Vec<Block>,
}

impl Page {
    pub(crate) fn heading(&mut self, level: usize, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    /// A list; nothing where it would be empty.
    pub(crate) fn items(&mut self, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().collect();
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
    }

    pub(crate) fn table(
        &mut self,
        head: impl IntoIterator<Item = String>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        let (head, rows) = (head.into_iter().collect(), rows.into_iter().collect());
        self.blocks.push(Block::Table { head, rows });
    }

    pub(crate) fn file(&mut self, language: &'static str, text: String) {
        self.blocks.push(Block::File(language, text));
    }

    /// The page as Markdown, for the files in `docs/`.
    pub fn markdown(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::markdown).collect();
        blocks.join("\n\n") + "\n"
    }

    /// The page as a terminal shows it: each row of a table as lines of its own, links as their
    /// text.
    pub fn plain(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::plain).collect();
        without_links(&blocks.join("\n\n").replace("<br>", " ").replace("**", "")) + "\n"
    }
}

impl Block {
    fn markdown(&self) -> String {
        match self {
            Self::Heading(level, text) => format!("{} {text}", "#".repeat(*level)),
            Self::Text(text) => text.clone(),
            Self::Items(items) => lines(items.iter().map(|item| format!("- {item}"))),
            Self::Table { head, rows } => {
                let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
                lines([head, &rule].into_iter().chain(rows).map(|cells| row(cells)))
            }
            Self::File(language, text) => format!("```{language}\n{}\n```", text.trim_end()),
        }
    }

    fn plain(&self) -> String {
        match self {
            Self::Heading(1, text) => format!("{text}\n{}", "=".repeat(text.chars().count())),
            Self::Heading(2, text) => format!("{text}\n{}", "-".repeat(text.chars().count())),
            Self::Heading(_, text) => format!("{text}:"),
            Self::Text(text) => text.clone(),
            Self::Items(items) => lines(items.iter().map(|item| format!("  - {item}"))),
            Self::Table { head, rows } => lines(rows.iter().map(|row| plain_row(head, row))),
            Self::File(_, text) => lines(text.trim_end().lines().map(|line| format!("    {line}"))),
        }
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

fn plain_row(head: &[String], cells: &[String]) -> String {
    let Some((first, rest)) = cells.split_first() else { return String::new() };
    let named = head.iter().skip(1).zip(rest).filter(|(_, cell)| !cell.is_empty());
    let rest = named.map(|(name, cell)| format!("      {name}: {cell}"));
    lines(std::iter::once(format!("  {first}")).chain(rest))
}

/// `[text](address)` as `text`.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let linked = before.rsplit_once('[').zip(after.split_once(')'));
        let Some(((before, text), (_, after))) = linked else { break };
        plain.push_str(before);
        plain.push_str(text);
        rest = after;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_same_in_a_file_and_in_a_terminal() {
        let mut page = Page::default();
        page.heading(1, "Elevtal");
        page.text("**Se** [filer](../filer.md) og [K0105](../regler.md#k0105).");
        page.items(["`a` | `b`".to_owned()]);
        page.items([]);
        let head = ["Kolonne", "Enhed"].map(str::to_owned);
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        page.table(head, [row(["a|b<br>`a`", "elever"]), row(["c", ""])]);
        page.file("csv", "a;b\n1;2\n".to_owned());
        insta::assert_snapshot!(page.markdown() + "\n~~~\n\n" + &page.plain());
    }
}
