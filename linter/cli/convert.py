"""`seedlint convert`: one Chinese variant, as a plain filter."""

from __future__ import annotations

import contextlib
import gc
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from linter.chinese.targets import Target
from linter.cli.options import EncodingOption, as_paths, close_journal, print_errors, warn_of_other_opencc
from linter.cli.words import say
from linter.errors import FileError, LinterError, UsageError, os_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STDIN = "-"


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Pauses garbage collection, which takes a tenth of a short run with many small objects and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collection()
def convert(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, or folders with --in-place; standard input if none, or -.", show_default=False
        ),
    ] = None,
    *,
    variant: Annotated[Target, typer.Option("--variant", help="The Chinese to convert to.")] = Target.TAIWAN,
    vocabulary: Annotated[
        bool, typer.Option("--vocabulary", help="Replace words of the other place, too: 軟件 by 軟體.")
    ] = False,
    encoding: EncodingOption = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", "-i", help="Rewrite the files instead of printing them.")
    ] = False,
) -> int:
    """Bring Chinese text to one variant, and do nothing else.

    Reads standard input or files and writes to standard output, or rewrites the files. What is right stays,
    as do code, addresses, tags, maths and Japanese.

    Exit status: 0 done, 2 something could not be read or written; the rest is still done.
    """
    from linter.conversion import converter  # noqa: PLC0415 - see linter.cli.options

    if in_place and (not paths or _STDIN in paths):
        raise UsageError("--in-place needs files or folders")
    if vocabulary and variant is Target.HONG_KONG:
        raise UsageError("--vocabulary knows the words of zh-TW and zh-CN, not those of zh-HK")
    warn_of_other_opencc()
    job = converter(variant.value, vocabulary=vocabulary)
    from linter.files.encodings import known_encoding  # noqa: PLC0415 - see linter.cli.options

    known = known_encoding(encoding)
    errors = _in_place(paths or [], job, known) if in_place else _filter(paths or [_STDIN], job, known)
    print_errors(errors)
    return 2 if errors else 0


def _filter(names: list[str], job: Callable[[str], str], encoding: str | None) -> list[LinterError]:
    """Writes what the files become to standard output, one behind the other."""
    from linter.files.discovery import read  # noqa: PLC0415 - as above
    from linter.files.encodings import read_source  # noqa: PLC0415 - as above
    from linter.jobs.convert import convert_source  # noqa: PLC0415 - as above
    from linter.messages.phrases import display  # noqa: PLC0415 - as above

    errors: list[LinterError] = []
    for name in names:
        try:
            if name == _STDIN:
                source, shown = read_source(_stdin(), "<stdin>", encoding), "<stdin>"
            else:
                (path,) = as_paths([name])
                if path.is_dir():
                    raise FileError("is a folder; --in-place converts the files in it", path=name)
                source, shown = read(path, encoding), display(path)
            made = convert_source(source, shown, job)
        except LinterError as error:
            errors.append(error)
            continue
        sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return errors


def _stdin() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except (OSError, AttributeError) as error:  # a folder, or nothing at all
        reason = os_reason(error) if isinstance(error, OSError) else "closed"
        raise FileError("cannot be read: {reason}", path="<stdin>", reason=reason) from error


def _in_place(names: list[str], job: Callable[[str], str], encoding: str | None) -> list[LinterError]:
    """Rewrites the files, and says which of them changed."""
    from linter.files.journal import Journal  # noqa: PLC0415 - as above
    from linter.files.writer import sweep  # noqa: PLC0415 - as above
    from linter.jobs.check import find  # noqa: PLC0415 - as above
    from linter.jobs.convert import convert_file  # noqa: PLC0415 - as above

    journal = Journal("convert")
    found = find(as_paths(names))
    sweep(found.files)
    errors = list(found.errors)
    for path in found.files:
        try:
            changed = convert_file(path, job, encoding=encoding, journal=journal)
        except LinterError as error:
            errors.append(error)
            continue
        if changed:
            say("{path}: converted", path=path)
    close_journal(journal)
    return errors
