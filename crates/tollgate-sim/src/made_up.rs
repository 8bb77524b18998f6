//! Names, places and words of people and companies that do not exist.

use smol_str::{SmolStr, format_smolstr};

use crate::random::Random;

const FIRST: [&str; 24] = [
    "Ada", "Bo", "Cleo", "Dov", "Elin", "Farid", "Gia", "Hal", "Ida", "Jon", "Kaia", "Liv", "Mo",
    "Nell", "Otto", "Pam", "Rae", "Sol", "Tara", "Ugo", "Vera", "Wim", "Yara", "Zed",
];
const LAST: [&str; 24] = [
    "Abbot", "Brandt", "Castell", "Doyle", "Engel", "Frost", "Gray", "Holt", "Ibarra", "Jensen",
    "Keller", "Low", "Marsh", "North", "Okafor", "Price", "Quist", "Reyes", "Stone", "Tate",
    "Unger", "Vance", "Weir", "Young",
];
const COMPANY: [&str; 20] = [
    "Amber", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Iron", "Juniper",
    "Kestrel", "Linden", "Meadow", "Nimbus", "Orchard", "Pioneer", "Quarry", "River", "Summit",
    "Timber",
];
const TRADE: [&str; 12] = [
    "Foods",
    "Freight",
    "Health",
    "Labs",
    "Logistics",
    "Machines",
    "Media",
    "Metals",
    "Power",
    "Retail",
    "Systems",
    "Works",
];
const PAIN: [&str; 8] = [
    "quotes take days",
    "nobody knows what was promised",
    "reports are made by hand",
    "orders get lost between teams",
    "onboarding takes a quarter",
    "renewals surprise us",
    "two systems disagree",
    "the team doubles this year",
];
/// Countries with how much comes from each; the last two are not served.
const COUNTRY: [(u32, &str); 17] = [
    (40, "US"),
    (8, "CA"),
    (3, "MX"),
    (3, "BR"),
    (12, "GB"),
    (10, "DE"),
    (5, "FR"),
    (4, "ES"),
    (3, "NL"),
    (2, "SE"),
    (2, "CH"),
    (2, "PL"),
    (1, "IE"),
    (1, "AT"),
    (1, "AE"),
    (2, "IN"),
    (1, "AU"),
];

/// A person at a company.
#[derive(Clone, Debug)]
pub(crate) struct Prospect {
    pub(crate) name: SmolStr,
    pub(crate) email: SmolStr,
    pub(crate) phone: Option<SmolStr>,
    pub(crate) company: SmolStr,
    pub(crate) domain: SmolStr,
    pub(crate) country: SmolStr,
    pub(crate) employees: i64,
    pub(crate) pain: SmolStr,
}

/// Whoever comes as the `number`th.
pub(crate) fn prospect(random: &mut Random, number: u32) -> Prospect {
    let (first, last) = (*random.one_of(&FIRST), *random.one_of(&LAST));
    let (name, trade) = (*random.one_of(&COMPANY), *random.one_of(&TRADE));
    let domain = format_smolstr!("{name}{trade}{}.example", random.between(1, 30)).to_lowercase();
    let country: &&'static str = random.weighted(&COUNTRY);
    let pain: &&'static str = random.one_of(&PAIN);
    Prospect {
        name: format_smolstr!("{first} {last}"),
        email: format_smolstr!("{first}.{last}{number}@{domain}")
            .to_lowercase()
            .into(),
        phone: random
            .chance(0.6)
            .then(|| format_smolstr!("+1 202 555 {:04}", random.between(0, 10_000))),
        company: format_smolstr!("{name} {trade}"),
        domain: domain.into(),
        country: SmolStr::new_static(country),
        employees: employees(random),
        pain: SmolStr::new_static(pain),
    }
}

/// A name of somebody on the customer's side.
pub(crate) fn person(random: &mut Random) -> SmolStr {
    format_smolstr!("{} {}", random.one_of(&FIRST), random.one_of(&LAST))
}

/// Four in five companies are large enough to be sold to.
fn employees(random: &mut Random) -> i64 {
    let band = random.weighted(&[
        (2, (5, 50)),
        (4, (50, 250)),
        (3, (250, 1_000)),
        (1, (1_000, 20_000)),
    ]);
    random.between(band.0, band.1)
}
