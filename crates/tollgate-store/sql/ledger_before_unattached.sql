-- The entries about no record before entry $2, the last first.
-- In:  $1 workspace, $2 sequence, $3 at most this many.   Out: the entry.
-- Index: ledger_record (workspace, record_kind, record_id, sequence).
select sequence, at, tag, record_kind, record_id, handoff, body, digest, hash
  from ledger /*sqlite indexed by ledger_record */
 where workspace = $1
   and record_kind is null
   and record_id is null
   and sequence < $2
 order by sequence desc
 limit $3
