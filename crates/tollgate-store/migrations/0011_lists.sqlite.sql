-- What people look at, by where it stands: open handoffs by age and by when they are due, what came back to its sender, those
-- of a point by when they count to a period, tasks by who does them. A handoff that nothing makes due stands at the end of time.
--
-- What is in one index alone is null elsewhere: of several indices over `live = 1`, a server without statistics takes any.
alter table handoff add column live_id text;
alter table handoff add column soonest_due bigint;
alter table handoff add column returned_to text;
alter table handoff add column point text not null default '';
alter table handoff add column counted_at bigint not null default 0;
update handoff
   set live_id = case live when 1 then id end,
       soonest_due = case live when 1 then coalesce((
         select min(clock.value ->> 'due_at')
           from json_each(body, '$.clocks') clock
          where clock.value ->> 'stopped_at' is null
            and clock.value ->> 'cancelled' is null
            and (clock.value ->> '$.paused[#-1][1]' is not null or clock.value ->> 'paused' is null)
       ), 253370764800000000) end,
       returned_to = case when body ->> 'state' = 'returned' then body ->> 'sender' end,
       point = body ->> 'point',
       counted_at = coalesce(body ->> 'offered_at', body ->> 'opened_at');
drop index handoff_live;
create index handoff_live on handoff (workspace, record_kind, record_id, live_id) where live_id is not null;
create index handoff_record on handoff (workspace, record_kind, record_id, id);
create index handoff_oldest on handoff (workspace, live_id) where live_id is not null;
create index handoff_soonest_due on handoff (workspace, soonest_due, id) where soonest_due is not null;
create index handoff_returned on handoff (workspace, returned_to, id) where returned_to is not null;
create index handoff_point on handoff (workspace, point, counted_at, id);
alter table task add column waiting text;
alter table task add column carrier text;
update task
   set waiting = case when body ->> 'assignee' is null then body ->> 'queue' end,
       carrier = body ->> 'assignee'
 where body ->> 'state' <> 'done';
create index task_waiting on task (workspace, waiting, id) where waiting is not null;
create index task_carrier on task (workspace, carrier, id) where carrier is not null;
