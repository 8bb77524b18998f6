-- The entries about a handoff of a known record before entry $2, the last first.
-- In:  $1 workspace, $2 sequence, $3 at most this many, $4 and $5 the record, $6 handoff.   Out: the entry.
-- Index: ledger_record (workspace, record_kind, record_id, sequence). SQLite is told, or it walks
--        the primary key, which holds the whole entry.
select sequence, at, tag, record_kind, record_id, handoff, body, digest, hash
  from ledger /*sqlite indexed by ledger_record */
 where workspace = $1
   and record_kind = $4
   and record_id = $5
   and handoff = $6
   and sequence < $2
 order by sequence desc
 limit $3
