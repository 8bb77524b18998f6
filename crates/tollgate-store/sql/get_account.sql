-- The account of a name.
-- In:  $1 workspace, $2 name.   Out: the account; instants in µs UTC.
-- Index: primary key.
select name, who, person, role, password, totp, totp_on, totp_step, recovery, failures, failed_at, issuer, subject, created_at, signed_in_at, disabled_at, zone
  from account
 where workspace = $1
   and name = $2
