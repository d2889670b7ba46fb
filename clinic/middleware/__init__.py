"""What every request passes, outermost first: see MIDDLEWARE in settings."""
