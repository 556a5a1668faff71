//! Sound through a `PulseAudio` server, or through `PipeWire` in its place.

use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use pulseaudio::{AsPlaybackSource, Client, ClientError, PlaybackStream, protocol};

use super::mixer::Mixer;
use super::{Output, SoundError};

const RATE_HZ: u32 = 48_000;
/// `PA_NATIVE_COOKIE_LENGTH` of the protocol.
const COOKIE_BYTES: usize = 256;
const BYTES_PER_SAMPLE: usize = size_of::<f32>();
/// Sound the server holds in advance, and so the longest a chime waits behind the silence before it.
const BUFFER_SECS: f32 = 0.04;
/// A server that takes longer than this over a step does not answer at all.
const PATIENCE: Duration = Duration::from_secs(2);

/// A stream that runs on the server, fed with silence between the sounds.
///
/// The crate's own thread asks for samples whenever the server wants them; sounds reach it through a channel.
pub(super) struct Server {
    sounds: Sender<Vec<f32>>,
    stream: PlaybackStream,
    _connection: Connection,
}

/// Hangs up when dropped. The crate's thread only looks up when the socket moves, and would outlive a client that is
/// merely dropped.
struct Connection(UnixStream);

/// Connects to the server of this session and starts a stream on its default sink.
pub(super) fn open() -> Result<Server, SoundError> {
    let socket = pulseaudio::socket_path_from_env()
        .ok_or_else(|| SoundError("PulseAudio and PipeWire are not running".to_owned()))?;
    open_at(&socket).map_err(|error| SoundError(format!("the sound server does not play: {error}")))
}

fn open_at(socket: &Path) -> Result<Server, ClientError> {
    let socket = UnixStream::connect(socket)?;
    // For the first words, which are exchanged in turn; later the crate never waits on the socket.
    socket.set_read_timeout(Some(PATIENCE))?;
    socket.set_write_timeout(Some(PATIENCE))?;
    let connection = Connection(socket.try_clone()?);
    let client = Client::new_unix(c"Supple", socket, Some(cookie()))?;

    let params = protocol::PlaybackStreamParams {
        sample_spec: protocol::SampleSpec {
            format: if cfg!(target_endian = "little") {
                protocol::SampleFormat::Float32Le
            } else {
                protocol::SampleFormat::Float32Be
            },
            channels: 1,
            sample_rate: RATE_HZ,
        },
        channel_map: protocol::ChannelMap::mono(),
        buffer_attr: protocol::stream::BufferAttr {
            target_length: (BUFFER_SECS * RATE_HZ as f32) as u32 * BYTES_PER_SAMPLE as u32,
            ..Default::default()
        },
        flags: protocol::stream::StreamFlags { adjust_latency: true, ..Default::default() },
        ..Default::default()
    };
    let (sounds, incoming) = mpsc::channel();
    let stream = wait_for(client.create_playback_stream(params, source(incoming).as_playback_source()))??;
    Ok(Server { sounds, stream, _connection: connection })
}

/// The key of this session's server. Where there is none, zeros: the server knows the user by the socket then, but
/// hangs up on a key of another length.
fn cookie() -> Vec<u8> {
    pulseaudio::cookie_path_from_env()
        .and_then(|path| std::fs::read(path).ok())
        .filter(|cookie| cookie.len() == COOKIE_BYTES)
        .unwrap_or_else(|| vec![0; COOKIE_BYTES])
}

impl Output for Server {
    fn rate_hz(&self) -> u32 {
        RATE_HZ
    }

    fn play(&mut self, samples: Vec<f32>) -> Result<(), SoundError> {
        self.sounds.send(samples).map_err(|_gone| SoundError("the sound server has gone".to_owned()))?;
        // A stream that the server has ended falls silent without a word; asked about it, the server says so.
        wait_for(self.stream.timing_info())
            .and_then(|answer| answer.map(drop))
            .map_err(|error| SoundError(format!("the sound server has ended the stream: {error}")))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // An error says that the server was quicker.
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

/// What the server reads: the sounds sent so far, mixed, and silence without end.
fn source(incoming: Receiver<Vec<f32>>) -> impl FnMut(&mut [u8]) -> usize + Send {
    let mut mixer = Mixer::default();
    move |buffer| {
        mixer.extend(incoming.try_iter());
        for sample in buffer.chunks_exact_mut(BYTES_PER_SAMPLE) {
            sample.copy_from_slice(&mixer.next_sample().to_ne_bytes());
        }
        buffer.len()
    }
}

/// Waits on this thread for an answer of the server, at most [`PATIENCE`] from one sign of life to the next.
fn wait_for<F: Future>(answer: F) -> Result<F::Output, ClientError> {
    struct Bell(Sender<()>);

    impl Wake for Bell {
        fn wake(self: Arc<Self>) {
            // Nobody listens any more once the answer is there.
            let _ = self.0.send(());
        }
    }

    let (bell, rings) = mpsc::channel();
    let waker = Waker::from(Arc::new(Bell(bell)));
    let mut answer = pin!(answer);
    loop {
        if let Poll::Ready(value) = answer.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Ok(value);
        }
        rings.recv_timeout(PATIENCE).map_err(|_silence| std::io::Error::from(std::io::ErrorKind::TimedOut))?;
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_server_that_is_not_there_hangs_up_or_never_answers_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("native");
        assert!(open_at(&path).is_err(), "no socket");

        let listener = UnixListener::bind(&path).expect("a socket in a folder of our own");
        assert!(open_at(&path).is_err(), "a server that never answers");

        drop(listener);
        assert!(open_at(&path).is_err(), "a socket without a server");
    }

    #[test]
    fn the_server_reads_the_sounds_mixed_and_then_silence() {
        let (sounds, incoming) = mpsc::channel();
        let mut source = source(incoming);
        let mut read = |samples: usize| {
            let mut buffer = vec![0xff; samples * BYTES_PER_SAMPLE];
            assert_eq!(source(&mut buffer), buffer.len(), "less would end the stream");
            let (samples, rest) = buffer.as_chunks();
            assert!(rest.is_empty());
            samples.iter().map(|bytes| f32::from_ne_bytes(*bytes)).collect::<Vec<_>>()
        };
        assert_eq!(read(2), [0.0, 0.0]);
        sounds.send(vec![0.5, 0.25, 0.125]).expect("the source listens");
        assert_eq!(read(2), [0.5, 0.25]);
        sounds.send(vec![0.25]).expect("the source listens");
        assert_eq!(read(3), [0.375, 0.0, 0.0]);
    }
}
