//! Checking, from the request to the stored record, against the stand-in for GitHub on this machine.

mod check {
    pub mod clone;
    pub mod memory;
    pub mod runs;
    pub mod table;
}
