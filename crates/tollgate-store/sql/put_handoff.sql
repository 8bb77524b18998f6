-- Adds or replaces a handoff.
-- In:  $1 workspace, $2 id, $3 record_kind, $4 record_id, $5 live, $6 waiting, $7 carrier, $8 returned_to, $9 live_id, $10 soonest_due, $11 point, $12 counted_at, $13 due_at, $14 body.
-- Index: primary key.
insert into handoff (workspace, id, record_kind, record_id, live, waiting, carrier, returned_to, live_id, soonest_due, point, counted_at, due_at, body)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict (workspace, id) do update
   set record_kind = excluded.record_kind, record_id = excluded.record_id, live = excluded.live, waiting = excluded.waiting, carrier = excluded.carrier, returned_to = excluded.returned_to, live_id = excluded.live_id, soonest_due = excluded.soonest_due, point = excluded.point, counted_at = excluded.counted_at, due_at = excluded.due_at, body = excluded.body
