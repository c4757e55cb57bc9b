//! Writing files so that the old ones stay whole until the new ones are.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::staging::{publish, stage};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it is for.
    pub role: Role,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The page of a report.
    Page,
    /// One of its many pages, which that one lists, or figures beside it.
    OneOfMany,
    /// Figures beside a page.
    Data,
    /// Data about persons: its owner alone may read it, from its first byte on (mode 0600 where
    /// there are modes).
    Private,
}

/// A file or folder that could not be written. Files that were there before are as they were.
#[derive(Debug)]
pub struct WriteError {
    /// Which one.
    pub path: PathBuf,
    /// Why.
    pub cause: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't write {}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Writes all files into a folder, which is made where it is missing, and gives their paths.
///
/// # Errors
/// Where something can't be written. Nothing has been replaced then.
pub fn write_all(folder: &Path, files: &[File]) -> Result<Vec<PathBuf>, WriteError> {
    let staged: Result<Vec<_>, _> = files.iter().map(|file| stage(folder, file)).collect();
    publish(folder, staged?, &[])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::fs;

    use tempfile::NamedTempFile;

    use super::*;

    fn file(name: &str, text: &str) -> File {
        File {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
            role: Role::Data,
        }
    }

    #[test]
    fn all_files_or_none() {
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), &[file("a.html", "old")]).unwrap();
        fs::create_dir(folder.path().join("b.json")).unwrap();
        let error = write_all(
            folder.path(),
            &[file("a.html", "new"), file("b.json", "new")],
        );
        assert!(error.unwrap_err().path.ends_with("b.json"));
        assert_eq!(
            fs::read_to_string(folder.path().join("a.html")).unwrap(),
            "old"
        );
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            2,
            "no temporary file is left"
        );
    }

    #[test]
    fn nothing_outside_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["../x.html", "/x.html", "a/x.html", "..", "", "./x.html"] {
            assert!(
                write_all(folder.path(), &[file(name, "")]).is_err(),
                "{name}"
            );
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_private_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        let list = File {
            role: Role::Private,
            ..file("list.csv", "new")
        };
        write_all(folder.path(), &[list]).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let outside = NamedTempFile::new().unwrap();
        let link = folder.path().join("a.html");
        std::os::unix::fs::symlink(outside.path(), &link).unwrap();
        write_all(folder.path(), &[file("a.html", "new")]).unwrap();
        assert_eq!(fs::read_to_string(outside.path()).unwrap(), "");
        assert_eq!(fs::read_to_string(link).unwrap(), "new");
    }
}
