//! Loops: `list("…").exists(x, …)` and `[…].all(x, …)`.

use std::sync::Arc;

use tollgate_core::condition::{Loop, Node, Quantifier};
use tollgate_core::value::Value;

use super::check::{Checker, Typed};
use super::syntax::{Kind, Syntax};
use super::types::Type;

/// Loops within loops, at most.
const DEPTH_MAX: usize = 2;

impl Checker<'_> {
    /// The variable `name` of a loop around.
    pub(super) fn local(&self, name: &str) -> Option<Typed> {
        self.locals
            .iter()
            .rev()
            .find(|(local, _)| local == name)
            .map(|(_, typed)| typed.clone())
    }

    pub(super) fn each(
        &mut self,
        quantifier: Quantifier,
        list: &Syntax,
        variable: &str,
        body: &Syntax,
    ) -> Typed {
        if self.locals.len() >= DEPTH_MAX {
            return self.wrong(
                list.span,
                "loops are nested too deep",
                Some("at most two are".to_owned()),
            );
        }
        if let Kind::List(parts) = &list.kind {
            let items: Vec<Typed> = parts.iter().map(|part| self.typed(part)).collect();
            return self.unrolled(quantifier, items, variable, body);
        }
        let typed = self.typed(list);
        match (&typed.kind, typed.constant()) {
            (Type::List(of), Some(Value::List(values))) => {
                let (of, values) = ((**of).clone(), values.clone());
                self.looped(quantifier, values, of, variable, body)
            }
            (Type::Any, _) => Typed::any(),
            (kind, _) => self.wrong(
                list.span,
                format!("only a list can be looped over, and this is {kind}"),
                None,
            ),
        }
    }

    /// A loop over constants; unrolled where the body moves with time, which the core asks for.
    fn looped(
        &mut self,
        quantifier: Quantifier,
        values: Arc<[Value]>,
        of: Type,
        variable: &str,
        body: &Syntax,
    ) -> Typed {
        let place = u8::try_from(self.locals.len()).expect("the depth of loops is bounded");
        let item = Typed {
            node: Node::Local(place),
            kind: of.clone(),
        };
        let body_node = self.body(item, variable, body);
        if self.moves(&body_node) && values.len() <= UNROLLED_MAX {
            let item = |value: &Value| Typed {
                node: Node::Constant(value.clone()),
                kind: of.clone(),
            };
            return self.unrolled(
                quantifier,
                values.iter().map(item).collect(),
                variable,
                body,
            );
        }
        if self.moves(&body_node) {
            let help = "compare with time outside the loop".to_owned();
            return self.wrong(
                body.span,
                "time is read within a loop over too long a list",
                Some(help),
            );
        }
        Typed::new(
            Node::Loop(
                quantifier,
                Box::new(Loop {
                    items: values,
                    body: body_node,
                }),
            ),
            Type::Bool,
        )
    }

    fn unrolled(
        &mut self,
        quantifier: Quantifier,
        items: Vec<Typed>,
        variable: &str,
        body: &Syntax,
    ) -> Typed {
        let bodies = items
            .into_iter()
            .map(|item| self.body(item, variable, body))
            .collect();
        let node = match quantifier {
            Quantifier::Exists => Node::Any(bodies),
            Quantifier::ForAll => Node::All(bodies),
        };
        Typed::new(node, Type::Bool)
    }

    fn body(&mut self, item: Typed, variable: &str, body: &Syntax) -> Node {
        self.locals.push((variable.to_owned(), item));
        let typed = self.typed(body);
        self.locals.pop();
        if !typed.kind.is_bool() {
            self.wrong(
                body.span,
                format!("true or false is needed here, and this is {}", typed.kind),
                None,
            );
        }
        typed.node
    }

    /// Whether passing time alone can change `node`.
    fn moves(&self, node: &Node) -> bool {
        node.any_read(&|read| {
            self.reads
                .get(usize::from(read))
                .is_some_and(|read| read.slot.moves())
        })
    }
}

/// The longest list that is written out for the sake of time.
const UNROLLED_MAX: usize = 100;
