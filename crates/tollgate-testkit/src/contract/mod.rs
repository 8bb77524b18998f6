//! What a store promises, clause by clause; [`store_contract!`](crate::store_contract) holds a store to all of them.

#[expect(missing_docs, reason = "a clause is named after what it claims")]
pub mod accounts;
mod desk;
#[expect(missing_docs, reason = "a clause is named after what it claims")]
pub mod look_ups;
#[expect(missing_docs, reason = "a clause is named after what it claims")]
pub mod outbox;
#[expect(missing_docs, reason = "a clause is named after what it claims")]
pub mod rows;

/// Runs every clause as a test of its own; `$store` makes an empty store of the workspace `acme`, and
/// beside it what has to be kept as long as it is used.
#[macro_export]
macro_rules! store_contract {
    ($store:expr) => {
        $crate::store_contract! { @ $store, rows;
            a_workspace_begins_with_nothing
            what_was_committed_is_there
            what_one_handle_commits_another_sees
            a_row_is_replaced_by_its_later_self
            a_transaction_that_is_dropped_leaves_nothing
            a_transaction_that_is_refused_leaves_nothing
            rows_come_in_the_bytewise_order_of_their_keys
            a_stream_ends_when_it_is_broken_off
            a_delivery_is_known_by_its_own_spelling
            any_row_comes_back_as_it_was
            a_proposal_is_kept_with_what_became_of_it
        }
        $crate::store_contract! { @ $store, look_ups;
            a_record_comes_with_what_is_on_it
            a_link_counts_as_long_as_it_points_there
            an_identity_counts_as_long_as_it_is_held
            a_suppressed_identity_is_found_in_its_own_spelling
            handoffs_that_may_change_come_page_by_page
            handoffs_that_may_change_come_by_when_they_are_due
            handoffs_of_a_point_come_by_when_they_count
            records_of_a_kind_come_page_by_page
            handoffs_are_found_by_where_they_wait_and_who_carries_them
            what_came_back_is_found_by_who_sent_it
            tasks_are_found_by_where_they_wait_and_whose_they_are
            tasks_come_in_the_order_of_their_ids
            alarms_come_in_their_order
            entries_are_found_by_what_they_are_about
            entries_are_read_from_the_last_one_back
            an_entry_tells_when_it_happened
        }
    };
    (@ $store:expr, $group:ident; $($clause:ident)+) => {$(
        #[test]
        fn $clause() {
            let (_kept, store) = $store;
            $crate::contract::$group::$clause(store);
        }
    )+};
}

/// Runs every clause of the outbox as a test of its own; `$store` makes a store as for
/// [`store_contract!`](crate::store_contract), which is an outbox too.
#[macro_export]
macro_rules! outbox_contract {
    ($store:expr) => {
        $crate::store_contract! { @ $store, outbox;
            a_new_endpoint_begins_at_the_end_of_the_ledger
            an_endpoint_comes_back_as_it_was_put
            an_endpoint_that_is_put_again_keeps_its_place
            an_endpoint_is_switched_and_keeps_what_else_is_set
            an_endpoint_that_wanted_no_more_is_switched_on_again
            an_endpoint_that_is_removed_takes_its_messages_along
            an_endpoint_is_claimed_once_there_is_something_to_tell
            a_claim_ends_with_its_lease
            a_claim_that_was_lost_records_nothing
            the_endpoint_that_waited_longest_comes_first
            an_endpoint_that_waits_or_is_disabled_is_not_claimed
            an_endpoint_that_wants_no_more_is_disabled
            messages_that_are_due_come_with_the_claim
            a_dead_letter_stays_until_it_is_redelivered
            pages_of_undelivered_messages_follow_one_another
            the_next_instant_is_the_earliest_of_all
        }
    };
}

/// Runs every clause of accounts and tokens as a test of its own; `$store` makes a store as for
/// [`store_contract!`](crate::store_contract), which keeps accounts and tokens too.
#[macro_export]
macro_rules! accounts_contract {
    ($store:expr) => {
        $crate::store_contract! { @ $store, accounts;
            an_account_comes_back_as_it_was_added
            a_name_and_an_identity_are_taken_once
            only_one_account_is_the_first
            an_identity_finds_its_account
            an_account_is_changed_with_nobody_in_between
            a_session_is_found_by_its_digest_until_it_is_ended
            one_session_is_ended_under_each_of_its_secrets
            a_session_that_was_ended_does_not_come_back
            what_is_good_once_is_taken_once
            what_has_ended_is_forgotten
            a_token_comes_back_as_it_was_put
        }
    };
}
