-- Nothing is kept of what an endpoint did not receive.
-- In:  $1 workspace, $2 endpoint.
-- Index: primary key.
delete from undelivered
 where workspace = $1
   and endpoint = $2
