//! Writing files so that the old ones stay whole until the new ones are.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;

/// Names longer than this are cut, so that endings and temporary names fit into what file
/// systems allow (255 bytes).
const LONGEST_STEM: usize = 120;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
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
    let mut ready = Vec::with_capacity(files.len());
    for file in files {
        let path = folder.join(&file.name);
        let written = check_name(&file.name)
            .and_then(|()| check_target(&path))
            .and_then(|()| temporary(folder, &file.bytes));
        ready.push((written.map_err(failed(&path))?, path));
    }
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

fn temporary(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cxq-").suffix(".part");
    #[cfg(unix)]
    {
        // As other programs' files: the user's umask takes away what it should.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
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

/// A name for files, from any text: letters, digits, `-`, `_` and `.` stay, others become `-`.
pub fn safe_stem(text: &str) -> String {
    let mut stem = String::new();
    for c in text.chars() {
        let c = if c.is_alphanumeric() || matches!(c, '_' | '.') {
            c
        } else {
            '-'
        };
        let repeated = c == '-' && stem.ends_with('-');
        if !repeated && stem.len() + c.len_utf8() <= LONGEST_STEM {
            stem.push(c);
        }
    }
    let stem = stem.trim_matches(['-', '.']).to_owned();
    let base = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match base.as_str() {
        "" => "report".to_owned(),
        // Names that Windows keeps for devices.
        "con" | "prn" | "aux" | "nul" => format!("{stem}-report"),
        device if device.len() == 4 && (device.starts_with("com") || device.starts_with("lpt")) => {
            format!("{stem}-report")
        }
        _ => stem,
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
        }
    }

    #[test]
    fn stems_are_safe() {
        assert_eq!(safe_stem("../../etc/passwd"), "etc-passwd");
        assert_eq!(safe_stem("تجربهٔ مشتری"), "تجربهٔ-مشتری");
        assert_eq!(safe_stem("a b/c\\d:e*f"), "a-b-c-d-e-f");
        assert_eq!(safe_stem(".."), "report");
        assert_eq!(safe_stem("NUL"), "NUL-report");
        assert!(safe_stem(&"ش".repeat(500)).len() <= LONGEST_STEM);
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
