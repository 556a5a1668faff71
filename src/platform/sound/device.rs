//! Sound through rodio, on Windows and macOS.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rodio::buffer::SamplesBuffer;
use rodio::cpal::ErrorKind;
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};

use super::{Output, SoundError};

/// The default output device, which mixes the sounds by itself and plays silence between them.
pub(super) struct Device {
    sink: MixerDeviceSink,
    failed: Arc<AtomicBool>,
}

/// Opens the default output device.
pub(super) fn open() -> Result<Device, SoundError> {
    let failed = Arc::new(AtomicBool::new(false));
    let mut sink = open_sink(Arc::clone(&failed)).map_err(|error| SoundError(error.to_string()))?;
    sink.log_on_drop(false);
    Ok(Device { sink, failed })
}

fn open_sink(failed: Arc<AtomicBool>) -> Result<MixerDeviceSink, DeviceSinkError> {
    DeviceSinkBuilder::from_default_device()?
        .with_error_callback(move |error| match error.kind() {
            // The stream goes on: on another device, later than hoped, or after a gap.
            ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied | ErrorKind::Xrun => {}
            _ => failed.store(true, Ordering::Relaxed),
        })
        .open_stream()
}

impl Output for Device {
    fn rate_hz(&self) -> u32 {
        self.sink.config().sample_rate().get()
    }

    fn play(&mut self, samples: Vec<f32>) -> Result<(), SoundError> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(SoundError("the sound device has gone".to_owned()));
        }
        self.sink.mixer().add(SamplesBuffer::new(NonZero::<u16>::MIN, self.sink.config().sample_rate(), samples));
        Ok(())
    }
}
