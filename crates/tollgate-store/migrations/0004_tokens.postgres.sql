-- API tokens: what is kept of them. A token is found by its digest; its text is kept nowhere.
create table token (
  workspace  text   collate "C" not null,
  id         text   collate "C" not null,
  digest     bytea   not null,
  name       text   collate "C" not null,
  who        text   collate "C" not null,
  person     bigint not null,
  role       text   collate "C" not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint,
  used_at    bigint,
  primary key (workspace, id)
);
create unique index token_digest on token (workspace, digest);
