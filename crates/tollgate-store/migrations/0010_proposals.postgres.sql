-- Policies that wait for a second person, and what became of them. `id` is the place of the ledger's entry that tells of it. `who`
-- is a person of the policy, or a system where `person` is 0. Step for step the same as for SQLite.
create table proposal (
  workspace       text collate "C" not null,
  id              bigint not null,
  base            bigint not null,
  source          text collate "C" not null,
  open            text collate "C" not null,
  who             text collate "C" not null,
  person          bigint not null,
  at              bigint not null,
  resolved        text collate "C",
  resolved_by     text collate "C",
  resolved_person bigint,
  resolved_at     bigint,
  says            text collate "C",
  primary key (workspace, id)
);
