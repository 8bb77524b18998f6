-- The first schema. Every key starts with the workspace; text compares bytewise; instants are microseconds UTC.

create table workspace (
  workspace text   not null,
  sequence  bigint not null,
  hash      blob   not null,
  at        bigint not null,
  revision  bigint not null,
  primary key (workspace)
) without rowid;

create table revision (
  workspace text   not null,
  revision  bigint not null,
  at        bigint not null,
  source    text   not null,
  digest    blob   not null,
  primary key (workspace, revision)
);

-- What happened. `record_*` and `handoff` say what it is about; body, digest and hash are the chain.
create table ledger (
  workspace   text   not null,
  sequence    bigint not null,
  at          bigint not null,
  tag         text   not null,
  record_kind text,
  record_id   text,
  handoff     text,
  body        text   not null,
  digest      blob   not null,
  hash        blob   not null,
  primary key (workspace, sequence)
) without rowid;
create index ledger_record on ledger (workspace, record_kind, record_id, sequence);

-- Deliveries that were dealt with.
create table source_key (
  workspace text   not null,
  key       text   not null,
  sequence  bigint not null,
  primary key (workspace, key)
) without rowid;

-- State: key, what it is looked up by, and the row's stored form.
create table record (
  workspace text not null,
  kind      text not null,
  id        text not null,
  identity  text,
  due_at    bigint,
  body      text not null,
  primary key (workspace, kind, id)
);
create index record_identity on record (workspace, kind, identity, id) where identity is not null;
create index record_due on record (workspace, due_at, kind, id) where due_at is not null;

-- Which record points at which other one, and through which of its fields.
create table link (
  workspace text not null,
  kind      text not null,
  id        text not null,
  field     text not null,
  to_kind   text not null,
  to_id     text not null,
  primary key (workspace, kind, id, field)
) without rowid;
create index link_to on link (workspace, to_kind, to_id, kind, id);

-- `live` is 1 while it is open or may open again; `waiting` names the queue it waits in; `carrier` who carries it.
create table handoff (
  workspace   text   not null,
  id          text   not null,
  record_kind text   not null,
  record_id   text   not null,
  live        bigint not null,
  waiting     text,
  carrier     text,
  due_at      bigint,
  body        text   not null,
  primary key (workspace, id)
);
create index handoff_live on handoff (workspace, record_kind, record_id, id) where live = 1;
create index handoff_waiting on handoff (workspace, waiting, id) where waiting is not null;
create index handoff_carrier on handoff (workspace, carrier, id) where carrier is not null;
create index handoff_due on handoff (workspace, due_at, id) where due_at is not null;

create table task (
  workspace   text not null,
  id          text not null,
  record_kind text not null,
  record_id   text not null,
  due_at      bigint,
  body        text not null,
  primary key (workspace, id)
);
create index task_record on task (workspace, record_kind, record_id, id);
create index task_due on task (workspace, due_at, id) where due_at is not null;

create table standing (
  workspace text not null,
  queue     text not null,
  member    text not null,
  body      text not null,
  primary key (workspace, queue, member)
) without rowid;

create table presence (
  workspace text not null,
  person    text not null,
  due_at    bigint,
  body      text not null,
  primary key (workspace, person)
) without rowid;
create index presence_due on presence (workspace, due_at, person) where due_at is not null;

create table waiver (
  workspace   text not null,
  id          text not null,
  record_kind text not null,
  record_id   text not null,
  body        text not null,
  primary key (workspace, id)
);
create index waiver_record on waiver (workspace, record_kind, record_id, id);

-- `open` is 1 until it was repaired or waived.
create table violation (
  workspace   text   not null,
  id          text   not null,
  record_kind text   not null,
  record_id   text   not null,
  open        bigint not null,
  body        text   not null,
  primary key (workspace, id)
);
create index violation_open on violation (workspace, record_kind, record_id, id) where open = 1;

create table suppression (
  workspace text not null,
  kind      text not null,
  identity  text not null,
  primary key (workspace, kind, identity)
) without rowid;
