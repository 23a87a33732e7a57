//! What a page need not say again: it has tens of thousands of cells and shapes.

use kvalitet_charts::STYLE;
use minijinja::Value;

/// Text in a quoted attribute. Keys are full of `/`, which is plain there.
pub(super) fn attribute(text: &str) -> Value {
    let escaped = text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    Value::from_safe_string(escaped)
}

/// What the keys of a row's cells begin with, up to the last `/` they share; empty for less than two.
pub(super) fn shared_key(cells: &Value) -> String {
    let key = |cell: Value| cell.get_attr("made").ok()?.get_attr("key").ok()?.to_str();
    let keys = cells.try_iter().into_iter().flatten().filter_map(key);
    let keys: Vec<_> = keys.collect();
    let [first, others @ ..] = keys.as_slice() else { return String::new() };
    let starts = first.rmatch_indices('/').filter_map(|(at, _)| first.get(..=at));
    let is_shared = |start: &&str| others.iter().all(|key| key.starts_with(start));
    let shared = starts.filter(|_| !others.is_empty()).find(is_shared);
    shared.unwrap_or_default().to_owned()
}

/// A drawing without the colours that the page's style gives its classes, and without the joins that it
/// gives every line.
pub(super) fn slim(svg: &str) -> String {
    let mut parts = svg.split(" class=\"");
    let mut slim = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (class, rest) = part.split_once('"').unwrap_or((part, ""));
        slim.push_str(" class=\"");
        slim.push_str(class);
        slim.push('"');
        let is_styled = STYLE.contains(&format!(".kr-chart .{class} {{"));
        let colour = if class.starts_with("f-") { " fill=\"#" } else { " stroke=\"#" };
        let (own, after) = rest.split_once('>').unwrap_or((rest, ""));
        match own.split_once(colour).filter(|_| is_styled) {
            Some((before, value)) => {
                slim.push_str(before);
                slim.push_str(value.split_once('"').map_or("", |(_, more)| more));
            }
            None => slim.push_str(own),
        }
        slim.push('>');
        slim.push_str(after);
    }
    slim.replace(" stroke-linejoin=\"round\"", "")
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    #[test]
    fn a_row_shares_what_all_its_keys_begin_with() {
        let row = |keys: &[&str]| {
            let cell = |key: &&str| context! { made => context! { key => *key } };
            let mut cells: Vec<Value> = keys.iter().map(cell).collect();
            cells.push(context! { text => "skjult" });
            shared_key(&Value::from(cells))
        };
        assert_eq!(row(&["a.b/skole:1/2018-19", "a.b/skole:1/2019-20"]), "a.b/skole:1/");
        assert_eq!(row(&["a.b/skole:1/2018-19", "a.c/skole:1/2018-19"]), "");
        assert_eq!(row(&["a.b/skole:1/2018-19"]), "");
        assert_eq!(row(&[]), "");
    }

    #[test]
    fn a_drawing_keeps_the_colours_that_no_class_has() {
        let drawing = concat!(
            "<svg class=\"kr-chart\" width=\"9\">",
            "<path d=\"M0 0\" class=\"s-grid\" fill=\"none\" stroke=\"#e1e4e8\" stroke-width=\"1\" ",
            "stroke-linejoin=\"round\"/>",
            "<rect class=\"s-level-3\" fill=\"#f5c690\" stroke=\"#b0762e\"/>",
            "<text class=\"f-text\" fill=\"#1b1e23\">1</text><text fill=\"#101317\">2</text></svg>"
        );
        let slim = concat!(
            "<svg class=\"kr-chart\" width=\"9\">",
            "<path d=\"M0 0\" class=\"s-grid\" fill=\"none\" stroke-width=\"1\"/>",
            "<rect class=\"s-level-3\" fill=\"#f5c690\"/>",
            "<text class=\"f-text\">1</text><text fill=\"#101317\">2</text></svg>"
        );
        assert_eq!(super::slim(drawing), slim);
    }
}
