"""Where files are: rule packs and schemas next to the program, cached values in the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder `rules` or `schemas`, in a checkout or an installed package.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        candidate = parent / name
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"seedlint's own '{name}' folder is missing next to {_PACKAGE}: reinstall seedlint"
    )


def cache_folder() -> Path | None:
    """The folder for cached values: SEEDLINT_CACHE_DIR, or one in the user's cache; None for no cache."""
    own = os.environ.get("SEEDLINT_CACHE_DIR")
    if own is not None:
        return Path(own) if own else None
    general = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - `~` may stay
    return Path(general) / "seedlint" if os.path.isabs(general) else None  # noqa: PTH117
