//! The database's server fails under load, and another takes over: the service goes on with it.

use tollgate_testkit::postgres::server;

use crate::clients::{Door, under_load};
use crate::ledger::Ledger;
use crate::process::Workspace;
use crate::waiting::until;

/// Requests that are begun before the server fails, and after another has taken over.
const REQUESTS: usize = 200;

#[test]
fn the_service_goes_on_with_the_server_that_took_over() {
    let primary = server();
    primary.create("acme", "template1");
    let standby = primary.standby();
    let hosts = format!("{},{}", primary.host(), standby.host());
    let url = format!("postgres://tollgate@{hosts}/acme?target_session_attrs=read-write");
    let workspace = Workspace::at(&url);
    let served = workspace.serve();
    let doors = [Door::of(&served)];
    let acknowledged = under_load(&doors, 4, |load| {
        let reaches = |many| {
            until("requests are begun", || {
                (load.attempts() >= many).then_some(())
            })
        };
        reaches(REQUESTS);
        primary.kill();
        standby.promote();
        reaches(load.attempts() + REQUESTS);
    });
    Ledger::once_all_fired(&served).holds(&acknowledged);
    workspace.verify();
}
