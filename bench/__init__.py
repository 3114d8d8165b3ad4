"""What the reading of times is measured with; nothing here is needed, or imported, by the bot."""
