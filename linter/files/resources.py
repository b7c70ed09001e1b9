"""Where files are: rule packs and schemas next to the program, cached values in the user's cache folder."""

from __future__ import annotations

from pathlib import Path

from linter.recall import folder as recall

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
    name = recall.cache_folder()
    return Path(name) if name is not None else None
