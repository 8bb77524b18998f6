-- Where a workspace's ledger ends, which nobody else can move until the transaction ends.
-- In:  $1 workspace.   Out: sequence.
-- Index: primary key. SQLite has one writer, who holds every head.
select sequence
  from workspace
 where workspace = $1 /*pg for update */
