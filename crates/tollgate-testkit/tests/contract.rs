//! The memory store keeps the contract.

use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::{accounts_contract, outbox_contract, store_contract};

store_contract!(((), MemoryStore::new("acme")));
outbox_contract!(((), MemoryStore::new("acme")));
accounts_contract!(((), MemoryStore::new("acme")));
