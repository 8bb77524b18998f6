//! How fast the two sides of a comparison move as time passes.

use super::calculate::DAY;
use super::next_look::{Movers, Outlook};
use super::slot::{HandoffFact, Slot};
use super::tree::{Calculation, Function, Node};

/// How an expression moves.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// In its own unit per microsecond; not a number where it is not steady.
    pub(super) slope: f64,
    /// It moves in steps, so that the difference from another moving expression may go to and fro.
    stepped: bool,
}

impl Pace {
    const HELD: Self = Self {
        slope: 0.0,
        stepped: false,
    };
    const CLOCK: Self = Self {
        slope: 1.0,
        stepped: false,
    };
    const UNSTEADY: Self = Self {
        slope: f64::NAN,
        stepped: true,
    };

    pub(super) fn minus(self, other: Self) -> Self {
        if self.slope == 0.0 {
            other.times(-1.0)
        } else if other.slope == 0.0 {
            self
        } else if self.stepped || other.stepped {
            Self::UNSTEADY
        } else {
            Self {
                slope: self.slope - other.slope,
                stepped: false,
            }
        }
    }

    fn times(self, factor: f64) -> Self {
        if self.slope == 0.0 {
            Self::HELD
        } else {
            Self {
                slope: self.slope * factor,
                ..self
            }
        }
    }
}

impl Outlook<'_> {
    /// How `node` moves against the clock. A date counts as the microseconds of its days; with `clock` among the movers,
    /// `today` is held.
    pub(super) fn pace(&self, node: &Node, movers: Movers) -> Pace {
        match node {
            Node::Read(read) => match self.slot(*read) {
                Some(Slot::Now | Slot::Handoff(HandoffFact::Age)) => Pace::CLOCK,
                Some(Slot::Today) if !movers.clock => Pace::CLOCK,
                _ => Pace::HELD,
            },
            Node::Calculate(calculation, sides) => {
                self.pace_of_calculation(*calculation, sides, movers)
            }
            Node::Apply(Function::Negate, part) => self.pace(part, movers).times(-1.0),
            Node::Apply(_, part) => Pace {
                stepped: true,
                ..self.pace(part, movers)
            },
            Node::DaysSince(parts) => {
                let pace = self
                    .pace(&parts[0], movers)
                    .minus(self.pace(&parts[1], movers));
                Pace {
                    stepped: true,
                    ..pace.times(1.0 / DAY as f64)
                }
            }
            Node::Choose(parts) => self.pace_of_choice(parts, movers),
            _ => Pace::HELD,
        }
    }

    fn pace_of_calculation(
        &self,
        calculation: Calculation,
        sides: &[Node; 2],
        movers: Movers,
    ) -> Pace {
        let (a, b) = (self.pace(&sides[0], movers), self.pace(&sides[1], movers));
        let number = |side: &Node| self.value(side).as_number().unwrap_or(f64::NAN);
        match calculation {
            Calculation::Add => a.minus(b.times(-1.0)),
            Calculation::Subtract => a.minus(b),
            _ if a.slope == 0.0 && b.slope == 0.0 => Pace::HELD,
            Calculation::Multiply if b.slope == 0.0 => a.times(number(&sides[1])),
            Calculation::Multiply if a.slope == 0.0 => b.times(number(&sides[0])),
            Calculation::Divide | Calculation::Ratio if b.slope == 0.0 => {
                a.times(1.0 / number(&sides[1]))
            }
            _ => Pace::UNSTEADY,
        }
    }

    fn pace_of_choice(&self, parts: &[Node; 3], movers: Movers) -> Pace {
        let condition = self.movers(&parts[0]);
        match self.truth(&parts[0]) {
            _ if condition.clock || condition.today => Pace::UNSTEADY,
            Some(true) => self.pace(&parts[1], movers),
            Some(false) => self.pace(&parts[2], movers),
            None => Pace::HELD,
        }
    }
}
