-- Policies that wait for a second person, and what became of them. `id` is the place of the ledger's entry that tells of it. `who`
-- is a person of the policy, or a system where `person` is 0.
create table proposal (
  workspace       text not null,
  id              bigint not null,
  base            bigint not null,
  source          text not null,
  open            text not null,
  who             text not null,
  person          bigint not null,
  at              bigint not null,
  resolved        text,
  resolved_by     text,
  resolved_person bigint,
  resolved_at     bigint,
  says            text,
  primary key (workspace, id)
);
