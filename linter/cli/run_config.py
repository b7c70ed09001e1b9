"""Resolves the shared options and the configuration into the settings of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.cli.options import count_of, warn_of_surroundings
from linter.files.encodings import known_encoding
from linter.jobs.choice import Wishes, choose
from linter.jobs.remembered import Memory
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.cli.console import Console
    from linter.cli.options import RunOptions
    from linter.files.excludes import Exclusion
    from linter.messages.phrases import Locale
    from linter.metadata import Metadata
    from linter.packs import Rule, RulePack
    from linter.records.names import FieldNames


class RunConfig(Value):
    """The packs of a run, the rules that it uses, and how it reads files."""

    packs: Sequence[RulePack]
    rules: Sequence[Rule]
    names: FieldNames
    """The names that data use for the fields of records."""
    metadata: Metadata | None
    """What is known about the videos."""
    encoding: str | None
    """The encoding of files that are not in UTF-8."""
    files: Sequence[Path]
    """The files that were read for this: configuration, packs, metadata."""
    exclude: Exclusion
    """The files that the configuration leaves out."""
    baseline: Path | None
    """The file of known findings that the configuration names."""
    memory: Memory
    """What earlier runs that judged in the same way found."""
    jobs: int
    """The most processes to use."""
    options: RunOptions
    """What all this follows from, so that another process can do the same."""


def resolve(options: RunOptions, console: Console) -> RunConfig:
    """What the options and the configuration ask for together.

    Raises:
        PackError: a pack or the configuration is wrong, or a name is unknown.
        MetadataError: the metadata file is wrong.
        UsageError: no rule is left, or the encoding is unknown.
    """
    warn_of_surroundings(console)
    return settle(options, console.locale)


def settle(options: RunOptions, locale: Locale) -> RunConfig:
    """The same without a word about the surroundings; errors are those of `resolve`."""
    wishes = Wishes(
        options.rules or (),
        options.select or (),
        options.ignore or (),
        options.variant,
        options.metadata,
        options.config,
        options.isolated,
    )
    choice = choose(wishes, locale)
    encoding = known_encoding(options.encoding)
    return RunConfig(
        choice.packs,
        choice.rules,
        choice.config.fields,
        choice.options.metadata,
        encoding,
        choice.files,
        choice.config.exclude,
        choice.config.baseline,
        Memory(None if options.no_cache else (*choice.context, encoding)),
        count_of(options.jobs),
        options,
    )
