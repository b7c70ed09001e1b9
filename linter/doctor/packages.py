"""Examines the packages that the program needs: installed, new enough, and working."""

from __future__ import annotations

import importlib
from importlib.metadata import PackageNotFoundError, requires
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

import linter
from linter.doctor.examination import Examination
from linter.messages.phrases import Count, Phrase
from linter.versions import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.doctor.examination import Surroundings

#: The modules of packages with compiled parts, which may have been built for another machine or another
#: Python.
COMPILED = {
    "pyyaml": "yaml",
    "regex": "regex",
    "rensa": "rensa",
}


def examine(_surroundings: Surroundings) -> Examination:
    """Compares the installed packages with the declared dependencies."""
    try:
        lines = requires("seedlint") or []
    except PackageNotFoundError:
        return Examination(
            Phrase("unknown: seedlint runs from {folder} and is not installed", folder=linter.__path__[0])
        )
    requirements = map(Requirement, lines)
    needed = [package for package in requirements if package.marker is None or package.marker.evaluate()]
    fact = Count(len(needed), "{count} is needed", "{count} are needed")
    return Examination(fact, tuple(problem for package in needed for problem in _problems(package)))


def _problems(needed: Requirement) -> Iterator[Phrase]:
    version = installed(needed.name)
    if version is None:
        yield Phrase("{package} is missing; `pip install '{needed}'`", package=needed.name, needed=needed)
        return
    if not needed.specifier.contains(version, prereleases=True):
        yield Phrase(
            "{package} {version} is installed, and {needed} is needed; `pip install '{needed}'`",
            package=needed.name,
            version=version,
            needed=needed,
        )
    module = COMPILED.get(needed.name)
    if module is not None:
        try:
            importlib.import_module(module)
        except ImportError as error:
            yield Phrase(
                "{package} cannot be loaded ({error}); `pip install --force-reinstall {package}`",
                package=needed.name,
                error=error,
            )
