-- What goes out: endpoints read the ledger; only what could not be delivered is written down.
-- Step for step the same as for SQLite.

-- `body` is the endpoint's stored form, whose `enabled` is the column's. `reached` is the last entry dealt with. `ticket`
-- counts claims; the last was made at `claimed_at` and holds until `claimed_until`.
create table endpoint (
  workspace     text collate "C" not null,
  name          text collate "C" not null,
  body          text collate "C" not null,
  enabled       bigint           not null,
  disabled_why  text collate "C",
  reached       bigint           not null,
  failures      bigint           not null,
  wait_until    bigint,
  ticket        bigint           not null,
  claimed_at    bigint           not null,
  claimed_until bigint,
  primary key (workspace, name)
);

-- `next_at` is when it is tried again; a dead letter has none.
create table undelivered (
  workspace  text collate "C" not null,
  endpoint   text collate "C" not null,
  sequence   bigint           not null,
  part       bigint           not null,
  attempts   bigint           not null,
  tried_at   bigint           not null,
  next_at    bigint,
  last_error text collate "C" not null,
  primary key (workspace, endpoint, sequence, part)
);
create index undelivered_due on undelivered (workspace, endpoint, next_at, sequence, part) where next_at is not null;
