"""What the pages of the intake say through a tag."""
