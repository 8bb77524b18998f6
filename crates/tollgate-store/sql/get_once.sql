-- What is good once and has a digest.
-- In:  $1 workspace, $2 digest.   Out: digest, purpose, account, body, ends_at (µs UTC).
-- Index: primary key.
select digest, purpose, account, body, ends_at
  from once
 where workspace = $1
   and digest = $2
