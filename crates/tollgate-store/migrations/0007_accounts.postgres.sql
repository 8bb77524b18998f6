-- Who signs in. `who` is a person of the policy, or a system where `person` is 0. No secret is kept but that of the second
-- factor, which is needed as it is: `totp_step` is the last step whose code was taken. `recovery` are digests of 32 bytes, one
-- after the other. `totp_on` is 1 once the factor was confirmed.
create table account (
  workspace    text collate "C" not null,
  name         text collate "C" not null,
  who          text collate "C" not null,
  person       bigint not null,
  role         text collate "C" not null,
  password     text collate "C",
  totp         bytea,
  totp_on      bigint not null,
  totp_step    bigint not null,
  recovery     bytea not null,
  failures     bigint not null,
  failed_at    bigint,
  issuer       text collate "C",
  subject      text collate "C",
  created_at   bigint not null,
  signed_in_at bigint,
  disabled_at  bigint,
  primary key (workspace, name)
);
create unique index account_identity on account (workspace, issuer, subject) where issuer is not null;

-- A session is found by the digest of its secret, which is kept nowhere.
create table session (
  workspace  text collate "C" not null,
  digest     bytea not null,
  account    text collate "C" not null,
  created_at bigint not null,
  issued_at  bigint not null,
  used_at    bigint not null,
  ends_at    bigint not null,
  agent      text collate "C" not null,
  primary key (workspace, digest)
);
create index session_account on session (workspace, account, digest);
create index session_end on session (workspace, ends_at);

-- What is good once and not for long: links, and sign-ins that a provider is asked to confirm.
create table once (
  workspace text collate "C" not null,
  digest    bytea not null,
  purpose   text collate "C" not null,
  account   text collate "C" not null,
  body      text collate "C" not null,
  ends_at   bigint not null,
  primary key (workspace, digest)
);
create index once_end on once (workspace, ends_at);

-- What a token is for, and whose it is. Those of before may do what their role may.
alter table token add column scopes text collate "C" not null default 'admin';
alter table token add column account text collate "C";
