-- Who has an identity is found by it alone: beside the primary key, an index that also began with the kind looked no better
-- to a server without statistics, which then read every record of the kind.
drop index record_identity;
create index record_identity on record (workspace, identity, id) where identity is not null;
