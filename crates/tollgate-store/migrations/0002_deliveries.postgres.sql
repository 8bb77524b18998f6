-- A delivery's whole answer can be given again, and the same key with another body is told apart.
alter table source_key add column after bigint not null default 0;
alter table source_key add column body  bytea;
