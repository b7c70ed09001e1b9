"""The configuration that a run here would use, and files that look like one and are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.config import NAMES, find_config
from linter.config.names import check_names
from linter.config.reading import read_config
from linter.doctor.examination import Examination
from linter.errors import LinterError
from linter.kinds import Options
from linter.messages.phrases import Count, Phrase, display
from linter.metadata import read_metadata
from linter.packs import load_packs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.config import Config
    from linter.doctor.examination import Surroundings

#: What people call it who remember the name of another tool's.
_MISNAMED = (
    "seedlint.yml",
    ".seedlint.yml",
    "seedlint.json",
    ".seedlint.json",
    "seedlint.toml",
    ".seedlint.toml",
    ".seedlintrc",
)


def examine(surroundings: Surroundings) -> Examination:
    """Looks for it as a run does, reads it and what it names, and looks for what a run passes over."""
    found = surroundings.config or find_config(surroundings.folder)
    problems: list[Phrase | LinterError] = []
    fact: Phrase | str = Phrase("none")
    if found is not None:
        try:
            fact = _read(found)
        except LinterError as error:
            fact, problems = display(found), [error]
    if surroundings.config is None:
        problems += _passed_over(surroundings.folder, found)
    return Examination(fact, tuple(problems))


def _read(path: Path) -> Phrase:
    """What a configuration says, read with all that it names.

    Raises:
        LinterError: something of it is wrong.
    """
    config = read_config(path)
    check_names(config, load_packs(config.packs, Options(), config.file))
    if config.metadata is not None:
        read_metadata(config.metadata)
    _read_baseline(config)
    packs = Count(len(config.packs), "{count} pack", "{count} packs")
    return Phrase("{path}, {packs} of its own", path=path, packs=packs)


def _read_baseline(config: Config) -> None:
    if config.baseline is not None:
        from linter.reporters.baseline import Baseline  # noqa: PLC0415 - few have one

        Baseline.read(config.baseline)


def _passed_over(folder: Path, found: Path | None) -> Iterator[Phrase]:
    """Files that somebody may take for the configuration."""
    top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)
    for place in (folder, *folder.parents):
        within = place == top or top in place.parents
        for name in _MISNAMED if within else ():
            if (place / name).is_file():
                yield Phrase(
                    "{path} is not read; the configuration is YAML and is called {name}",
                    path=place / name,
                    name=NAMES[0],
                )
        for name in NAMES:
            path = place / name
            if path.is_dir() and within:
                yield Phrase("{path} is a folder, and no configuration", path=path)
            if path == found or not path.is_file():
                continue
            if found is not None and found.parent == place:
                yield Phrase("{path} is not read, since {other} is there", path=path, other=found.name)
            elif found is None:  # above a folder that is in no repository, or above the repository
                yield Phrase(
                    "{path} is not read here: it lies above {top}; `--config {path}` uses it",
                    path=path,
                    top=top,
                )
