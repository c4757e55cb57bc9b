//! Writing files so that the old ones stay whole until the new ones are.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use tempfile::NamedTempFile;

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
    /// One of its many pages, which that one lists.
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
/// Each file is first written and synced under a temporary name in the same folder; only when
/// all are there, they are renamed into place. A link in place of a file is replaced, not followed.
///
/// # Errors
/// Where something can't be written. Nothing has been replaced then, unless a rename itself
/// failed after others had succeeded.
pub fn write_all(folder: &Path, files: &[File]) -> Result<Vec<PathBuf>, WriteError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| WriteError { path, cause }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    // Side by side: a disk that makes sure of many files at once takes little longer than for one.
    let written: Vec<_> = files
        .par_iter()
        .map(|file| {
            let path = folder.join(&file.name);
            let written = check_name(&file.name)
                .and_then(|()| check_target(&path))
                .and_then(|()| temporary(folder, file));
            written
                .map_err(failed(&path))
                .map(|temporary| (temporary, path))
        })
        .collect();
    // The first file that failed is told, whichever did so first.
    let ready = written.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut paths = Vec::with_capacity(ready.len());
    for (temporary, path) in ready {
        let renamed = temporary.persist(&path).map_err(|error| error.error);
        renamed.map_err(failed(&path))?;
        paths.push(path);
    }
    sync_folder(folder);
    Ok(paths)
}

/// Only a plain name may be written: nothing that leads out of the folder.
fn check_name(name: &str) -> io::Result<()> {
    let mut parts = Path::new(name).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(only)), None) if only == OsStr::new(name) => Ok(()),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a plain file name",
        )),
    }
}

fn check_target(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_dir() => Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "a folder of this name is in the way",
        )),
        _ => Ok(()),
    }
}

fn temporary(folder: &Path, file: &File) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cxq-").suffix(".part");
    #[cfg(unix)]
    {
        // As other programs' files: the user's umask takes away what it should.
        use std::os::unix::fs::PermissionsExt;
        let mode = if file.role == Role::Private {
            0o600
        } else {
            0o666
        };
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let mut written = builder.tempfile_in(folder)?;
    written.write_all(&file.bytes)?;
    written.as_file().sync_all()?;
    Ok(written)
}

/// Makes the renames last through a power cut, where the system can.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = fs::File::open(folder)
    {
        // The files are whole either way; not every file system can sync a folder.
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

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
