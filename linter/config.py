"""The user's configuration: which packs and rules run, and what is changed about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linter.chinese.targets import Target
from linter.errors import PackError

if TYPE_CHECKING:
    from pathlib import Path

    from linter.packs.yaml_loader import YamlFile

#: The names under which the file is looked for, the first that is there counts.
NAMES = ("seedlint.yaml", ".seedlint.yaml")


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; without one, nothing."""

    file: YamlFile | None = None
    packs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    variant: Target | None = None
    metadata: Path | None = None


def find_config(folder: Path) -> Path | None:
    """The configuration file of a folder, or of the nearest folder above it up to the top of a repository."""
    for place in (folder, *folder.parents):
        for name in NAMES:
            if (place / name).is_file():
                return place / name
        if (place / ".git").exists():
            return None
    return None


def read_config(path: Path) -> Config:
    """Reads a configuration file.

    Raises:
        PackError: it cannot be read, or something in it is wrong.
    """
    from linter.packs.source import validate  # noqa: PLC0415 - a run without such a file needs none of it
    from linter.packs.yaml_loader import load_yaml  # noqa: PLC0415
    from linter.textfile import read_text  # noqa: PLC0415

    file = load_yaml(read_text(path, PackError), str(path))
    validate(file, "config")
    value, folder = file.value, path.parent
    return Config(
        file,
        tuple(folder / name for name in value.get("packs", ())),
        tuple(value.get("select", ())),
        tuple(value.get("ignore", ())),
        Target(value["variant"]) if "variant" in value else None,
        folder / value["metadata"] if "metadata" in value else None,
    )
