-- The first schema. Every key starts with the workspace; text compares bytewise; instants are microseconds UTC.
-- Step for step the same as for SQLite.

create table workspace (
  workspace text collate "C" not null,
  sequence  bigint           not null,
  hash      bytea            not null,
  at        bigint           not null,
  revision  bigint           not null,
  primary key (workspace)
);

create table revision (
  workspace text collate "C" not null,
  revision  bigint           not null,
  at        bigint           not null,
  source    text collate "C" not null,
  digest    bytea            not null,
  primary key (workspace, revision)
);

-- What happened. `record_*` and `handoff` say what it is about; body, digest and hash are the chain.
create table ledger (
  workspace   text collate "C" not null,
  sequence    bigint           not null,
  at          bigint           not null,
  tag         text collate "C" not null,
  record_kind text collate "C",
  record_id   text collate "C",
  handoff     text collate "C",
  body        text collate "C" not null,
  digest      bytea            not null,
  hash        bytea            not null,
  primary key (workspace, sequence)
);
create index ledger_record on ledger (workspace, record_kind, record_id, sequence);

-- Deliveries that were dealt with.
create table source_key (
  workspace text collate "C" not null,
  key       text collate "C" not null,
  sequence  bigint           not null,
  primary key (workspace, key)
);

-- State: key, what it is looked up by, and the row's stored form.
create table record (
  workspace text collate "C" not null,
  kind      text collate "C" not null,
  id        text collate "C" not null,
  identity  text collate "C",
  due_at    bigint,
  body      text collate "C" not null,
  primary key (workspace, kind, id)
);
create index record_identity on record (workspace, kind, identity, id) where identity is not null;
create index record_due on record (workspace, due_at, kind, id) where due_at is not null;

-- Which record points at which other one, and through which of its fields.
create table link (
  workspace text collate "C" not null,
  kind      text collate "C" not null,
  id        text collate "C" not null,
  field     text collate "C" not null,
  to_kind   text collate "C" not null,
  to_id     text collate "C" not null,
  primary key (workspace, kind, id, field)
);
create index link_to on link (workspace, to_kind, to_id, kind, id);

-- `live` is 1 while it is open or may open again; `waiting` names the queue it waits in; `carrier` who carries it.
create table handoff (
  workspace   text collate "C" not null,
  id          text collate "C" not null,
  record_kind text collate "C" not null,
  record_id   text collate "C" not null,
  live        bigint           not null,
  waiting     text collate "C",
  carrier     text collate "C",
  due_at      bigint,
  body        text collate "C" not null,
  primary key (workspace, id)
);
create index handoff_live on handoff (workspace, record_kind, record_id, id) where live = 1;
create index handoff_waiting on handoff (workspace, waiting, id) where waiting is not null;
create index handoff_carrier on handoff (workspace, carrier, id) where carrier is not null;
create index handoff_due on handoff (workspace, due_at, id) where due_at is not null;

create table task (
  workspace   text collate "C" not null,
  id          text collate "C" not null,
  record_kind text collate "C" not null,
  record_id   text collate "C" not null,
  due_at      bigint,
  body        text collate "C" not null,
  primary key (workspace, id)
);
create index task_record on task (workspace, record_kind, record_id, id);
create index task_due on task (workspace, due_at, id) where due_at is not null;

create table standing (
  workspace text collate "C" not null,
  queue     text collate "C" not null,
  member    text collate "C" not null,
  body      text collate "C" not null,
  primary key (workspace, queue, member)
);

create table presence (
  workspace text collate "C" not null,
  person    text collate "C" not null,
  due_at    bigint,
  body      text collate "C" not null,
  primary key (workspace, person)
);
create index presence_due on presence (workspace, due_at, person) where due_at is not null;

create table waiver (
  workspace   text collate "C" not null,
  id          text collate "C" not null,
  record_kind text collate "C" not null,
  record_id   text collate "C" not null,
  body        text collate "C" not null,
  primary key (workspace, id)
);
create index waiver_record on waiver (workspace, record_kind, record_id, id);

-- `open` is 1 until it was repaired or waived.
create table violation (
  workspace   text collate "C" not null,
  id          text collate "C" not null,
  record_kind text collate "C" not null,
  record_id   text collate "C" not null,
  open        bigint           not null,
  body        text collate "C" not null,
  primary key (workspace, id)
);
create index violation_open on violation (workspace, record_kind, record_id, id) where open = 1;

create table suppression (
  workspace text collate "C" not null,
  kind      text collate "C" not null,
  identity  text collate "C" not null,
  primary key (workspace, kind, identity)
);
