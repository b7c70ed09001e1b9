"""The user's configuration: which packs and rules run, and what it changes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.files.excludes import Exclusion
from linter.recall import trace
from linter.values import Value, field

if TYPE_CHECKING:
    from pathlib import Path

    from linter.chinese.targets import Target
    from linter.data.yaml_file import YamlFile
    from linter.records.names import FieldNames

#: The names of a configuration file; of two in one folder, the first is used.
NAMES = ("seedlint.yaml", ".seedlint.yaml")


class Config(Value):
    """What a configuration file says; without a file, the defaults apply."""

    file: YamlFile | None = None
    packs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    variant: Target | None = None
    metadata: Path | None = None
    exclude: Exclusion = field(default_factory=Exclusion)
    baseline: Path | None = None
    fields: FieldNames = field(default_factory=dict)
    """The names that data use for the fields of records, by our names."""


def find_config(folder: Path) -> Path | None:
    """The configuration file of a folder, or of the nearest folder above it in the same repository.

    Outside a repository, only the folder itself counts: those above it may be anybody's.
    """
    top = top_folder(folder)
    for parent in (folder, *folder.parents):
        for name in NAMES:
            if _is_there("is_file", parent / name):
                return parent / name
        if parent == top:
            break
    return None


def top_folder(folder: Path) -> Path:
    """The top folder of the repository that a folder is in; outside a repository, the folder itself."""
    return next(
        (parent for parent in (folder, *folder.parents) if _is_there("exists", parent / ".git")), folder
    )


def _is_there(question: str, path: Path) -> bool:
    return bool(trace.ask(question, path))
