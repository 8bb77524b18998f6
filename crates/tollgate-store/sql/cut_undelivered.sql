-- A message was delivered after all. PostgreSQL cuts many in one statement.
-- In:  $1 workspace, $2 endpoint, $3 sequence, $4 part.
-- Index: primary key.
delete from undelivered
 where workspace = $1
   /*sqlite and endpoint = $2 and sequence = $3 and part = $4 */
   /*pg and (endpoint, sequence, part) in (values ($2, $3::bigint, $4::bigint)) */
