//! The program: arguments, logging, and the window.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use supple::app::{Launch, Supple, native_options};
use supple::cli::{self, Begun, Cli, StartError};
use supple::platform::{Native, Platform as _, Wake};
use supple::store::Here;

fn main() -> ExitCode {
    // The sound server's client calls hanging up an error, and a desktop without dialogs is told of in the window.
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn,pulseaudio=off,rfd=off")).init();
    run(&Cli::parse()).unwrap_or_else(|error| {
        cli::complain(&error);
        ExitCode::FAILURE
    })
}

fn run(cli: &Cli) -> Result<ExitCode, StartError> {
    let ctx = egui::Context::default();
    let to_wake = ctx.clone();
    let wake: Wake = Arc::new(move || to_wake.request_repaint());
    let platform = Native::new(Arc::clone(&wake));
    let now = platform.now();
    let here = Here { host: platform.host_name(), random: platform.random_u64() };
    let variable = std::env::var_os("SUPPLE_DATA");
    if let Some(task) = &cli.task {
        let answer = cli::run(task, cli, variable, &now, &here)?;
        cli::print(&answer.text);
        return Ok(answer.verdict.into());
    }
    let Begun { opening, folder, demo } = cli::begin(cli, variable, &now, &here)?;
    let launch = Launch { platform: Box::new(platform), opening, folder, demo };
    let create: eframe::AppCreator<'_> = Box::new(|cc| Ok(Box::new(Supple::new(&cc.egui_ctx, launch, wake)?)));
    let shown = eframe::run_native_ext("Supple", native_options(), Some(ctx), create);
    shown.map_err(|error| format!("The window could not be opened: {error}"))?;
    Ok(ExitCode::SUCCESS)
}
