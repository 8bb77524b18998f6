//! One statement for many keys, made from the statement for one.
//!
//! The server plans every statement that has no name anew, which takes longer than to look a row up: a hundred questions
//! that differ in their keys are one question for it.

use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Error, Row};

use super::nul;
use super::value::typed;
use crate::driver::{Ask, Key};
use crate::sql::Sql;

/// The places of the questions of each statement.
pub(super) fn by_statement(asks: &[Ask<'_>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(&Sql, Vec<usize>)> = Vec::new();
    for (place, ask) in asks.iter().enumerate() {
        let known = groups
            .iter_mut()
            .find(|(statement, _)| std::ptr::eq(*statement, ask.statement));
        match known {
            Some((_, places)) => places.push(place),
            None => groups.push((ask.statement, vec![place])),
        }
    }
    groups.into_iter().map(|(_, places)| places).collect()
}

/// The rows of the questions at `places`, which are of one statement, with their places; the statement's own columns come
/// after a first one.
pub(super) async fn ask(
    client: &Client,
    workspace: &str,
    asks: &[Ask<'_>],
    places: Vec<usize>,
) -> Result<Vec<(usize, Row)>, Error> {
    let Some(first) = places.first().map(|place| &asks[*place]) else {
        return Ok(Vec::new());
    };
    let parts = first.key.parts().count();
    let workspace = nul::kept(workspace);
    if let [place] = places[..] {
        return alone(client, &workspace, &asks[place], place).await;
    }
    let keys: Vec<Vec<_>> = (0..parts).map(|part| column(asks, &places, part)).collect();
    let mut values: Vec<(&(dyn ToSql + Sync), Type)> = vec![(&workspace, Type::TEXT)];
    values.extend(keys.iter().map(|keys| (keys as _, Type::TEXT_ARRAY)));
    let text = together(first.statement.postgres(), parts);
    let rows = client.query_typed(&text, &values).await?;
    let placed = |row: Row| {
        let nth = usize::try_from(row.get::<_, i64>(0)).ok()?.checked_sub(1)?;
        Some((*places.get(nth)?, row))
    };
    Ok(rows.into_iter().filter_map(placed).collect())
}

/// The same for one question, whose statement the server plans faster as it is.
async fn alone(
    client: &Client,
    workspace: &str,
    ask: &Ask<'_>,
    place: usize,
) -> Result<Vec<(usize, Row)>, Error> {
    let text = format!(
        "select 1::bigint, found.* from ({}) as found",
        ask.statement.postgres()
    );
    let (values, count) = ask.key.after(workspace);
    let rows = client.query_typed(&text, &typed(&values[..count])).await?;
    Ok(rows.into_iter().map(|row| (place, row)).collect())
}

/// One part of every key.
fn column<'a>(
    asks: &'a [Ask<'_>],
    places: &[usize],
    part: usize,
) -> Vec<std::borrow::Cow<'a, str>> {
    let parts = places
        .iter()
        .filter_map(|place| asks[*place].key.parts().nth(part));
    parts.map(nul::kept).collect()
}

/// The statement `text` once for each key of as many arrays as a key has `parts`: `$2` and what follows stand for them.
/// `offset 0` keeps the server from joining the keys with the whole table, which it takes for cheaper than it is.
fn together(text: &str, parts: usize) -> String {
    let mut one = text.to_owned();
    for part in 0..parts {
        one = one.replace(&format!("${}", part + 2), &format!("keys.k{part}"));
    }
    let arrays: Vec<_> = (0..parts).map(|part| format!("${}", part + 2)).collect();
    let names: Vec<_> = (0..parts).map(|part| format!("k{part}")).collect();
    format!(
        "select keys.place, found.* from unnest({}) with ordinality as keys ({}, place)\n cross join lateral ({one} offset 0) as found",
        arrays.join(", "),
        names.join(", ")
    )
}

impl Key<'_> {
    fn parts(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Self::One(id) => (id.as_ref(), None),
            Self::Two(kind, id) => (*kind, Some(*id)),
        };
        std::iter::once(first).chain(second)
    }
}

#[cfg(test)]
mod tests {
    use super::together;
    use crate::sql;

    #[test]
    fn keys_stand_where_parameters_stood() {
        let many = together(sql::GET_RECORD.postgres(), 2);
        assert!(
            many.contains("unnest($2, $3) with ordinality as keys (k0, k1, place)"),
            "{many}"
        );
        assert!(
            many.contains(
                "workspace = $1\n   and kind = keys.k0\n   and id = keys.k1 offset 0) as found"
            ),
            "{many}"
        );
    }
}
