-- A delivery was dealt with.
-- In:  $1 workspace, $2 key, $3 sequence of the last entry it led to, $4 the one before the first, $5 digest of the body.
-- Index: primary key.
insert into source_key (workspace, key, sequence, after, body)
values ($1, $2, $3, $4, $5)
