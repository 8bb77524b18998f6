-- Adds or replaces a member's account in a queue.
-- In:  $1 workspace, $2 queue, $3 member, $4 body.
-- Index: primary key.
insert into standing (workspace, queue, member, body)
values ($1, $2, $3, $4)
    on conflict (workspace, queue, member) do update
   set body = excluded.body
