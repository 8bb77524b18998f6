//! The memory store keeps the contract.

use tollgate_testkit::memory::MemoryStore;
use tollgate_testkit::store_contract;

store_contract!(((), MemoryStore::new("acme")));
