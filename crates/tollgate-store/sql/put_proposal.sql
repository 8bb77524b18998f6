-- Adds a proposal, or says what became of it.
-- In:  $1 workspace, then id, base, source, open, who, person, at, resolved, resolved_by, resolved_person, resolved_at, says; instants in µs UTC.
-- Index: primary key.
insert into proposal (workspace, id, base, source, open, who, person, at, resolved, resolved_by, resolved_person, resolved_at, says)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (workspace, id) do update
   set resolved = excluded.resolved, resolved_by = excluded.resolved_by, resolved_person = excluded.resolved_person, resolved_at = excluded.resolved_at, says = excluded.says
