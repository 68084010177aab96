fn main() {
    // Assets are embedded at build time, so a new file in ui/ must trigger a rebuild.
    println!("cargo:rerun-if-changed=../ui");
    tauri_build::build();
}
