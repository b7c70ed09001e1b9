"""What the tests of other tools share: the product as a clone, and as packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.checkouts import built, product

__all__ = ["built", "product"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one file run in one process: they share what takes long to install. They may take long, too."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
            item.add_marker(pytest.mark.timeout(300))
