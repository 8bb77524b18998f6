//! Random bits from the machine's own generator.

use tollgate_service::accounts::Chance;

/// The machine's generator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Machine;

impl Chance for Machine {
    fn draw(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .expect("every system that Tollgate is built for gives random numbers once it is up");
        bytes
    }
}
