-- Adds or replaces a waiver.
-- In:  $1 workspace, $2 id, $3 record_kind, $4 record_id, $5 body.
-- Index: primary key.
insert into waiver (workspace, id, record_kind, record_id, body)
values ($1, $2, $3, $4, $5)
    on conflict (workspace, id) do update
   set record_kind = excluded.record_kind, record_id = excluded.record_id, body = excluded.body
