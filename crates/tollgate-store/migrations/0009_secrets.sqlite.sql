-- Secrets, each by what sort of thing has it and which of them. `kept` is sealed, or says that it is in the open. Whoever has
-- secrets keeps them here, so that all of them are sealed anew together.
create table secret (
  workspace text not null,
  kind      text not null,
  name      text not null,
  kept      text not null,
  primary key (workspace, kind, name)
) without rowid;
