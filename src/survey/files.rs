//! The files that a path or pattern stands for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The files of a pattern relative to a folder, sorted by path.
///
/// A file whose name is the pattern itself wins, so that `survey[1].csv` is a file.
///
/// # Errors
/// The pattern's own mistake in words, if it is no pattern.
pub fn find(folder: &Path, pattern: &str) -> Result<Vec<PathBuf>, String> {
    let literal = folder.join(pattern);
    if literal.is_file() {
        return Ok(vec![literal]);
    }
    let prefix = glob::Pattern::escape(&folder.to_string_lossy());
    let whole = if Path::new(pattern).is_absolute() || prefix.is_empty() {
        pattern.to_owned()
    } else {
        format!("{prefix}/{pattern}")
    };
    let mut files: Vec<PathBuf> = glob::glob(&whole)
        .map_err(|error| error.msg.to_owned())?
        .filter_map(Result::ok)
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

/// The files sorted by path, each once although two paths may lead to it.
pub fn each_once(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.sort();
    let mut seen = BTreeSet::new();
    paths.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    paths
}

/// A file's name without its folders.
pub fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
