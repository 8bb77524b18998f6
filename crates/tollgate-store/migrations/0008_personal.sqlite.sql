-- Keys that something about people is kept under: suppressed identities of those who were erased, as keyed hashes.
create table personal_key (
  workspace text not null,
  purpose   text not null,
  key       blob not null,
  primary key (workspace, purpose)
) without rowid;
