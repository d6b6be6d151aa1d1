use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Says on a terminal what is being done once it has taken a second.
pub struct Waiting {
    stages: Option<Sender<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Waiting {
    pub fn new(stage: &str) -> Waiting {
        if !std::io::stderr().is_terminal() {
            return Waiting { stages: None, thread: None };
        }
        let (sender, stages) = channel::<String>();
        let mut stage = stage.to_owned();
        let thread = std::thread::spawn(move || {
            let begun = Instant::now();
            let mut shown = false;
            loop {
                match stages.recv_timeout(Duration::from_millis(250)) {
                    Ok(next) => stage = next,
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {}
                }
                if begun.elapsed() >= Duration::from_secs(1) {
                    shown = true;
                    eprint!("\r\x1b[K{stage}, {} s", begun.elapsed().as_secs());
                    let _ = std::io::stderr().flush();
                }
            }
            if shown {
                eprint!("\r\x1b[K");
            }
        });
        Waiting { stages: Some(sender), thread: Some(thread) }
    }

    /// Names the stage that begins.
    pub fn now(&self, stage: &str) {
        if let Some(stages) = &self.stages {
            let _ = stages.send(stage.to_owned());
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
