//! Text for a terminal: fields with a hanging indent, and tables in columns.

/// How wide a line may run.
const WIDTH: usize = 100;
/// Where the text of a field begins.
const FIELD: usize = 24;

/// Text that grows line by line. Every line ends in a line feed.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    text: String,
}

impl Screen {
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, heading: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(heading);
    }

    /// A name and what it says, wrapped under itself.
    pub(crate) fn field(&mut self, name: &str, text: &str) {
        let mut margin = format!("  {} ", padded(name, FIELD - 3));
        if FIELD < width(&margin) {
            self.line(&margin);
            margin = " ".repeat(FIELD);
        }
        for part in wrapped(text, WIDTH - FIELD) {
            self.line(&format!("{margin}{part}"));
            margin = " ".repeat(FIELD);
        }
    }

    /// A paragraph, wrapped.
    pub(crate) fn paragraph(&mut self, text: &str) {
        for part in wrapped(text, WIDTH - 2) {
            self.line(&format!("  {part}"));
        }
    }

    /// Rows in columns: the first to the left, the others to the right.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for row in rows {
            let mut line = String::new();
            for (place, (cell, wide)) in row.iter().zip(&widths).enumerate() {
                let space = " ".repeat(wide.saturating_sub(width(cell)));
                if place == 0 {
                    line = format!("{cell}{space}");
                } else {
                    line = format!("{line}  {space}{cell}");
                }
            }
            self.line(&line);
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// How many characters a text takes; Danish text needs no more than that.
fn width(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, wide: usize) -> String {
    format!("{text}{}", " ".repeat(wide.saturating_sub(width(text))))
}

/// The text in lines of at most `wide` characters; a longer word has a line of its own.
fn wrapped(text: &str, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // Only plain spaces break a line: a number and its unit stay together.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && wide < width(&line) + 1 + width(word) {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_hangs_under_itself_and_numbers_keep_their_unit() {
        assert_eq!(wrapped("en to tre", 5), ["en to", "tre"]);
        assert_eq!(wrapped("om 80\u{a0}% nu", 5), ["om", "80\u{a0}%", "nu"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn columns_line_up() {
        let mut screen = Screen::default();
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        screen.table(&[row(["Øster", "7,0"]), row(["By", "12,5"])]);
        assert_eq!(screen.finish(), "Øster   7,0\nBy     12,5\n");
    }
}
