-- Adds the key that something about people is kept under; the first one stays.
-- In:  $1 workspace, $2 what for, $3 key (32 bytes).
-- Index: primary key.
insert into personal_key (workspace, purpose, key)
values ($1, $2, $3)
    on conflict (workspace, purpose) do nothing
