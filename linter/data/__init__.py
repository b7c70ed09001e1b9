"""YAML and JSON with the positions of their values, and JSON Schema."""
