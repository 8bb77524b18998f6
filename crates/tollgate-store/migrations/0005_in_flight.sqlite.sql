-- What a publication did to the handoffs that were open: `pin`, `migrate` or `reevaluate`; null where it was not asked.
alter table revision add column open text;
