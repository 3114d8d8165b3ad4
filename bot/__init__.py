"""The room bot: books tele-health video rooms from Slack and keeps every promise that follows from it."""
