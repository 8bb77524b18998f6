-- Adds or replaces an account.
-- In:  $1 workspace, then name, who, person, role, password, totp, totp_on, totp_step, recovery, failures, failed_at, issuer, subject, created_at, signed_in_at, disabled_at, zone; instants in µs UTC.
-- Index: primary key.
insert into account (workspace, name, who, person, role, password, totp, totp_on, totp_step, recovery, failures, failed_at, issuer, subject, created_at, signed_in_at, disabled_at, zone)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
    on conflict (workspace, name) do update
   set who = excluded.who, person = excluded.person, role = excluded.role, password = excluded.password, totp = excluded.totp, totp_on = excluded.totp_on, totp_step = excluded.totp_step, recovery = excluded.recovery, failures = excluded.failures, failed_at = excluded.failed_at, issuer = excluded.issuer, subject = excluded.subject, created_at = excluded.created_at, signed_in_at = excluded.signed_in_at, disabled_at = excluded.disabled_at, zone = excluded.zone
