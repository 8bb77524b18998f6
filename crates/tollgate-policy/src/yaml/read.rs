//! Reads a file's documents: the parser's events into nodes, within bounds that no policy reaches.

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::node::{Body, Node};
use super::shorthand::Text;
use super::slips;
use crate::diagnostic::{Place, Problems};

/// No policy file is as large.
const BYTES_MAX: usize = 1 << 20;
/// More nodes than any policy has; what aliases repeat counts as often as it is repeated.
const NODES_MAX: usize = 100_000;
/// Deeper than any policy is nested.
const DEPTH_MAX: usize = 48;

/// The documents of a file, in order; those that are not YAML are told and left out.
pub(crate) fn read(file: usize, text: &str, problems: &mut Problems) -> Vec<Node> {
    let whole = Place {
        file,
        start: 0,
        end: text.len().min(1),
    };
    if text.len() > BYTES_MAX {
        problems
            .error("too-large", whole, "the file is larger than 1 MiB")
            .help("move long lists into `.txt` files");
        return Vec::new();
    }
    if let Some(at) = text.find(['\0', char::REPLACEMENT_CHARACTER]) {
        let place = Place {
            file,
            start: at,
            end: at + 1,
        };
        problems
            .error("not-text", place, "the file is not text in UTF-8")
            .help("save it as UTF-8");
        return Vec::new();
    }
    let mut text = Text::new(text);
    loop {
        let mut found = Problems::default();
        let mut reader = Reader {
            file,
            text: &text,
            problems: &mut found,
            anchors: BTreeMap::new(),
            nodes: 0,
        };
        match reader.documents() {
            Ok(documents) => {
                problems.append(found);
                return documents;
            }
            Err(Unreadable { written_out }) => text = written_out,
        }
    }
}

/// The text holds a shorthand that is not YAML; here it is, written out.
struct Unreadable {
    written_out: Text,
}

struct Reader<'t, 'p> {
    file: usize,
    text: &'t Text,
    problems: &'p mut Problems,
    /// Anchored nodes with their sizes and depths.
    anchors: BTreeMap<usize, (Node, usize, usize)>,
    nodes: usize,
}

/// Why a document cannot be used; the problem has been told.
struct Unusable;

type Events<'t> = Parser<'t, StrInput<'t>>;

impl<'t> Reader<'t, '_> {
    fn documents(&mut self) -> Result<Vec<Node>, Unreadable> {
        let mut parser = Parser::new_from_str(self.text.as_str());
        let mut documents = Vec::new();
        loop {
            let mut tree = Tree::default();
            match self.document(&mut parser, &mut tree) {
                Ok(true) => documents.extend(tree.root),
                Ok(false) => return Ok(documents),
                Err(Ok(Unusable)) => {
                    if !parser.proceed_next_document().unwrap_or(false) {
                        return Ok(documents);
                    }
                }
                Err(Err(error)) => {
                    if let Some(written_out) =
                        self.text.write_out(offset(&error), tree.last_plain.clone())
                    {
                        return Err(Unreadable { written_out });
                    }
                    self.tell(&error);
                    if !parser.proceed_next_document().unwrap_or(false) {
                        return Ok(documents);
                    }
                }
            }
        }
    }

    /// Reads up to the end of a document; false at the end of the file.
    fn document(
        &mut self,
        parser: &mut Events<'t>,
        tree: &mut Tree,
    ) -> Result<bool, Result<Unusable, ScanError>> {
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(Err)?;
            match event {
                Event::DocumentEnd => return Ok(true),
                Event::StreamEnd => return Ok(false),
                event => self.event(event, &span, tree).map_err(Ok)?,
            }
        }
        Ok(false)
    }

    fn event(&mut self, event: Event<'_>, span: &Span, tree: &mut Tree) -> Result<(), Unusable> {
        let place = self.place(span);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                tree.last_plain = (style == ScalarStyle::Plain)
                    .then(|| span.byte_range())
                    .flatten();
                let node = self.scalar(text.into_owned(), style, place);
                self.add(tree, node, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(tree, place, anchor, Body::List(Vec::new()))?
            }
            Event::MappingStart(_, anchor, _) => {
                self.open(tree, place, anchor, Body::Map(Vec::new()))?
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let (node, anchor) = tree.close(place.end);
                self.add(tree, node, anchor)?;
            }
            Event::Alias(id) => {
                let node = self.alias(id, place, tree.open.len())?;
                self.add(tree, node, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        tree: &mut Tree,
        place: Place,
        anchor: usize,
        body: Body,
    ) -> Result<(), Unusable> {
        if tree.open.len() >= DEPTH_MAX {
            return Err(self.too_much(place));
        }
        tree.open(place, anchor, body);
        Ok(())
    }

    fn place(&self, span: &Span) -> Place {
        let range = span.byte_range().unwrap_or(0..0);
        Place {
            file: self.file,
            start: self.text.original(range.start),
            end: self.text.original(range.end),
        }
    }

    fn scalar(&self, text: String, style: ScalarStyle, place: Place) -> Node {
        let nothing = style == ScalarStyle::Plain && place.start == place.end;
        let text = if nothing { String::new() } else { text };
        Node {
            place,
            body: Body::Scalar {
                text,
                quoted: style != ScalarStyle::Plain,
            },
        }
    }

    fn alias(&mut self, id: usize, place: Place, depth: usize) -> Result<Node, Unusable> {
        let Some((node, size, levels)) = self.anchors.get(&id) else {
            self.problems.error(
                "yaml-syntax",
                place,
                "the alias is part of what it stands for",
            );
            return Err(Unusable);
        };
        self.nodes += size;
        if self.nodes > NODES_MAX || depth + levels > DEPTH_MAX {
            return Err(self.too_much(place));
        }
        Ok(node.clone())
    }

    fn too_much(&mut self, place: Place) -> Unusable {
        let message = "the document is larger or nested deeper than any policy";
        self.problems
            .error("too-large", place, message)
            .help("aliases count as often as they are used");
        Unusable
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, tree: &mut Tree, node: Node, anchor: usize) -> Result<(), Unusable> {
        self.nodes += 1;
        if self.nodes > NODES_MAX {
            return Err(self.too_much(node.place));
        }
        if anchor != 0 {
            self.anchors
                .insert(anchor, (node.clone(), node.size(), node.depth()));
        }
        match tree.open.last_mut() {
            None => tree.root = Some(node),
            Some(Open {
                body: Body::List(items),
                ..
            }) => items.push(node),
            Some(Open {
                body: Body::Map(entries),
                key,
                keys,
                ..
            }) => match key.take() {
                None => *key = Some(self.key(node)?),
                Some(key) => add_entry(entries, keys, key, node, self.problems),
            },
            Some(Open {
                body: Body::Scalar { .. },
                ..
            }) => {}
        }
        Ok(())
    }

    fn key(&mut self, node: Node) -> Result<Node, Unusable> {
        if node.text().is_some() {
            return Ok(node);
        }
        let message = format!("a key must be a single word, not {}", node.what());
        self.problems.error("yaml-syntax", node.place, message);
        Err(Unusable)
    }

    fn tell(&mut self, error: &ScanError) {
        let at = self.text.original(offset(error));
        let (message, help) = slips::said(error.kind());
        let place = Place {
            file: self.file,
            start: at,
            end: at + 1,
        };
        self.problems
            .error("yaml-syntax", place, message)
            .maybe_help(help.map(str::to_owned));
    }
}

fn offset(error: &ScanError) -> usize {
    error.marker().byte_offset().unwrap_or(0)
}

fn add_entry(
    entries: &mut Vec<(Node, Node)>,
    keys: &mut BTreeSet<String>,
    key: Node,
    value: Node,
    problems: &mut Problems,
) {
    let name = key.text().unwrap_or_default();
    if keys.insert(name.to_owned()) {
        entries.push((key, value));
    } else {
        let message = format!("`{name}` is written twice");
        problems
            .error("duplicate-key", key.place, message)
            .help("keep one of the two");
    }
}

/// A document that is being read.
#[derive(Default)]
struct Tree {
    root: Option<Node>,
    open: Vec<Open>,
    last_plain: Option<std::ops::Range<usize>>,
}

/// A collection that is being read.
struct Open {
    place: Place,
    anchor: usize,
    body: Body,
    /// The key whose value comes next.
    key: Option<Node>,
    /// The keys so far.
    keys: BTreeSet<String>,
}

impl Tree {
    fn open(&mut self, place: Place, anchor: usize, body: Body) {
        self.last_plain = None;
        self.open.push(Open {
            place,
            anchor,
            body,
            key: None,
            keys: BTreeSet::new(),
        });
    }

    fn close(&mut self, end: usize) -> (Node, usize) {
        let open = self
            .open
            .pop()
            .expect("the parser closes only what it opened");
        (
            Node {
                place: Place { end, ..open.place },
                body: open.body,
            },
            open.anchor,
        )
    }
}
