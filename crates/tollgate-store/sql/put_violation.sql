-- Adds or replaces a violation.
-- In:  $1 workspace, $2 id, $3 record_kind, $4 record_id, $5 open, $6 body.
-- Index: primary key.
insert into violation (workspace, id, record_kind, record_id, open, body)
values ($1, $2, $3, $4, $5, $6)
    on conflict (workspace, id) do update
   set record_kind = excluded.record_kind, record_id = excluded.record_id, open = excluded.open, body = excluded.body
