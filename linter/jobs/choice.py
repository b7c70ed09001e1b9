"""Chooses the rules of a run: by what the user asks for and what the configuration says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linter.chinese.targets import Target
from linter.config import Config, find_config, top_folder
from linter.errors import UsageError
from linter.jobs.remembered import contents
from linter.kinds import Options
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.messages.phrases import Locale
    from linter.packs import Rule, RulePack


class Wishes(Value):
    """What the user asks for; it takes precedence over the configuration."""

    packs: Sequence[Path] = ()
    """Packs of the user's own, in addition to those that the configuration names."""
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    variant: Target | None = None
    metadata: Path | None = None
    config: Path | None = None
    """The configuration file; the nearest one if None."""
    isolated: bool = False
    """Whether no configuration file is used."""


class Choice(Value):
    """The rules of a run, and what they were chosen by."""

    config: Config
    packs: Sequence[RulePack]
    rules: Sequence[Rule]
    options: Options
    files: Sequence[Path]
    """The files that were read for this: configuration, packs, metadata."""

    @property
    def context(self) -> tuple[object, ...]:
        """All that findings depend on besides the text and the program, in values of Python's own types."""
        return (
            [rule.id for rule in self.rules],
            self.options.target.value,
            self.options.locale.value,
            sorted(self.config.fields.items()),
            contents(self.files),
        )


def choose(wishes: Wishes, locale: Locale) -> Choice:
    """The rules that the user and the configuration ask for together.

    Raises:
        PackError: a pack or the configuration is wrong, or a name is unknown.
        MetadataError: the metadata file is wrong.
        UsageError: no rule is left, or `isolated` contradicts `config`.
    """
    # The help of a command needs none of the packs.
    from linter.config.names import check_names  # noqa: PLC0415 - see above
    from linter.packs import load_packs, select_rules  # noqa: PLC0415 - see above

    config = configuration(wishes.config, isolated=wishes.isolated)
    options = make_options(config, wishes.variant, wishes.metadata, locale)
    packs = load_packs([*config.packs, *wishes.packs], options, config.file)
    check_names(config, packs)
    rules = select_rules(packs, wishes.select or config.select, [*config.ignore, *wishes.ignore])
    if not rules:
        raise UsageError("--select and --ignore leave no rule to run")
    files = [*settings_files(config, wishes.metadata), *(file for pack in packs for file in pack.files)]
    return Choice(config, packs, rules, options, files)


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
