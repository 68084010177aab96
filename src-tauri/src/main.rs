//! The window. Everything it knows is in `postil-core`; this crate opens it and passes questions on.

// No console window beside the window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod commands;
mod events;
mod kept;
mod picker;
mod window;

fn main() {
    // Before anything of a window: this process may be the reader of one PDF.
    if postil_core::import::pdf::read_if_asked() {
        return;
    }
    app::run();
}
