-- What people look at, by where it stands: open handoffs by age and by when they are due, what came back to its sender, those
-- of a point by when they count to a period, tasks by who does them. A handoff that nothing makes due stands at the end of time.
--
-- What is in one index alone is null elsewhere: of several indices over `live = 1`, a server without statistics takes any.
alter table handoff add column live_id text collate "C";
alter table handoff add column soonest_due bigint;
alter table handoff add column returned_to text collate "C";
alter table handoff add column point text collate "C" not null default '';
alter table handoff add column counted_at bigint not null default 0;
update handoff
   set live_id = case live when 1 then id end,
       soonest_due = case live when 1 then coalesce((
         select min((clock ->> 'due_at')::bigint)
           from jsonb_array_elements(body::jsonb -> 'clocks') clock
          where clock ->> 'stopped_at' is null
            and clock ->> 'cancelled' is null
            and (clock #>> '{paused,-1,1}' is not null or clock -> 'paused' is null)
       ), 253370764800000000) end,
       returned_to = case when body::jsonb ->> 'state' = 'returned' then body::jsonb ->> 'sender' end,
       point = body::jsonb ->> 'point',
       counted_at = coalesce((body::jsonb ->> 'offered_at')::bigint, (body::jsonb ->> 'opened_at')::bigint);
drop index handoff_live;
create index handoff_live on handoff (workspace, record_kind, record_id, live_id) where live_id is not null;
create index handoff_record on handoff (workspace, record_kind, record_id, id);
create index handoff_oldest on handoff (workspace, live_id) where live_id is not null;
create index handoff_soonest_due on handoff (workspace, soonest_due, id) where soonest_due is not null;
create index handoff_returned on handoff (workspace, returned_to, id) where returned_to is not null;
create index handoff_point on handoff (workspace, point, counted_at, id);
alter table task add column waiting text collate "C";
alter table task add column carrier text collate "C";
update task
   set waiting = case when body::jsonb ->> 'assignee' is null then body::jsonb ->> 'queue' end,
       carrier = body::jsonb ->> 'assignee'
 where body::jsonb ->> 'state' <> 'done';
create index task_waiting on task (workspace, waiting, id) where waiting is not null;
create index task_carrier on task (workspace, carrier, id) where carrier is not null;
