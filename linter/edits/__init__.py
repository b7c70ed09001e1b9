"""Which edits are allowed."""
