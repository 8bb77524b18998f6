//! One server, listening on a socket in its own folder.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::program::{as_its_user, make_folder, path, postgres, program_of_package, run, version};

/// Waits until nobody holds the server's `users`, and a while longer; then stops the server and takes its folder away.
/// Whoever begins to use it meanwhile holds the door, so that it does not vanish before their eyes.
const WATCH: &str = r#"
while :; do
  flock --exclusive "$1/users" true
  sleep "$3"
  exec 9<"$2"
  flock --exclusive 9
  if flock --exclusive --nonblock "$1/users" true; then
    if [ -f "$1/pgbouncer.pid" ]; then kill "$(cat "$1/pgbouncer.pid")"; fi
    "$4" --pgdata "$1/data" --mode immediate stop
    rm -rf "$1"
    exit
  fi
  exec 9<&-
done
"#;

/// Nothing in it outlives the tests, so nothing waits for the disk.
const SETTINGS: &str = "
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
wal_level = replica
max_wal_senders = 4
hot_standby = on
lc_messages = 'C'
";

/// As a server in production is set up.
const DURABLE: &str = "
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 256MB
max_wal_size = 4GB
";

/// A server of PostgreSQL.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
    lingers: u32,
    /// Held as long as the server is used: the system lets go of it with the process.
    users: std::sync::OnceLock<File>,
}

impl Server {
    pub(super) fn at(folder: PathBuf, lingers: u32) -> Self {
        let server = Self {
            folder,
            lingers,
            users: std::sync::OnceLock::new(),
        };
        if server.is_running() {
            server.hold();
        }
        server
    }

    /// A place for a server that only the caller knows.
    pub(super) fn in_own_folder() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tollgate-postgres-{}-{number}", std::process::id());
        let server = Self::at(std::env::temp_dir().join(name), 0);
        make_folder(&server.folder);
        server
    }

    /// Starts the server, and has it stopped when nobody uses it any more.
    pub(super) fn start_watched(&self) {
        self.start();
        // Nobody but this process knows the server, so nobody stands at its door.
        let door = self.folder.join("door");
        File::create(&door).expect("a file to lock");
        self.watch(&door);
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Says that this process uses the server.
    fn hold(&self) {
        self.users.get_or_init(|| {
            let users = File::create(self.folder.join("users")).expect("a file to lock");
            users.lock_shared().expect("the server is used");
            users
        });
    }

    pub(super) fn is_running(&self) -> bool {
        let mut status = postgres("pg_ctl");
        status.arg("--pgdata").arg(self.data()).arg("status");
        self.data().exists() && status.output().is_ok_and(|said| said.status.success())
    }

    /// Makes an empty cluster.
    pub(super) fn make(&self) {
        drop(fs::remove_dir_all(&self.folder));
        make_folder(&self.folder);
        let mut init = postgres("initdb");
        init.arg("--pgdata").arg(self.data());
        init.args(["--no-sync", "--auth=trust", "--username=tollgate"]);
        init.args(["--encoding=UTF8", "--locale=C.UTF-8"]);
        if version() >= 15 {
            // A language's own order, so that a missing collation is noticed.
            init.args(["--locale-provider=icu", "--icu-locale=en-US"]);
        }
        run(&mut init);
        self.configure(SETTINGS);
    }

    /// From the next start on, what it acknowledges survives the machine.
    pub(super) fn make_durable(&self) {
        self.configure(DURABLE);
    }

    /// Adds `settings` to the server's configuration, from the next start on.
    fn configure(&self, settings: &str) {
        let path = self.data().join("postgresql.conf");
        let before = fs::read_to_string(&path).expect("the server's configuration");
        fs::write(&path, before + settings).expect("the server's configuration");
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Panics
    /// It does not start; the message is its own.
    pub fn start(&self) {
        self.hold();
        let mut start = postgres("pg_ctl");
        start.arg("--pgdata").arg(self.data());
        start
            .args(["--wait", "--timeout=60", "--silent"])
            .arg("--log");
        start.arg(self.folder.join("log"));
        start.arg(format!("--options=-k {}", self.folder.display()));
        // The server would keep what it inherits open.
        start.stdout(Stdio::null()).stderr(Stdio::null());
        let status = start.arg("start").status();
        let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert!(status.is_ok_and(|status| status.success()), "{}", log());
    }

    /// A server that follows this one, and answers questions meanwhile. From here on this one acknowledges only what the
    /// other one has as well.
    ///
    /// # Panics
    /// It cannot be made.
    pub fn standby(&self) -> Self {
        let standby = Self::in_own_folder();
        let mut copy = postgres("pg_basebackup");
        copy.arg("--pgdata").arg(standby.data());
        copy.arg("--host").arg(&self.folder);
        copy.args(["--username=tollgate", "--write-recovery-conf", "--no-sync"]);
        run(copy.args(["--wal-method=stream", "--checkpoint=fast"]));
        standby.start_watched();
        for setting in ["synchronous_standby_names = '*'", "synchronous_commit = on"] {
            self.sql("postgres", &format!("alter system set {setting}"));
        }
        self.sql("postgres", "select pg_reload_conf()");
        standby
    }

    /// Makes a standby the server that is written to.
    ///
    /// # Panics
    /// It does not become one.
    pub fn promote(&self) {
        let mut promote = postgres("pg_ctl");
        promote.arg("--pgdata").arg(self.data());
        run(promote.args(["--wait", "--silent", "promote"]));
    }

    /// Has the server listen on a port of `localhost` as well, encrypted with a certificate that nobody vouches for but
    /// itself. Gives the port, and the certificate's file.
    ///
    /// # Panics
    /// There is no `openssl`, or the server does not start again.
    pub fn encrypted(&self) -> (u16, PathBuf) {
        let (key, certificate) = (self.folder.join("key.pem"), self.folder.join("cert.pem"));
        let mut make = as_its_user(program_of_package("openssl", "/usr/bin/openssl"));
        make.args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        ]);
        make.args([
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
        ]);
        make.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
        run(make.arg("-keyout").arg(&key).arg("-out").arg(&certificate));
        // Free a moment ago, and asked for again at once.
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr());
        let port = port.expect("a port").port();
        self.configure(&format!(
            "listen_addresses = 'localhost'\nport = {port}\nssl = on\nssl_key_file = '{}'\nssl_cert_file = '{}'\n",
            key.display(),
            certificate.display()
        ));
        self.kill();
        self.start();
        (port, certificate)
    }

    /// Puts a pooler before the server that lends its connections for one transaction each, two at most. Gives its host
    /// and port, as a URL has them.
    ///
    /// # Panics
    /// There is none, or it does not start.
    pub fn pooler(&self) -> String {
        let file = self.folder.join("pgbouncer.ini");
        let folder = self.folder.display();
        let settings = format!(
            "[databases]\n* = host={folder} user=tollgate\n[pgbouncer]\nunix_socket_dir = {folder}\n\
             listen_port = 6432\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n\
             logfile = {folder}/pgbouncer.log\npidfile = {folder}/pgbouncer.pid\n"
        );
        fs::write(&file, settings).expect("the pooler's configuration");
        let mut start = as_its_user(program_of_package("pgbouncer", "/usr/sbin/pgbouncer"));
        start.args(["--daemon", "--quiet"]).arg(&file);
        start.stdout(Stdio::null()).stderr(Stdio::null());
        let started = start.status().is_ok_and(|status| status.success());
        assert!(started, "pgbouncer does not start; see pgbouncer.log");
        format!("{}:6432", self.host())
    }

    /// Stops the server at once, as a power cut would.
    ///
    /// # Panics
    /// It does not stop.
    pub fn kill(&self) {
        let mut stop = postgres("pg_ctl");
        stop.arg("--pgdata").arg(self.data());
        run(stop.args(["--mode=immediate", "--wait", "--silent", "stop"]));
    }

    /// Has a process of its own watch over the server, which ends when nobody uses it; `door` is held by who begins to.
    pub(super) fn watch(&self, door: &Path) {
        let as_its_user = as_its_user("sh".as_ref());
        // A session of its own, so that it is not stopped together with the tests.
        let mut watch = Command::new("setsid");
        watch.arg("--fork");
        watch.arg(as_its_user.get_program());
        watch.args(as_its_user.get_args());
        watch.args(["-c", WATCH, "watch"]);
        watch.arg(&self.folder).arg(door);
        watch.arg(self.lingers.to_string()).arg(path("pg_ctl"));
        watch.stdin(Stdio::null()).stdout(Stdio::null());
        watch.stderr(Stdio::null());
        let status = watch.status();
        let begun = status.is_ok_and(|status| status.success());
        assert!(
            begun,
            "`setsid` gives no process that watches over the server"
        );
    }

    /// Makes a database called `name` with what is in `template`, and gives its URL.
    ///
    /// # Panics
    /// There is one already.
    pub fn create(&self, name: &str, template: &str) -> String {
        let create = format!("create database {name} template {template}");
        self.sql("postgres", &create);
        self.url(name)
    }

    /// The URL of the database called `name`.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://tollgate@{}/{name}", self.host())
    }

    /// The host as a URL has it: the socket's folder.
    pub fn host(&self) -> String {
        self.folder.display().to_string().replace('/', "%2F")
    }

    /// The folder of the socket.
    pub fn socket(&self) -> &Path {
        &self.folder
    }

    /// What `statement` answers in the database called `name`, a row a line.
    ///
    /// # Panics
    /// The server refuses it.
    pub fn sql(&self, name: &str, statement: &str) -> String {
        psql(&self.url(name), statement)
    }
}

/// What `statement` answers in the database at `url`, a row a line.
///
/// # Panics
/// The server refuses it.
pub fn psql(url: &str, statement: &str) -> String {
    let mut psql = postgres("psql");
    psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
    psql.args(["--set=ON_ERROR_STOP=1", "--command", statement]);
    run(psql.arg(url))
}
