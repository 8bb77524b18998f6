-- API tokens: what is kept of them. A token is found by its digest; its text is kept nowhere.
create table token (
  workspace  text   not null,
  id         text   not null,
  digest     blob   not null,
  name       text   not null,
  who        text   not null,
  person     bigint not null,
  role       text   not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint,
  used_at    bigint,
  primary key (workspace, id)
);
create unique index token_digest on token (workspace, digest);
