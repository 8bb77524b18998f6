-- A delivery was dealt with.
-- In:  $1 workspace, $2 key, $3 sequence of the last entry it led to.
-- Index: primary key.
insert into source_key (workspace, key, sequence)
values ($1, $2, $3)
