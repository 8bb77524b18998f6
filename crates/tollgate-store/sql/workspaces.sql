-- The workspaces in the database. The one question that no workspace asks.
-- Out: workspace.
-- Index: primary key.
select workspace
  from workspace
 order by workspace
