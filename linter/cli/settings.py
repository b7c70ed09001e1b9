"""The configuration that the command line asks for, and what follows from both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linter.chinese.targets import Target
from linter.config import Config, find_config, top_folder
from linter.errors import UsageError
from linter.kinds import Options

if TYPE_CHECKING:
    from linter.messages.phrases import Locale


def configuration(path: Path | None, *, isolated: bool) -> Config:
    """The configuration that the options ask for.

    Raises:
        UsageError: both options are given.
        PackError: the file cannot be read, or something in it is wrong.
    """
    if isolated:
        if path is not None:
            raise UsageError("--isolated and --config contradict each other")
        return Config()
    found = path or find_config(current_folder())
    if found is None:
        return Config()
    top = None if path is not None else top_folder(found.parent)
    from linter.config.reading import read_config  # noqa: PLC0415 - most runs have no configuration

    return read_config(found, top)


def current_folder() -> Path:
    """The folder that the program runs in.

    Raises:
        UsageError: it was removed.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise UsageError("the current folder was removed; change to another one") from None


def make_options(config: Config, variant: Target | None, metadata: Path | None, locale: Locale) -> Options:
    """What rules may depend on; the command line takes precedence over the configuration.

    Raises:
        MetadataError: the metadata file is wrong.
    """
    target = variant or config.variant or Target.TAIWAN
    known = metadata or config.metadata
    if known is None:
        return Options(target, None, locale)
    from linter.metadata import read_metadata  # noqa: PLC0415 - most runs have none

    return Options(target, read_metadata(known, quoting=metadata is not None), locale)


def settings_files(config: Config, metadata: Path | None) -> list[Path]:
    """The configuration file and the metadata file that a run has read."""
    files = [] if config.file is None else [Path(config.file.path)]
    known = metadata or config.metadata
    return files if known is None else [*files, known]
