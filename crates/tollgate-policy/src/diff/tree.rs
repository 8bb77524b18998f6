//! Two trees of one document, node by node.

use tollgate_core::time::Budget;

use crate::yaml::{Body, Node};

/// A place in which two trees say something else.
#[derive(Debug)]
pub(super) struct Difference {
    /// Where, outermost first.
    pub(super) at: Vec<String>,
    /// What was said there.
    pub(super) from: Option<String>,
    /// What is said there.
    pub(super) to: Option<String>,
}

/// Longer values are cut in words; the whole text is in the files.
const CHARS_MAX: usize = 120;

/// Every place in which the two say something else, in the order of `after`; what went is told where it was.
pub(super) fn differences(before: &Node, after: &Node) -> Vec<Difference> {
    let mut search = Search {
        at: Vec::new(),
        found: Vec::new(),
    };
    search.nodes(Some(before), Some(after));
    search.found
}

struct Search {
    at: Vec<String>,
    found: Vec<Difference>,
}

impl Search {
    fn nodes(&mut self, before: Option<&Node>, after: Option<&Node>) {
        let (before, after) = (present(before), present(after));
        match (before.map(|node| &node.body), after.map(|node| &node.body)) {
            (None, None) => {}
            (Some(Body::Map(before)), Some(Body::Map(after))) => {
                self.pairs(&keyed(before), &keyed(after))
            }
            (Some(Body::List(before)), Some(Body::List(after))) => self.lists(before, after),
            // One value is as good as a list of it.
            (Some(Body::List(items)), Some(Body::Scalar { .. })) => {
                self.lists(
                    items,
                    std::slice::from_ref(after.expect("it was looked at")),
                );
            }
            (Some(Body::Scalar { .. }), Some(Body::List(items))) => {
                self.lists(
                    std::slice::from_ref(before.expect("it was looked at")),
                    items,
                );
            }
            (Some(Body::Scalar { text: before, .. }), Some(Body::Scalar { text: after, .. })) => {
                if !is_same(before, after) {
                    self.tell(Some(cut(&plain(before))), Some(cut(&plain(after))));
                }
            }
            _ => self.tell(before.map(shown), after.map(shown)),
        }
    }

    /// A list whose items go by a name is compared name by name, another as a whole.
    fn lists(&mut self, before: &[Node], after: &[Node]) {
        match (named(before), named(after)) {
            (Some(before), Some(after)) => {
                self.pairs(&before, &after);
                self.order(&before, &after);
            }
            _ if same_items(before, after) => {}
            _ => self.values(before, after),
        }
    }

    fn pairs(&mut self, before: &[(String, &Node)], after: &[(String, &Node)]) {
        let get = |pairs: &[(String, &Node)], name: &str| {
            let found = pairs.iter().find(|(known, _)| known == name);
            found.is_some()
        };
        let find = |name: &str| {
            before
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, node)| *node)
        };
        for (name, node) in after {
            self.within(name, |search| search.nodes(find(name), Some(node)));
        }
        for (name, node) in before.iter().filter(|(name, _)| !get(after, name)) {
            self.within(name, |search| search.nodes(Some(node), None));
        }
    }

    /// The order of what is in both.
    fn order(&mut self, before: &[(String, &Node)], after: &[(String, &Node)]) {
        let common = |of: &[(String, &Node)], other: &[(String, &Node)]| {
            let names = of.iter().map(|(name, _)| name.clone());
            let both = names.filter(|name| other.iter().any(|(known, _)| known == name));
            both.collect::<Vec<_>>()
        };
        let (was, is) = (common(before, after), common(after, before));
        if was != is {
            self.within("order", |search| {
                search.tell(Some(cut(&was.join(", "))), Some(cut(&is.join(", "))));
            });
        }
    }

    /// Values that came and went; where neither did, their order.
    fn values(&mut self, before: &[Node], after: &[Node]) {
        let (was, is): (Vec<_>, Vec<_>) = (
            before.iter().map(shown).collect(),
            after.iter().map(shown).collect(),
        );
        let gone: Vec<_> = was
            .iter()
            .filter(|value| !is.contains(value))
            .cloned()
            .collect();
        let new: Vec<_> = is
            .iter()
            .filter(|value| !was.contains(value))
            .cloned()
            .collect();
        if gone.is_empty() && new.is_empty() {
            return self.tell(Some(cut(&was.join(", "))), Some(cut(&is.join(", "))));
        }
        let some = |values: Vec<String>| (!values.is_empty()).then(|| cut(&values.join(", ")));
        self.tell(some(gone), some(new));
    }

    fn within(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        self.at.push(name.to_owned());
        look(self);
        self.at.pop();
    }

    fn tell(&mut self, from: Option<String>, to: Option<String>) {
        self.found.push(Difference {
            at: self.at.clone(),
            from,
            to,
        });
    }
}

/// A key with nothing after it says nothing.
fn present(node: Option<&Node>) -> Option<&Node> {
    node.filter(|node| !node.is_null())
}

fn keyed(entries: &[(Node, Node)]) -> Vec<(String, &Node)> {
    entries
        .iter()
        .map(|(key, value)| (plain(key.text().unwrap_or_default()), value))
        .collect()
}

/// The items by their names, which their first keys give as in `milestone: first_touch`; `None` where some has none, or
/// two have the same.
fn named(items: &[Node]) -> Option<Vec<(String, &Node)>> {
    let mut found: Vec<(String, &Node)> = Vec::new();
    for item in items {
        let Body::Map(entries) = &item.body else {
            return None;
        };
        let name = plain(entries.first()?.1.text()?);
        if found.iter().any(|(known, _)| *known == name) {
            return None;
        }
        found.push((name, item));
    }
    Some(found)
}

fn same_items(before: &[Node], after: &[Node]) -> bool {
    before.len() == after.len()
        && before
            .iter()
            .zip(after)
            .all(|(before, after)| differences(before, after).is_empty())
}

/// Whether two values mean the same: `60m` is `1h`.
fn is_same(before: &str, after: &str) -> bool {
    let (before, after) = (plain(before), plain(after));
    before == after
        || matches!(
            (before.parse::<Budget>(), after.parse::<Budget>()),
            (Ok(before), Ok(after)) if before == after
        )
}

/// The text on one line, without the comments that stand on lines of their own.
fn plain(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let words = lines.flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= CHARS_MAX {
        return text.to_owned();
    }
    let start: String = text.chars().take(CHARS_MAX).collect();
    format!("{start}…")
}

/// The node on one line.
fn shown(node: &Node) -> String {
    let text = match &node.body {
        Body::Scalar { text, .. } => plain(text),
        Body::List(items) => format!(
            "[{}]",
            items.iter().map(shown).collect::<Vec<_>>().join(", ")
        ),
        Body::Map(entries) => {
            let pairs = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", shown(key), shown(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
    };
    cut(&text)
}
