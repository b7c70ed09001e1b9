"""What an edit may touch."""
