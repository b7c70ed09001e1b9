"""`seedlint convert`: converts text to one Chinese variant, as a plain filter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from linter.chinese.targets import Target
from linter.cli.console import Console
from linter.cli.define import Argument, Option
from linter.cli.options import EncodingOption, as_paths, warn_of_surroundings
from linter.conversion import converter
from linter.errors import FileError, LinterError, UsageError, os_reason
from linter.files.encodings import decode_source, known_encoding
from linter.files.reading import read_source
from linter.jobs.convert import convert_source
from linter.messages.phrases import display

if TYPE_CHECKING:
    from linter.conversion import Conversion

_STDIN = "-"


def convert(
    console: Console,
    paths: Annotated[
        list[str] | None,
        Argument(help="Files, or folders with --in-place; standard input if none, or -.", show_default=False),
    ] = None,
    *,
    variant: Annotated[
        Target, Option("--variant", help="The variant of Chinese to convert to.")
    ] = Target.TAIWAN,
    vocabulary: Annotated[
        bool, Option("--vocabulary", help="Replace the words of other places, too: 軟件 by 軟體.")
    ] = False,
    encoding: EncodingOption = None,
    in_place: Annotated[
        bool, Option("--in-place", "-i", help="Rewrite the files instead of printing them.")
    ] = False,
) -> int:
    """Convert Chinese text to one variant, and change nothing else.

    Reads standard input or files and writes to standard output, or rewrites the files. Text that is already
    right stays as it is, and so do code, addresses, tags, maths and Japanese. A line stays, too, if it
    cannot be proved that only its words change.

    Exit status: 0 done, 2 something could not be read, written or proved; the rest is still converted.
    """
    if in_place and (not paths or _STDIN in paths):
        raise UsageError("--in-place needs files or folders")
    if vocabulary and variant is Target.HONG_KONG:
        raise UsageError("--vocabulary knows the words of zh-TW and zh-CN, not those of zh-HK")
    warn_of_surroundings(console)
    job = converter(variant.value, vocabulary=vocabulary)
    known = known_encoding(encoding)
    if in_place:
        from linter.cli.convert_in_place import convert_in_place  # noqa: PLC0415 - a filter writes no files

        errors = convert_in_place(as_paths(paths), job, known, console)
    else:
        errors = _filter(paths or [_STDIN], job, known)
    console.print_errors(errors)
    return 2 if errors else 0


def _filter(names: list[str], job: Conversion, encoding: str | None) -> list[LinterError]:
    """Writes the converted files to standard output, one after the other."""
    errors: list[LinterError] = []
    for name in names:
        try:
            if name == _STDIN:
                source, shown = decode_source(_stdin(), "<stdin>", encoding), "<stdin>"
            else:
                (path,) = as_paths([name])
                if path.is_dir():
                    raise FileError("is a folder; --in-place converts the files in it", path=name)
                source, shown = read_source(path, encoding), display(path)
            converted, unproved = convert_source(source, shown, job)
        except LinterError as error:
            errors.append(error)
            continue
        errors += unproved
        sys.stdout.buffer.write(converted)
    sys.stdout.buffer.flush()
    return errors


def _stdin() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except (OSError, AttributeError) as error:  # a folder, or nothing at all
        reason = os_reason(error) if isinstance(error, OSError) else "closed"
        raise FileError("cannot be read: {reason}", path="<stdin>", reason=reason) from error
