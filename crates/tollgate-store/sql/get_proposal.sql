-- One proposal.
-- In:  $1 workspace, $2 id.   Out: the proposal; instants in µs UTC.
-- Index: primary key.
select id, base, source, open, who, person, at, resolved, resolved_by, resolved_person, resolved_at, says
  from proposal
 where workspace = $1
   and id = $2
