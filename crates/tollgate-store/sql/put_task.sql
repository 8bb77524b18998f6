-- Adds or replaces a task.
-- In:  $1 workspace, $2 id, $3 record_kind, $4 record_id, $5 waiting, $6 carrier, $7 due_at, $8 body.
-- Index: primary key.
insert into task (workspace, id, record_kind, record_id, waiting, carrier, due_at, body)
values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (workspace, id) do update
   set record_kind = excluded.record_kind, record_id = excluded.record_id, waiting = excluded.waiting, carrier = excluded.carrier, due_at = excluded.due_at, body = excluded.body
