//! The JSON that a channel takes.

use serde_json::{Value, json};

use crate::words::Told;

/// The most characters that Slack takes in one block of text.
const TEXT_MAX: usize = 3_000;
/// The most characters of the line that notifications show.
const LINE_MAX: usize = 300;

/// The payload of `told`, whose texts are escaped: the line that notifications show, then blocks for the channel.
///
/// Slack has no way to tell a repetition, so the message's id stands small at the end.
pub fn payload(told: &Told, id: &str) -> Value {
    let subject = cut(&told.subject, LINE_MAX);
    let section =
        |text: String| json!({"type": "section", "text": {"type": "mrkdwn", "text": text}});
    json!({
        "text": subject,
        "blocks": [
            section(format!("*{subject}*")),
            section(cut(&told.body, TEXT_MAX)),
            {"type": "context", "elements": [{"type": "mrkdwn", "text": id}]},
        ],
        "unfurl_links": false,
    })
}

/// `text` with the three letters that Slack gives a meaning to written so that they have none.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// At most `max` characters of an escaped text, never half of an escape.
fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max - 1).collect();
    if let Some(place) = short
        .rfind('&')
        .filter(|place| !short[*place..].contains(';'))
    {
        short.truncate(place);
    }
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::{cut, escape};

    #[test]
    fn nothing_that_slack_reads_is_left() {
        assert_eq!(
            escape("<!channel> & <@U1|ana> &amp;"),
            "&lt;!channel&gt; &amp; &lt;@U1|ana&gt; &amp;amp;"
        );
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("Größe", 4), "Grö…");
        assert_eq!(cut("a &amp; b", 6), "a …");
        assert_eq!(cut("a &amp; b", 8), "a &amp;…");
    }
}
