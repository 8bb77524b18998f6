//! Kleene's laws: `&&`, `||`, `!` and `?:` over known and unknown parts, against a naive model.

use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};
use tollgate_core::value::Value;

use super::{Given, Want, World};

const NAMES: [&str; 3] = ["lead.consent", "lead.suppressed", "lead.employees"];

#[derive(Clone, Debug)]
enum Claim {
    Atom(usize),
    Not(Box<Claim>),
    And(Box<Claim>, Box<Claim>),
    Or(Box<Claim>, Box<Claim>),
    If(Box<Claim>, Box<Claim>, Box<Claim>),
}

impl Claim {
    fn text(&self) -> String {
        match self {
            Self::Atom(2) => "lead.employees == 1".to_owned(),
            Self::Atom(place) => NAMES[*place].to_owned(),
            Self::Not(a) => format!("!({})", a.text()),
            Self::And(a, b) => format!("({} && {})", a.text(), b.text()),
            Self::Or(a, b) => format!("({} || {})", a.text(), b.text()),
            Self::If(a, b, c) => format!("({} ? {} : {})", a.text(), b.text(), c.text()),
        }
    }

    fn model(&self, atoms: [Option<bool>; 3]) -> Option<bool> {
        match self {
            Self::Atom(place) => atoms[*place],
            Self::Not(a) => a.model(atoms).map(|a| !a),
            Self::And(a, b) => match (a.model(atoms), b.model(atoms)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(a, b) => match (a.model(atoms), b.model(atoms)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::If(a, b, c) => match a.model(atoms) {
                Some(true) => b.model(atoms),
                Some(false) => c.model(atoms),
                None => None,
            },
        }
    }
}

fn claim() -> impl Strategy<Value = Claim> {
    let atom = (0..3usize).prop_map(Claim::Atom);
    atom.prop_recursive(4, 24, 3, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed().prop_map(Claim::Not),
            (boxed(), boxed()).prop_map(|(a, b)| Claim::And(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Claim::Or(a, b)),
            (boxed(), boxed(), boxed()).prop_map(|(a, b, c)| Claim::If(a, b, c)),
        ]
    })
}

fn atom() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![Just(None), Just(Some(false)), Just(Some(true))]
}

proptest! {
    #[test]
    fn truth_is_kleenes(claim in claim(), atoms in [atom(), atom(), atom()]) {
        let condition = World::new().compile(&claim.text(), Want::Truth).unwrap();
        let values = atoms.map(|atom| atom.map_or(Value::Missing, Value::Bool));
        let employees = atoms[2].map_or(Value::Missing, |one| Value::Int(i64::from(one)));
        let given = [(NAMES[0], values[0].clone()), (NAMES[1], values[1].clone()), (NAMES[2], employees)];
        let facts = Given::new(&condition, &given);
        let truth = condition.truth(&facts);
        prop_assert_eq!(truth.known(), claim.model(atoms), "{}", claim.text());
        // What is proven without facts holds with them.
        match condition.always() {
            Some(true) => prop_assert_eq!(truth.known(), Some(true)),
            Some(false) => prop_assert_eq!(truth.is_true(), false),
            None => {}
        }
    }
}
