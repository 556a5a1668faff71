//! The voice of Linux: speech-dispatcher, spoken to in its own protocol (SSIP) over its socket.
//!
//! The protocol is lines: a command, answered by lines that begin with a number of three digits, the last of which has
//! a space after the number and the others a minus. 2xx is success, 3xx–5xx an error. See "SSIP" in speech-dispatcher's
//! documentation.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{Tongue, VoiceError};

/// A server that takes longer than this over a step does not answer at all.
const PATIENCE: Duration = Duration::from_secs(2);
/// An answer is a few short lines; more is no answer.
const MOST_ANSWER_BYTES: u64 = 4_096;

/// A connection to speech-dispatcher. When it closes, the server lets go of this client.
pub(super) struct Dispatcher {
    lines: BufReader<UnixStream>,
}

impl Dispatcher {
    /// The server of this session, started if it is installed and does not run.
    pub(super) fn find() -> Result<Dispatcher, VoiceError> {
        let address = std::env::var("SPEECHD_ADDRESS").ok();
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let socket = socket_of(address.as_deref(), runtime.as_deref())
            .ok_or_else(|| VoiceError("this session has no place for a speech server".to_owned()))?;
        Dispatcher::connect(&socket).or_else(|_not_running| {
            spawn_server("speech-dispatcher", &socket)?;
            Dispatcher::connect(&socket)
        })
    }

    fn connect(socket: &Path) -> Result<Dispatcher, VoiceError> {
        let stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut dispatcher = Dispatcher { lines: BufReader::new(stream) };
        dispatcher.ask("SET SELF CLIENT_NAME user:supple:main")?;
        dispatcher.ask("SET SELF LANGUAGE en")?;
        Ok(dispatcher)
    }

    /// Sends a command, which is no user's text, and waits for its answer.
    fn ask(&mut self, command: &str) -> Result<(), VoiceError> {
        self.send(&format!("{command}\r\n"))
    }

    fn send(&mut self, lines: &str) -> Result<(), VoiceError> {
        self.lines.get_mut().write_all(lines.as_bytes())?;
        let mut answer = self.lines.by_ref().take(MOST_ANSWER_BYTES);
        loop {
            let mut line = String::new();
            if answer.read_line(&mut line)? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            match (line.as_bytes().first(), line.as_bytes().get(3)) {
                (Some(b'2'), Some(b'-')) => {}
                (Some(b'2'), _) => return Ok(()),
                _ => return Err(VoiceError(format!("the speech server says: {}", line.trim_end()))),
            }
        }
    }
}

impl Tongue for Dispatcher {
    fn say(&mut self, text: &str, volume_percent: u8) -> Result<(), VoiceError> {
        self.hush()?;
        self.ask(&format!("SET SELF VOLUME {}", volume_of(volume_percent)))?;
        self.ask("SPEAK")?;
        self.send(&as_data(text))
    }

    fn hush(&mut self) -> Result<(), VoiceError> {
        self.ask("CANCEL SELF")
    }
}

/// The volume of the protocol, from −100 to 100.
fn volume_of(volume_percent: u8) -> i16 {
    i16::from(volume_percent.min(100)) * 2 - 100
}

/// A text as the data of `SPEAK`, which end with a line of a single dot; a dot that begins a line is doubled.
fn as_data(text: &str) -> String {
    let mut data = String::new();
    for line in text.lines() {
        data.push_str(if line.starts_with('.') { "." } else { "" });
        // A lone return would end a line for the server, but not for us.
        data.push_str(&line.replace('\r', " "));
        data.push_str("\r\n");
    }
    data + ".\r\n"
}

/// Where the server of a session listens: as `SPEECHD_ADDRESS` says, else where the server puts it by itself.
fn socket_of(address: Option<&str>, runtime: Option<&Path>) -> Option<PathBuf> {
    match address.and_then(|address| address.strip_prefix("unix_socket:")) {
        Some(path) if !path.is_empty() => Some(PathBuf::from(path)),
        _ => Some(runtime?.join("speech-dispatcher").join("speechd.sock")),
    }
}

/// Starts a server that listens on `socket`, and waits until it does: it goes into the background by itself then.
fn spawn_server(program: &str, socket: &Path) -> Result<(), VoiceError> {
    let mut child = Command::new(program)
        .args(["--spawn", "--communication-method", "unix_socket", "--socket-path"])
        .arg(socket)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| VoiceError(format!("{program}: {error}")))?;
    wait_for(&mut child, PATIENCE)
}

/// Waits for the end of a process, and ends it where it takes longer than `patience`.
fn wait_for(child: &mut Child, patience: Duration) -> Result<(), VoiceError> {
    const STEP: Duration = Duration::from_millis(20);
    for _ in 0..patience.as_millis() / STEP.as_millis() {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(VoiceError(format!("the speech server did not start: {status}"))),
            None => std::thread::sleep(STEP),
        }
    }
    // An error says that it has ended by itself after all.
    let _ = child.kill();
    child.wait()?;
    Err(VoiceError("the speech server takes too long to start".to_owned()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::thread;

    use super::*;

    /// A server that answers each line with the next answer, then hangs up; it returns what it read.
    #[expect(clippy::disallowed_methods, reason = "joined by the test")]
    fn server(socket: &Path, answers: &'static [&'static str]) -> thread::JoinHandle<Vec<String>> {
        let listener = UnixListener::bind(socket).expect("a socket in a folder of our own");
        thread::spawn(move || {
            let (stream, _) = listener.accept().expect("the voice connects");
            let mut lines = BufReader::new(stream);
            let mut read = Vec::new();
            let mut answers = answers.iter();
            let mut is_text = false;
            loop {
                let mut line = String::new();
                if lines.read_line(&mut line).expect("lines are text") == 0 {
                    return read;
                }
                read.push(line.clone());
                is_text = line == "SPEAK\r\n" || (is_text && line != ".\r\n");
                if is_text && line != "SPEAK\r\n" {
                    continue;
                }
                let Some(answer) = answers.next() else { return read };
                lines.get_mut().write_all(answer.as_bytes()).expect("the voice listens");
            }
        })
    }

    const HELLO: [&str; 2] = ["208 OK CLIENT NAME SET\r\n", "201 OK LANGUAGE SET\r\n"];

    #[test]
    fn a_text_goes_to_the_server_as_data_after_what_it_was_saying_is_cut_off() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let socket = folder.path().join("speechd.sock");
        let server = server(
            &socket,
            &[
                HELLO[0],
                HELLO[1],
                "213 OK CANCELED\r\n",
                "218 OK VOLUME SET\r\n",
                "230 OK RECEIVING DATA\r\n",
                "225-21\r\n225 OK MESSAGE QUEUED\r\n",
                "213 OK CANCELED\r\n",
            ],
        );
        let mut voice = Dispatcher::connect(&socket).expect("the server is there");
        assert_eq!(voice.say("left hamstrings; $(roller)\r\n.\nQUIT", 70), Ok(()));
        assert_eq!(voice.hush(), Ok(()));
        drop(voice);
        let expected = [
            "SET SELF CLIENT_NAME user:supple:main",
            "SET SELF LANGUAGE en",
            "CANCEL SELF",
            "SET SELF VOLUME 40",
            "SPEAK",
            "left hamstrings; $(roller)",
            "..",
            "QUIT",
            ".",
            "CANCEL SELF",
        ];
        let read = server.join().expect("the server ends with the voice");
        assert_eq!(read, expected.map(|line| format!("{line}\r\n")));
    }

    #[test]
    fn a_server_that_refuses_hangs_up_or_never_answers_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut number = 0;
        let mut check = |answers: &'static [&'static str], reason: &str| {
            number += 1;
            let socket = folder.path().join(number.to_string());
            let server = server(&socket, answers);
            let VoiceError(words) = Dispatcher::connect(&socket).err().expect("no such voice");
            assert!(words.contains(reason), "{words} does not say {reason}");
            server.join().expect("the server ends");
        };
        check(&["300 ERR NO CLIENT\r\n"], "300 ERR NO CLIENT");
        check(&["hello\r\n"], "hello");
        check(&[HELLO[0]], "");
        check(&[], "");

        let silent = folder.path().join("silent");
        let _listener = UnixListener::bind(&silent).expect("a socket in a folder of our own");
        assert!(Dispatcher::connect(&silent).is_err(), "a server that never answers");
        assert!(Dispatcher::connect(&folder.path().join("none")).is_err(), "no socket");
    }

    #[test]
    fn the_socket_is_where_the_session_says() {
        let check = |address: Option<&str>, runtime: Option<&str>, expected: Option<&str>| {
            assert_eq!(socket_of(address, runtime.map(Path::new)).as_deref(), expected.map(Path::new), "{address:?}");
        };
        check(None, Some("/run/user/7"), Some("/run/user/7/speech-dispatcher/speechd.sock"));
        check(Some("unix_socket:/tmp/s"), Some("/run/user/7"), Some("/tmp/s"));
        check(Some("unix_socket:"), Some("/run/user/7"), Some("/run/user/7/speech-dispatcher/speechd.sock"));
        check(Some("inet_socket:localhost:6560"), None, None);
        check(None, None, None);
    }

    #[test]
    fn the_volume_reaches_from_the_softest_to_the_loudest() {
        for (percent, volume) in [(0, -100), (50, 0), (100, 100), (255, 100)] {
            assert_eq!(volume_of(percent), volume);
        }
    }

    #[test]
    fn a_server_that_is_not_installed_fails_or_never_comes_up_is_an_error() {
        let check = |program: &str, reason: &str| {
            let VoiceError(words) = spawn_server(program, Path::new("s")).expect_err("no server");
            assert!(words.contains(reason), "{words} does not say {reason}");
        };
        check("supple-has-no-such-program", "supple-has-no-such-program");
        check("false", "did not start");
        assert_eq!(spawn_server("true", Path::new("s")), Ok(()));
        let mut slow = Command::new("sleep").arg("60").spawn().expect("it starts");
        assert!(wait_for(&mut slow, Duration::from_millis(40)).is_err());
        assert!(slow.try_wait().expect("it was started here").is_some(), "it was ended");
    }
}
