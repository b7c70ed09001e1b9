"""YAML and JSON with the places of their values, and JSON Schema."""
