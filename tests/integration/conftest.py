"""Fixtures for tests with other tools: the product as a clone, and as packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.checkouts import built, prepared, product

__all__ = ["built", "prepared", "product"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Runs the tests of a file in one process, because they share slow installations, and gives them more time."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
            item.add_marker(pytest.mark.timeout(900))
