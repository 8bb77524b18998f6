-- Keys that something about people is kept under: suppressed identities of those who were erased, as keyed hashes.
create table personal_key (
  workspace text  collate "C" not null,
  purpose   text  collate "C" not null,
  key       bytea not null,
  primary key (workspace, purpose)
);
