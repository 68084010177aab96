//! Whether a library lies where something else moves or shares its files.

use std::path::Path;

use super::Library;

/// Folders that a program keeps in step with other machines, as their makers name them.
const SYNCED: [(&str, &str); 10] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("icloud drive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("google drive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
];
/// Kinds of file systems that are another machine's.
const NETWORK: [&str; 9] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "9p"];

impl Library {
    /// What may go wrong with the folder this library lies in, and what to do; `None` for a good one.
    pub fn place_warning(&self) -> Option<String> {
        let folder = std::fs::canonicalize(self.folder()).unwrap_or_else(|_| self.folder().to_path_buf());
        let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        warning(&folder, &mounts, |folder| folder.join(".stfolder").exists())
    }
}

fn warning(folder: &Path, mounts: &str, is_syncthing: impl Fn(&Path) -> bool) -> Option<String> {
    let synced = folder.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        // "OneDrive - Institute", "Dropbox (Personal)"
        SYNCED.iter().find(|(name, _)| part == *name || part.starts_with(&format!("{name} "))).map(|(_, shown)| *shown)
    });
    let synced = synced.or_else(|| folder.ancestors().any(is_syncthing).then_some("Syncthing"));
    if let Some(program) = synced {
        return Some(format!(
            "This library lies in a folder that {program} keeps in step. Two machines writing at once would damage it: close Postil on one before opening it on another, or move the library elsewhere and let {program} have the snapshots."
        ));
    }
    let is_network = NETWORK.contains(&kind_of_mount(folder, mounts)?);
    is_network.then(|| {
        "This library lies on a network drive. There two programs cannot tell that the other is writing: open it on one machine at a time, or move it to a disk of this one.".to_owned()
    })
}

/// The kind of file system that a folder lies on: that of the longest mount point above it.
fn kind_of_mount<'a>(folder: &Path, mounts: &'a str) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        // A blank in a mount point is written so.
        Some((words.next()?.replace("\\040", " "), words.next()?))
    });
    mounted.filter(|(point, _)| folder.starts_with(point)).max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_are_warned_of() {
        let mounts =
            "/dev/sda1 / ext4 rw 0 0\nnas:/home /home/ada/nas nfs4 rw 0 0\nx /home/ada/my\\040share cifs rw 0 0\n";
        for (folder, expected) in [
            ("/home/ada/.local/share/postil/library", None),
            ("/home/ada/Dropbox/papers", Some("Dropbox")),
            ("/home/ada/Dropbox (Personal)/papers", Some("Dropbox")),
            ("/Users/ada/OneDrive - Institute/x", Some("OneDrive")),
            ("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/x", Some("iCloud Drive")),
            ("/home/ada/Dropboxes/papers", None),
            ("/home/ada/sync/papers", Some("Syncthing")),
            ("/home/ada/nas/papers", Some("network drive")),
            ("/home/ada/my share/papers", Some("network drive")),
            ("/home/ada/nasty/papers", None),
        ] {
            let said = warning(Path::new(folder), mounts, |folder| folder.ends_with("sync"));
            assert_eq!(said.is_some(), expected.is_some(), "{folder}: {said:?}");
            assert!(expected.is_none_or(|name| said.unwrap_or_default().contains(name)), "{folder} names what it is");
        }
    }
}
