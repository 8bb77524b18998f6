-- Adds an endpoint, or replaces it.
-- In:  $1 workspace, $2 name, $3 body, $4 enabled, $5 why it was disabled, $6 last entry dealt with, $7 failures in a row,
--      $8 nothing before (µs UTC), $9 claims, $10 last claimed at, $11 claimed until (µs UTC).
-- Index: primary key.
insert into endpoint (workspace, name, body, enabled, disabled_why, reached, failures, wait_until, ticket, claimed_at, claimed_until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (workspace, name) do update
   set body = excluded.body, enabled = excluded.enabled, disabled_why = excluded.disabled_why, reached = excluded.reached,
       failures = excluded.failures, wait_until = excluded.wait_until, ticket = excluded.ticket,
       claimed_at = excluded.claimed_at, claimed_until = excluded.claimed_until
