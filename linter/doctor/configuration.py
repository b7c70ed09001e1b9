"""Examines the configuration that a run here would use, and files that only look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.config import NAMES, find_config, top_folder
from linter.config.names import check_names
from linter.config.reading import read_config
from linter.doctor.examination import Examination
from linter.errors import LinterError
from linter.kinds import Options
from linter.messages.phrases import Count, Phrase, display
from linter.metadata import read_metadata
from linter.packs import load_packs
from linter.reporters.baseline import Baseline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.config import Config
    from linter.doctor.examination import Surroundings

#: Names that people may give it who think of another tool's configuration.
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
    """Finds the configuration as a run does, reads it and what it names, and looks for ignored files."""
    found = surroundings.config or find_config(surroundings.folder)
    problems: list[Phrase | LinterError] = []
    fact: Phrase | str = Phrase("none")
    if found is not None:
        try:
            fact = _read(found, None if surroundings.config is not None else top_folder(found.parent))
        except LinterError as error:
            fact, problems = display(found), [error]
    if surroundings.config is None:
        problems += _ignored_files(surroundings.folder, found)
    return Examination(fact, tuple(problems))


def _read(path: Path, top: Path | None) -> Phrase:
    """Describes a configuration after reading it and every file that it names, as `read_config` does.

    Raises:
        LinterError: something in it is wrong.
    """
    config = read_config(path, top)
    check_names(config, load_packs(config.packs, Options(), config.file))
    if config.metadata is not None:
        read_metadata(config.metadata, quoting=False)
    _read_baseline(config)
    packs = Count(len(config.packs), "{count} pack", "{count} packs")
    return Phrase("{path}, {packs} of its own", path=path, packs=packs)


def _read_baseline(config: Config) -> None:
    if config.baseline is not None:
        Baseline.read(config.baseline)


def _ignored_files(folder: Path, found: Path | None) -> Iterator[Phrase]:
    """Files that somebody may mistake for the configuration."""
    top = top_folder(folder)
    for parent in (folder, *folder.parents):
        within = parent == top or top in parent.parents
        for name in _MISNAMED if within else ():
            if (parent / name).is_file():
                yield Phrase(
                    "{path} is not read; the configuration is YAML and is called {name}",
                    path=parent / name,
                    name=NAMES[0],
                )
        for name in NAMES:
            path = parent / name
            if path.is_dir() and within:
                yield Phrase("{path} is a folder, not a configuration", path=path)
            if path == found or not path.is_file():
                continue
            if found is not None and found.parent == parent:
                yield Phrase("{path} is not read, since {other} is there", path=path, other=found.name)
            elif found is None:  # above the repository, or above a folder outside any repository
                yield Phrase(
                    "{path} is not read here: it lies above {top}; `--config {path}` uses it",
                    path=path,
                    top=top,
                )
