-- A workspace's endpoints after the name $2, when the first message of each is tried again, and its secret as it is kept.
-- In:  $1 workspace, $2 name, $3 at most this many.   Out: the endpoint; instants in µs UTC.
-- Index: primary key; undelivered_due for the instant; primary key for the secret.
select name, body, enabled, disabled_why, reached, failures, wait_until, ticket, claimed_at, claimed_until,
       (select min(next_at)
          from undelivered
         where workspace = $1
           and undelivered.endpoint = endpoint.name
           and next_at is not null) as next_at,
       (select kept
          from secret
         where workspace = $1
           and kind = 'endpoint'
           and secret.name = endpoint.name) as kept
  from endpoint
 where workspace = $1
   and name > $2
 order by name
 limit $3
