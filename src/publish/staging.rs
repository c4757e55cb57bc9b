//! Files of a report, written under temporary names first and put into place together.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{NamedTempFile, TempPath};

use super::write::{File, Role, WriteError};

/// How temporary files are called: hidden ones, which a run that is killed leaves behind.
const PREFIX: &str = ".cxq-";
const SUFFIX: &str = ".part";

/// What a killed run left is removed when it is as old as this: no run lasts so long.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);

/// A file that is written and synced under a temporary name; dropping it removes it.
#[derive(Debug)]
pub struct Staged {
    temporary: NamedTempFile,
    path: PathBuf,
    /// Its name, without folders.
    pub name: String,
    /// What it is for.
    pub role: Role,
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |cause| WriteError { path, cause }
}

/// Writes a file under a temporary name into a folder, which is made where it is missing.
///
/// # Errors
/// Where it can't be written.
pub fn stage(folder: &Path, file: &File) -> Result<Staged, WriteError> {
    let path = folder.join(&file.name);
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let temporary = check_name(&file.name)
        .and_then(|()| check_target(&path))
        .and_then(|()| temporary(folder, file));
    Ok(Staged {
        temporary: temporary.map_err(failed(&path))?,
        path,
        name: file.name.clone(),
        role: file.role,
    })
}

/// Puts files into place and removes others, or leaves the folder as it was; gives the paths in
/// the order of the files.
///
/// Pages of many come first, then go those that are gone, then comes what lists the pages, and the
/// page itself last: who opens the list finds every page that it leads to. Each file is replaced
/// at once, so that no reader meets half a file or none. A link in place of a file is replaced, not
/// followed.
///
/// # Errors
/// Where a file can't be put into place. Those that were replaced before are as they were.
pub fn publish(
    folder: &Path,
    staged: Vec<Staged>,
    gone: &[String],
) -> Result<Vec<PathBuf>, WriteError> {
    remove_left_over(folder);
    let paths = staged.iter().map(|file| file.path.clone()).collect();
    let (pages, mut others): (Vec<Staged>, Vec<Staged>) = staged
        .into_iter()
        .partition(|file| file.role == Role::OneOfMany);
    others.sort_by_key(|file| file.role == Role::Page);
    let mut exchange = Exchange::default();
    for file in pages {
        exchange.replace(folder, file)?;
    }
    for name in gone {
        exchange.remove(folder, name)?;
    }
    for file in others {
        exchange.replace(folder, file)?;
    }
    exchange.finish();
    sync_folder(folder);
    Ok(paths)
}

/// What was done to a folder, as long as it may be undone; dropping it undoes it.
#[derive(Default)]
struct Exchange {
    done: Vec<Done>,
}

/// A path with another file, or without one, and what was there before.
struct Done {
    path: PathBuf,
    before: Option<TempPath>,
}

impl Exchange {
    fn replace(&mut self, folder: &Path, file: Staged) -> Result<(), WriteError> {
        let before = kept(folder, &file.path).map_err(failed(&file.path))?;
        let renamed = file.temporary.persist(&file.path);
        renamed.map_err(|error| failed(&file.path)(error.error))?;
        self.done.push(Done {
            path: file.path,
            before,
        });
        Ok(())
    }

    fn remove(&mut self, folder: &Path, name: &str) -> Result<(), WriteError> {
        let path = folder.join(name);
        check_name(name).map_err(failed(&path))?;
        if let Some(before) = kept(folder, &path).map_err(failed(&path))? {
            fs::remove_file(&path).map_err(failed(&path))?;
            let before = Some(before);
            self.done.push(Done { path, before });
        }
        Ok(())
    }

    /// Nothing is undone any more.
    fn finish(mut self) {
        self.done.clear();
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        for Done { path, before } in self.done.drain(..).rev() {
            // What can't be undone either is left as it is: the first error is told.
            let _ = match before {
                Some(before) => before.persist(&path).map_err(|error| error.error),
                None => fs::remove_file(&path),
            };
        }
    }
}

/// A second name for a file, so that it is kept when its own name is given to another; `None` where
/// there is none.
fn kept(folder: &Path, path: &Path) -> io::Result<Option<TempPath>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(there) if there.is_dir() => return Err(in_the_way()),
        Ok(_) => {}
    }
    let mut names = tempfile::Builder::new();
    names.prefix(PREFIX).suffix(SUFFIX);
    let kept = names.make_in(folder, |name| {
        fs::hard_link(path, name).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            // Not every file system gives a file two names.
            _ => fs::copy(path, name).map(|_| ()),
        })
    });
    Ok(Some(kept?.into_temp_path()))
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
        Ok(there) if there.is_dir() => Err(in_the_way()),
        _ => Ok(()),
    }
}

fn in_the_way() -> io::Error {
    io::Error::new(
        io::ErrorKind::IsADirectory,
        "a folder of this name is in the way",
    )
}

fn temporary(folder: &Path, file: &File) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
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

/// Removes what runs left that were killed.
fn remove_left_over(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age = |time: SystemTime| time.elapsed().unwrap_or_default();
        let is_old = || {
            let changed = entry.metadata().and_then(|of| of.modified());
            changed.is_ok_and(|changed| age(changed) > LEFT_OVER)
        };
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) && is_old() {
            // It is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
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

    use std::collections::BTreeMap;

    use super::*;

    fn file(name: &str, text: &str, role: Role) -> File {
        File {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
            role,
        }
    }

    fn all(folder: &Path) -> BTreeMap<String, String> {
        let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
        let files = entries.filter(|entry| entry.path().is_file());
        files
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    #[test]
    fn a_rename_that_fails_midway_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for name in ["list.html", "list-a.html", "list-gone.html"] {
            fs::write(folder.join(name), "old").unwrap();
        }
        let before = all(folder);
        let staged = || {
            let files = [
                ("list.html", Role::Page),
                ("list.json", Role::Data),
                ("list-a.html", Role::OneOfMany),
                ("list-b.html", Role::OneOfMany),
            ];
            let staged = files.map(|(name, role)| stage(folder, &file(name, "new", role)).unwrap());
            Vec::from(staged)
        };
        // After all files were written, somebody makes a folder where one of the last belongs.
        let last = staged();
        fs::create_dir(folder.join("list.json")).unwrap();
        let gone = ["list-gone.html".to_owned(), "never-there.html".to_owned()];
        let error = publish(folder, last, &gone).unwrap_err();
        assert!(error.path.ends_with("list.json"), "{error}");
        assert_eq!(all(folder), before);
        fs::remove_dir(folder.join("list.json")).unwrap();
        let paths = publish(folder, staged(), &gone).unwrap();
        assert!(paths[0].ends_with("list.html") && paths.len() == 4);
        let names = ["list-a.html", "list-b.html", "list.html", "list.json"];
        let new = names.map(|name| (name.to_owned(), "new".to_owned()));
        assert_eq!(all(folder), BTreeMap::from(new));
    }

    #[test]
    fn only_old_leftovers_go() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - 2 * LEFT_OVER;
        for (name, time) in [
            (".cxq-a.part", old),
            (".cxq-b.part", SystemTime::now()),
            ("c.part", old),
        ] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(time).unwrap();
        }
        remove_left_over(folder.path());
        assert_eq!(
            all(folder.path()).into_keys().collect::<Vec<_>>(),
            [".cxq-b.part", "c.part"]
        );
    }
}
