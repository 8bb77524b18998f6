-- How many messages an endpoint did not receive.
-- In:  $1 workspace, $2 endpoint.   Out: all, those that are tried again.
-- Index: primary key.
select count(*), count(next_at)
  from undelivered
 where workspace = $1
   and endpoint = $2
