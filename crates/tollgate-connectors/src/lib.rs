//! What goes out: webhooks, e-mail, Slack.
