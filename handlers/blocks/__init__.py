"""What people see, as pure functions from rooms to Block Kit. No calls, no decisions about who may see it."""
