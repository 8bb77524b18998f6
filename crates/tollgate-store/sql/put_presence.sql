-- Adds or replaces a person's presence.
-- In:  $1 workspace, $2 person, $3 due_at, $4 body.
-- Index: primary key.
insert into presence (workspace, person, due_at, body)
values ($1, $2, $3, $4)
    on conflict (workspace, person) do update
   set due_at = excluded.due_at, body = excluded.body
