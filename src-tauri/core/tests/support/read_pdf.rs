//! Reads one PDF, as the programs do when they are asked to.

fn main() {
    postil_core::import::pdf::read_if_asked();
}
