//! The server: it listens on this machine alone, and says by which address.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use money::Date;

use crate::app::{App, router};
use crate::guard::Guard;

/// What is served, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The campaign's folder.
    pub folder: PathBuf,
    /// The port; 0 is one that is free.
    pub port: u16,
    /// The day that pages are of, instead of today.
    pub as_of: Option<Date>,
    /// A way of five minutes through it, for an example.
    pub guide: Option<crate::Guide>,
    /// How long pages wait for long work.
    pub pace: crate::Pace,
    /// Whether the case is made as soon as its files are read, before a page asks for it.
    pub ahead: bool,
}

/// Why nothing can be served.
#[derive(Debug)]
pub enum ServeError {
    /// The campaign cannot be opened.
    Campaign(desk::DeskError),
    /// The port is taken, or may not be used.
    Port(u16, std::io::Error),
    /// The machine gives no random bytes, or no threads.
    Machine(String),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ServeError::Campaign(error) => error.fmt(f),
            ServeError::Port(port, error) => {
                write!(
                    f,
                    "port {port} of this machine cannot be listened on: {error}\n  mend: name another, or none: --port 0"
                )
            }
            ServeError::Machine(why) => write!(f, "nothing can be served: {why}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// A server that listens already, and answers once it runs.
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
    address: String,
}

impl Server {
    /// Opens the campaign, and listens on the loopback address.
    ///
    /// # Errors
    ///
    /// The campaign cannot be opened, or the port not listened on.
    pub fn bind(options: &Options) -> Result<Server, ServeError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let port = |error| ServeError::Port(options.port, error);
        let listener = TcpListener::bind(address).map_err(port)?;
        listener.set_nonblocking(true).map_err(port)?;
        let bound = listener.local_addr().map_err(port)?.port();
        let guard = Guard::new(bound).map_err(|error| ServeError::Machine(error.to_string()))?;
        let address = guard.address();
        let app = App::new(options, guard).map_err(ServeError::Campaign)?;
        Ok(Server { listener, app: Arc::new(app), address })
    }

    /// The address to open: whoever has it comes in.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether the folder holds a campaign; else every page leads to the one that begins it.
    pub fn has_campaign(&self) -> bool {
        self.app.has_campaign()
    }

    /// Answers until somebody closes it, on a page or by Control-C.
    ///
    /// # Errors
    ///
    /// The machine gives no threads, or stops listening.
    pub fn run(self) -> Result<(), ServeError> {
        let machine = |error: std::io::Error| ServeError::Machine(error.to_string());
        let threads = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_io()
            .enable_time()
            .build()
            .map_err(machine)?;
        threads.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(machine)?;
            let app = Arc::clone(&self.app);
            tokio::spawn(tidied(Arc::clone(&self.app)));
            let closed = async move {
                tokio::select! {
                    _ = tokio::signal::ctrl_c() => {}
                    () = app.closed.notified() => {}
                }
            };
            let courses = Arc::clone(&self.app.courses);
            let served = axum::serve(listener, router(self.app))
                .with_graceful_shutdown(closed)
                .await
                .map_err(machine);
            courses.close();
            served
        })
    }
}

/// Forgets the vault's key when its time is over, whether anybody asks for a page or not.
async fn tidied(app: Arc<App>) {
    let mut often = tokio::time::interval(Duration::from_secs(1));
    loop {
        often.tick().await;
        app.keys.tidy();
    }
}
