-- Adds or replaces an identity that nobody may contact.
-- In:  $1 workspace, $2 kind, $3 identity.
-- Index: primary key.
insert into suppression (workspace, kind, identity)
values ($1, $2, $3)
    on conflict (workspace, kind, identity) do nothing
