-- A workspace's proposals, the latest first.
-- In:  $1 workspace, $2 at most this many.   Out: the proposals; instants in µs UTC.
-- Index: primary key.
select id, base, source, open, who, person, at, resolved, resolved_by, resolved_person, resolved_at, says
  from proposal
 where workspace = $1
 order by id desc
 limit $2
