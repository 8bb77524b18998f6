-- A workspace's rows that wait for an instant after $2, the earliest first.
-- In:  $1 workspace, $2 after (µs UTC), $3 at most this many.   Out: due_at (µs UTC), table, kind (records only), key.
-- Index: record_due, handoff_due, task_due, presence_due.
select due_at, what, kind, id
  from (
    select * from (
      select due_at, 1 as place, 'record' as what, kind, id
        from record
       where workspace = $1 and due_at > $2
       order by due_at, kind, id limit $3) as records
    union all
    select * from (
      select due_at, 2 as place, 'handoff' as what, '' as kind, id
        from handoff
       where workspace = $1 and due_at > $2
       order by due_at, id limit $3) as handoffs
    union all
    select * from (
      select due_at, 3 as place, 'task' as what, '' as kind, id
        from task
       where workspace = $1 and due_at > $2
       order by due_at, id limit $3) as tasks
    union all
    select * from (
      select due_at, 4 as place, 'presence' as what, '' as kind, person as id
        from presence
       where workspace = $1 and due_at > $2
       order by due_at, person limit $3) as presences
  ) as rows_due
 order by due_at, place, kind, id
 limit $3
