//! Names of files from any text.

/// Names longer than this are cut, so that endings and temporary names fit into what file
/// systems allow (255 bytes).
const LONGEST_STEM: usize = 120;

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
    use super::*;

    #[test]
    fn stems_are_safe() {
        assert_eq!(safe_stem("../../etc/passwd"), "etc-passwd");
        assert_eq!(safe_stem("تجربهٔ مشتری"), "تجربهٔ-مشتری");
        assert_eq!(safe_stem("a b/c\\d:e*f"), "a-b-c-d-e-f");
        assert_eq!(safe_stem(".."), "report");
        assert_eq!(safe_stem("NUL"), "NUL-report");
        assert!(safe_stem(&"ش".repeat(500)).len() <= LONGEST_STEM);
    }
}
