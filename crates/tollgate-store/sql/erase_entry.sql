-- Replaces the body of an entry from which a person was erased; its digest and its link stay. PostgreSQL takes many at once.
-- In:  $1 workspace, $2 sequence, $3 body.
-- Index: primary key.
update ledger
   set body = /*sqlite $3 */ /*pg given.body from (values ($2, $3)) as given (sequence, body) */
 where workspace = $1
   and /*sqlite sequence = $2 */ /*pg ledger.sequence = given.sequence::bigint */
