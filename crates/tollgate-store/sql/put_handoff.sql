-- Adds or replaces a handoff.
-- In:  $1 workspace, $2 id, $3 record_kind, $4 record_id, $5 live, $6 waiting, $7 carrier, $8 due_at, $9 body.
-- Index: primary key.
insert into handoff (workspace, id, record_kind, record_id, live, waiting, carrier, due_at, body)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (workspace, id) do update
   set record_kind = excluded.record_kind, record_id = excluded.record_id, live = excluded.live, waiting = excluded.waiting, carrier = excluded.carrier, due_at = excluded.due_at, body = excluded.body
