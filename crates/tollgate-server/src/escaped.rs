//! The name of a workspace in addresses and in cookies.

/// `name` with all but letters and digits of ASCII, `-` and `_` percent-encoded, as browsers do.
pub(crate) fn escaped(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let each = name.bytes().map(|byte| match is_plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    each.collect()
}
