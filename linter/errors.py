"""What can go wrong, as one sentence for a person. Imports nothing of ours."""

from __future__ import annotations

import os


def display(path: str | os.PathLike[str]) -> str:
    r"""A path as text for people and reports; bytes that are no UTF-8 show as `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


class LinterError(Exception):
    """The job, or one file of it, could not be done.

    Args:
        message: one sentence for a person, without the place.
        path: the file it is about, as the user named it.
        line: the 1-based line in that file.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path if path is None else display(path)
        self.line = line

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


class UsageError(LinterError):
    """The command line asks for something that cannot be done."""


class DecodeError(LinterError):
    """A file's bytes are not the text they should be."""


class PackError(LinterError):
    """A rule pack or one of its word lists is wrong."""


class MetadataError(LinterError):
    """A metadata file cannot be read or is wrong."""


class RuleError(LinterError):
    """A rule could not finish its work on one document."""


class FixError(LinterError):
    """The fixes of a document do not come to rest, or would damage it."""


class ExportError(LinterError):
    """A record may not be handed over."""


class FileError(LinterError):
    """The operating system refused to read or write a file."""
