-- A message that an endpoint did not receive.
-- In:  $1 workspace, $2 endpoint, $3 sequence, $4 part, $5 attempts, $6 tried_at, $7 next_at (µs UTC), $8 last error.
-- Index: primary key.
insert into undelivered (workspace, endpoint, sequence, part, attempts, tried_at, next_at, last_error)
values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (workspace, endpoint, sequence, part) do update
   set attempts = excluded.attempts, tried_at = excluded.tried_at, next_at = excluded.next_at,
       last_error = excluded.last_error
