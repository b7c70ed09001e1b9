"""Where the rule packs and schemas lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `rules` or `schemas`, from whatever directory the program is started.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        place = parent / name
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"seedlint's own '{name}' folder is missing beside {_PACKAGE}: reinstall seedlint"
    )
