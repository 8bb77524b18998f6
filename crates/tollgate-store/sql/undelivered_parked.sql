-- Dead letters of an endpoint, after the one at $3 and $4.
-- In:  $1 workspace, $2 endpoint, $3 sequence, $4 part, $5 at most this many.   Out: the message; instants in µs UTC.
-- Index: primary key.
select sequence, part, attempts, tried_at, next_at, last_error
  from undelivered
 where workspace = $1
   and endpoint = $2
   and (sequence, part) > ($3, $4)
   and next_at is null
 order by sequence, part
 limit $5
