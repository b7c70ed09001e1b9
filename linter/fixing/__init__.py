"""Applies fixes until none is left, and proves the result."""
