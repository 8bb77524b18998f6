-- An endpoint's messages that are tried again at $3, the one first that is due the longest.
-- In:  $1 workspace, $2 endpoint, $3 now (µs UTC), $4 at most this many.   Out: the message; instants in µs UTC.
-- Index: undelivered_due (workspace, endpoint, next_at, sequence, part).
select sequence, part, attempts, tried_at, next_at, last_error
  from undelivered
 where workspace = $1
   and endpoint = $2
   and next_at <= $3
 order by next_at, sequence, part
 limit $4
