-- Adds or replaces a link of a record.
-- In:  $1 workspace, $2 kind, $3 id, $4 field, $5 to_kind, $6 to_id.
-- Index: primary key.
insert into link (workspace, kind, id, field, to_kind, to_id)
values ($1, $2, $3, $4, $5, $6)
    on conflict (workspace, kind, id, field) do update
   set to_kind = excluded.to_kind, to_id = excluded.to_id
