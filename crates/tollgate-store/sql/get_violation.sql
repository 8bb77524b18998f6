-- One violation.
-- In:  $1 workspace, $2 id.   Out: body.
-- Index: primary key.
select body
  from violation
 where workspace = $1
   and id = $2
