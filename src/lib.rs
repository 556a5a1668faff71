//! Supple: short recovery circuits between hard training days.
//!
//! A person taps where they are sore or stiff, gets a circuit for today and for the next session, follows it, and sees
//! what has changed. Everything stays on their computer, in text files that they own.
//!
//! # Bird's eye
//!
//! ```text
//! logic():  news (keeper, folder, sound, desktop, clock) → Commands → Model::update(command, moment) → Effects → store, platform
//!                                                   ▲                                            │ answers are Commands
//! ui():     keys + views(&Cx, &mut drafts) ── push Commands ─────────────────────────────────────┘
//! ```
//!
//! There is one way for data to flow. A view reads the model, owns only its half-typed drafts, and pushes commands; it
//! never saves, changes or reads the clock. The model changes only in [`model::Model::update`], and asks for what it
//! cannot do itself by [`model::Effect`]s.
//!
//! # The code, from the inside out
//!
//! | module | what it is |
//! |---|---|
//! | [`domain`] | regions, ratings, records, circuits, and the document that holds what the person wrote |
//! | [`catalog`] | drills, techniques, session types and benchmarks, parsed from `assets/catalog/`, and the person's own |
//! | [`safety`] | what must not be worked on, and what to say about it |
//! | [`planner`] | a document, the catalogue and a request become a circuit with reasons and why-nots |
//! | [`circuit`] | a circuit being followed: a state machine with time as a parameter |
//! | [`insight`] | questions asked of the history, and answers that say how sure they are |
//! | [`goniometer`] | an angle read from a photo |
//! | [`pose`] | moving figures: keyframes of a mannequin solved to joints, and drawn as flat polygons |
//! | [`sample`] | a made-up training life, the same for the same seed |
//! | [`format`](mod@format) | the text of records: canonical RON, versions, salvage, merging |
//! | [`exchange`] | export and import: everything as RON, tables as CSV, packs of own works, measurements of other programs |
//! | [`store`] | the person's files: reading, saving, backups, photos, the run that goes on |
//! | [`model`] | the app's brain: commands in, effects out, undo, notices |
//! | [`theme`] | colours by meaning, text roles, fonts, icons |
//! | [`widgets`] | the body map, the moving figure, the rating, the chart, the parts of the player |
//! | [`ui`] | one file or folder for each screen, the keyboard, the palette |
//! | [`platform`] | clock, cues, voice, desktop, behind a trait; the real machine and a fake one |
//! | [`app`], [`cli`] | the window and the command line: where all of it meets |
//!
//! # Architecture invariants
//!
//! - The modules from [`domain`] to [`exchange`] are pure: no egui, no files, no clock, no thread. Time and randomness are
//!   arguments. `tests/layers` holds who may name whom; clippy refuses clocks, raw colours and half-written files.
//! - A value that exists is valid: scales and ids refuse what lies outside them, also when read from a file.
//! - Only [`store`] writes the person's files, each whole or not at all, and one file never has two writers.
//! - A document made before something arrived is brought up to date before it is saved or undone to: nothing that came
//!   from another device is deleted by a late save. What is in a record is in no log, title or message of an error.
//! - Nothing is recomputed in each frame: what follows from the data is made once for each revision of the document.
//! - A run is a function of a monotonic clock: `logic` tells it the time, and drawing late never loses a second. What it
//!   is going to say is known beforehand, and a thread of its own says it, whatever the window does; another keeps where
//!   the run stands.
//! - A planned circuit is as long as promised, give or take 5 s, or says why not. No station presses where the region
//!   forbids it, whoever put it there: planner, favourite, prescription or the person's own hand.
//! - Only [`safety`] says what is safe; planner, model and window ask it. A further sign never makes it milder, and while
//!   the sign of an emergency holds, no circuit is made or started.
//! - A figure is a function of its data and a moment: bones keep their lengths, planted hands and feet stay, nothing
//!   sinks below the floor, and the left side is exactly the mirror image of the right.
//! - What a file means never depends on how it was read: the quick reader knows a part of RON, and refuses the rest.
//!
//! Deliberately absent: accounts, network calls, telemetry, streaks, a database, and any setting that could make the
//! planner press on a region that must not be pressed.
//!
//! # Principles
//!
//! Comments name them by number.
//!
//! | # | principle |
//! |---|---|
//! | P1 | movement and soft-tissue work belong together in one session |
//! | P2 | keep it light: effort 2–3 of 10, relaxed breath |
//! | P3 | no deep pressure when performance is the priority |
//! | P4 | move in several planes |
//! | P5 | start with a warm-up through easy ranges |
//! | P6 | work at the edge of discomfort, never into pain; painful regions are worked around |
//! | P7 | a minute or two a region, connected areas in a row |
//! | P8 | observe how the tissue responds |
//! | P9 | fit the next training |
//! | P10 | brief and precise before hard work, longer with breathing on lighter days |
//! | P11 | mobilise what will be trained, then treat the same area |
//! | P12 | before or after training, not too often, not too hard |
//! | P13 | rate simply; note improvements and plateaus |
//! | P14 | what stays stiff gets a larger share of the time |
//! | P15 | track readiness and performance |
//! | P17 | know the bad signs, and stop |
//! | P18 | sleep, water and food belong to recovery |
//! | P19 | benchmarks guide the plan |
//! | P20 | rotate techniques |
//! | P21 | gradual, consistent, patient: no guilt |

pub mod app;
pub mod catalog;
pub mod circuit;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod format;
pub mod goniometer;
pub mod insight;
pub mod model;
pub mod planner;
pub mod platform;
pub mod pose;
pub mod safety;
pub mod sample;
pub mod store;
pub mod theme;
pub mod ui;
pub mod widgets;
