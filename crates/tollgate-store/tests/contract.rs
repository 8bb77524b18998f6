//! SQLite and PostgreSQL keep the contract.

mod common;

mod sqlite {
    use tollgate_testkit::{accounts_contract, outbox_contract, store_contract};

    store_contract!(super::common::Place::sqlite().kept_with_store());
    outbox_contract!(super::common::Place::sqlite().kept_with_store());
    accounts_contract!(super::common::Place::sqlite().kept_with_store());
}

mod postgres {
    use tollgate_testkit::{accounts_contract, outbox_contract, store_contract};

    store_contract!(super::common::Place::postgres().kept_with_store());
    outbox_contract!(super::common::Place::postgres().kept_with_store());
    accounts_contract!(super::common::Place::postgres().kept_with_store());
}
