//! "Did you mean": the known name nearest to one that is not known.

/// `did you mean …?` with the nearest of `known`; when none is near, `one of …` if there are few, otherwise nothing.
pub(crate) fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(name) = nearest(wrong, &known) {
        return Some(format!("did you mean `{name}`?"));
    }
    let is_short = (1..=8).contains(&known.len());
    is_short.then(|| format!("known are {}", listed(&known)))
}

/// What is longer is no name, and would take long to compare.
const LENGTH_MAX: usize = 100;

/// The nearest within a third of the letters; of several the first.
pub(crate) fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    if wrong.len() > LENGTH_MAX {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', ' '], "");
    let wrong = plain(wrong);
    let reach = (wrong.chars().count() / 3).max(1);
    let distance = |name: &&str| strsim::damerau_levenshtein(&wrong, &plain(name));
    let near = known
        .iter()
        .map(|name| (distance(name), *name))
        .filter(|(distance, _)| *distance <= reach);
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `` `a`, `b` and `c` ``
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
