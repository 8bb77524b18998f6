-- Adds or replaces a record.
-- In:  $1 workspace, $2 kind, $3 id, $4 identity, $5 due_at, $6 body.
-- Index: primary key.
insert into record (workspace, kind, id, identity, due_at, body)
values ($1, $2, $3, $4, $5, $6)
    on conflict (workspace, kind, id) do update
   set identity = excluded.identity, due_at = excluded.due_at, body = excluded.body
