//! The memory store keeps the contract.

use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::{outbox_contract, store_contract};

store_contract!(((), MemoryStore::new("acme")));
outbox_contract!(((), MemoryStore::new("acme")));
