-- The account of whom a provider of identities knows so.
-- In:  $1 workspace, $2 issuer, $3 subject.   Out: the account; instants in µs UTC.
-- Index: account_identity (workspace, issuer, subject).
select name, who, person, role, password, totp, totp_on, totp_step, recovery, failures, failed_at, issuer, subject, created_at, signed_in_at, disabled_at, zone
  from account
 where workspace = $1
   and issuer = $2
   and subject = $3
