//! Text as JSON writes it.

/// Writes `text` in quotes, escaping only what JSON makes one escape.
pub(crate) fn put_text(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (place, byte) in text.bytes().enumerate() {
        let escape: &str = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..place]);
        plain = place + 1;
        if escape.is_empty() {
            put_control(out, byte);
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

fn put_control(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push_str("\\u00");
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Writes a whole number.
pub(crate) fn put_whole(out: &mut String, whole: i64) {
    // Digits from the last to the first: twenty places hold any 64-bit number with its sign.
    let mut digits = [0u8; 20];
    let mut place = digits.len();
    let mut rest = whole.unsigned_abs();
    loop {
        place -= 1;
        digits[place] = b'0' + u8::try_from(rest % 10).expect("a digit");
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if whole < 0 {
        place -= 1;
        digits[place] = b'-';
    }
    out.push_str(std::str::from_utf8(&digits[place..]).expect("digits are ASCII"));
}
