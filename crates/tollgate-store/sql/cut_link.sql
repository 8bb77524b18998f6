-- A field of a record no longer points at another record. PostgreSQL cuts many in one statement.
-- In:  $1 workspace, $2 kind, $3 id, $4 field.
-- Index: primary key.
delete from link
 where workspace = $1
   /*sqlite and kind = $2 and id = $3 and field = $4 */
   /*pg and (kind, id, field) in (values ($2, $3, $4)) */
