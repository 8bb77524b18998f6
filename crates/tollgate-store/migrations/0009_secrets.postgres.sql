-- Secrets, each by what sort of thing has it and which of them. `kept` is sealed, or says that it is in the open. Whoever has
-- secrets keeps them here, so that all of them are sealed anew together. Step for step the same as for SQLite.
create table secret (
  workspace text collate "C" not null,
  kind      text collate "C" not null,
  name      text collate "C" not null,
  kept      text collate "C" not null,
  primary key (workspace, kind, name)
);
