-- An identity is no longer kept as it is, its person being erased. PostgreSQL cuts many in one statement.
-- In:  $1 workspace, $2 kind, $3 identity.
-- Index: primary key.
delete from suppression
 where workspace = $1
   /*sqlite and kind = $2 and identity = $3 */
   /*pg and (kind, identity) in (values ($2, $3)) */
