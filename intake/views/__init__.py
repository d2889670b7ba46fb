"""What people look at: the door, the form, the inbox, the review."""
