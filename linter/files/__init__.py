"""Finding, reading and writing files safely."""
