-- Every session of an account is ended.
-- In:  $1 workspace, $2 account.
-- Index: session_account (workspace, account, digest).
delete from session
 where workspace = $1
   and account = $2
