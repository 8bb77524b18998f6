-- What goes out: endpoints read the ledger; only what could not be delivered is written down.

-- `body` is the endpoint's stored form, whose `enabled` is the column's. `reached` is the last entry dealt with. `ticket`
-- counts claims; the last was made at `claimed_at` and holds until `claimed_until`.
create table endpoint (
  workspace     text   not null,
  name          text   not null,
  body          text   not null,
  enabled       bigint not null,
  disabled_why  text,
  reached       bigint not null,
  failures      bigint not null,
  wait_until    bigint,
  ticket        bigint not null,
  claimed_at    bigint not null,
  claimed_until bigint,
  primary key (workspace, name)
) without rowid;

-- `next_at` is when it is tried again; a dead letter has none.
create table undelivered (
  workspace  text   not null,
  endpoint   text   not null,
  sequence   bigint not null,
  part       bigint not null,
  attempts   bigint not null,
  tried_at   bigint not null,
  next_at    bigint,
  last_error text   not null,
  primary key (workspace, endpoint, sequence, part)
) without rowid;
create index undelivered_due on undelivered (workspace, endpoint, next_at, sequence, part) where next_at is not null;
