//! In which zone somebody reads times.

use jiff::tz::TimeZone;

use super::{Entrance, Refusal, SignedIn};

impl Entrance {
    /// Has `who` read times in the zone of this name; in that of their browser where it is `None`.
    ///
    /// # Errors
    /// There is no such zone.
    pub fn set_zone(&self, who: &SignedIn, zone: Option<&str>) -> Result<(), Refusal> {
        let zone = zone.map(known).transpose()?;
        self.set(&who.account.name, &mut |account| {
            account.zone.clone_from(&zone);
        })
    }
}

/// The zone as the IANA database writes it.
fn known(name: &str) -> Result<String, Refusal> {
    let zone = TimeZone::get(name).ok();
    let name_there = zone.as_ref().and_then(TimeZone::iana_name);
    let name_there = name_there.ok_or_else(|| Refusal::UnknownZone(name.to_owned()))?;
    Ok(name_there.to_owned())
}
