//! The voices of macOS and Windows: programs of the system, which get the text on their standard input.

#![cfg_attr(
    not(any(target_os = "macos", target_os = "windows")),
    expect(dead_code, reason = "half is for each system")
)]

use std::io::{self, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use super::{Tongue, VoiceError};

/// A program that is started for each text and ends with it.
pub(super) struct EachText {
    /// Makes the command, and says what to write to its input.
    start: fn(text: &str, volume_percent: u8) -> (Command, String),
    speaking: Option<Child>,
}

/// A program that stays, and says each line it reads in place of the one before.
pub(super) struct KeptProcess {
    child: Child,
    /// Taken when dropped: the program ends with its input.
    lines: Option<ChildStdin>,
}

impl EachText {
    /// `say` of macOS.
    pub(super) fn say_of_macos() -> EachText {
        EachText { start: say_of_macos, speaking: None }
    }
}

impl Tongue for EachText {
    fn say(&mut self, text: &str, volume_percent: u8) -> Result<(), VoiceError> {
        self.hush()?;
        let (mut command, input) = (self.start)(text, volume_percent);
        let child = self.speaking.insert(start(&mut command)?);
        // It speaks once its input has ended.
        child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()))?;
        Ok(())
    }

    fn hush(&mut self) -> Result<(), VoiceError> {
        self.speaking.take().map_or(Ok(()), |mut child| end(&mut child))
    }
}

impl Drop for EachText {
    fn drop(&mut self) {
        // It has ended by itself, or cannot be ended.
        let _ = self.hush();
    }
}

impl KeptProcess {
    /// A `PowerShell` with the voices of Windows.
    pub(super) fn power_shell() -> Result<KeptProcess, VoiceError> {
        KeptProcess::start(power_shell())
    }

    fn start(mut command: Command) -> Result<KeptProcess, VoiceError> {
        let mut child = start(&mut command)?;
        let lines = child.stdin.take();
        Ok(KeptProcess { child, lines })
    }

    fn write(&mut self, line: &str) -> Result<(), VoiceError> {
        let lines = self.lines.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?;
        lines.write_all(line.as_bytes())?;
        Ok(lines.flush()?)
    }
}

impl Tongue for KeptProcess {
    fn say(&mut self, text: &str, volume_percent: u8) -> Result<(), VoiceError> {
        self.write(&line_of(text, volume_percent))
    }

    fn hush(&mut self) -> Result<(), VoiceError> {
        self.write(&line_of("", 0))
    }
}

impl Drop for KeptProcess {
    fn drop(&mut self) {
        self.lines = None;
        // It may be in the middle of a word, which nobody wants to hear any more.
        let _ = end(&mut self.child);
    }
}

fn start(command: &mut Command) -> Result<Child, VoiceError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    piped.spawn().map_err(|error| VoiceError(format!("{program}: {error}")))
}

fn end(child: &mut Child) -> Result<(), VoiceError> {
    // An error says that it has ended by itself.
    let _ = child.kill();
    child.wait()?;
    Ok(())
}

/// `say` reads its text from its input, with the volume as a command embedded in it: so no text may hold one.
fn say_of_macos(text: &str, volume_percent: u8) -> (Command, String) {
    let mut command = Command::new("say");
    command.args(["-v", "Samantha", "-f", "-"]);
    let volume = f32::from(volume_percent.min(100)) / 100.0;
    (command, format!("[[volm {volume:.2}]] {}\n", one_line(text).replace("[[", "( (")))
}

/// Reads lines of a volume, a space and a text, until its input ends. What a line says is never run.
const SPEAK_LINES: &str = "\
    $ErrorActionPreference = 'Stop'; \
    Add-Type -AssemblyName System.Speech; \
    $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; \
    try { $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'en-US') } catch { }; \
    $lines = New-Object IO.StreamReader ([Console]::OpenStandardInput()), ([Text.Encoding]::UTF8); \
    while ($null -ne ($line = $lines.ReadLine())) { \
    $voice.SpeakAsyncCancelAll(); \
    $volume, $text = $line -split ' ', 2; \
    $voice.Volume = [int]$volume; \
    if ($text) { [void]$voice.SpeakAsync($text) } }";

fn power_shell() -> Command {
    let mut command = Command::new("powershell");
    command.args(["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", SPEAK_LINES]);
    #[cfg(target_os = "windows")]
    {
        /// From the Windows SDK's winbase.h: no console window comes up.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
    }
    command
}

fn line_of(text: &str, volume_percent: u8) -> String {
    format!("{} {}\n", volume_percent.min(100), one_line(text))
}

/// A text without line breaks and other control characters.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    /// Waits for the lines that a program has written into a file.
    fn wait_for(file: &Path, expected: &str) {
        for _ in 0..2_000 {
            if std::fs::read_to_string(file).is_ok_and(|text| text == expected) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("{:?} instead of {expected:?}", std::fs::read_to_string(file));
    }

    /// A program of which each text, and what it was started with, comes to lie in a file.
    fn writes_to(file: &Path) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "cat >> \"$1\"", "sh"]).arg(file);
        command
    }

    #[test]
    fn a_kept_process_reads_a_line_for_each_text_and_ends_when_dropped() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("said");
        let mut voice = KeptProcess::start(writes_to(&file)).expect("sh is there");
        let id = voice.child.id();
        voice.say("left hamstrings; $(rm -r x)\r\nroller", 70).expect("it reads");
        voice.hush().expect("it reads");
        voice.say("right", 255).expect("it reads");
        wait_for(&file, "70 left hamstrings; $(rm -r x)  roller\n0 \n100 right\n");
        drop(voice);
        assert!(!Path::new(&format!("/proc/{id}")).exists(), "it was waited for");
    }

    #[test]
    fn a_kept_process_that_has_ended_is_an_error() {
        let mut voice = KeptProcess::start(Command::new("true")).expect("it starts");
        let is_told = (0..2_000).any(|_| {
            std::thread::sleep(Duration::from_millis(1));
            voice.say("one", 100).is_err()
        });
        assert!(is_told);
        assert!(KeptProcess::start(Command::new("supple-has-no-such-program")).is_err());
    }

    #[test]
    fn a_new_text_or_silence_ends_the_process_of_the_one_before() {
        fn sleeps(_text: &str, _volume_percent: u8) -> (Command, String) {
            let mut command = Command::new("sleep");
            command.arg("60");
            (command, String::new())
        }
        let mut voice = EachText { start: sleeps, speaking: None };
        let id = |voice: &EachText| voice.speaking.as_ref().map(Child::id);
        voice.say("one", 100).expect("it starts");
        let first = id(&voice).expect("it speaks");
        voice.say("two", 100).expect("it starts");
        let second = id(&voice).expect("it speaks");
        let is_there = |id: u32| Path::new(&format!("/proc/{id}")).exists();
        assert!(first != second && !is_there(first) && is_there(second));
        voice.hush().expect("it is ended");
        assert!(!is_there(second));
        assert_eq!(id(&voice), None);
    }

    #[test]
    fn a_text_for_macos_is_data_and_holds_no_commands() {
        let (command, input) = say_of_macos("left [[volm 9]]\nhip", 70);
        assert_eq!(input, "[[volm 0.70]] left ( (volm 9]] hip\n");
        assert!(command.get_args().all(|argument| !argument.to_string_lossy().contains("hip")));
    }
}
