"""The errors that users see, each one sentence."""

from __future__ import annotations

import os
from typing import Any

from linter.messages.phrases import Count, Joined, Locale, Phrase, display, template

#: The most frequent messages of operating systems, listed here so that they are translated.
_REASONS = (
    template("No such file or directory"),
    template("Permission denied"),
    template("Is a directory"),
    template("Not a directory"),
    template("File name too long"),
    template("No space left on device"),
    template("Read-only file system"),
    template("Too many levels of symbolic links"),
    template("Operation not permitted"),
)


def os_reason(error: OSError) -> Phrase:
    """The reason that the operating system gives."""
    return Phrase(error.strerror or str(error))


class LinterError(Exception):
    """The job, or one file of it, could not be done.

    Args:
        message: one sentence for a person, without the place; `{name}` is replaced by a field.
        path: the file it is about, as the user named it.
        line: the 1-based line in that file.
        fields: the fields of the message.
    """

    def __init__(
        self, message: str | Phrase, *, path: str | None = None, line: int | None = None, **fields: object
    ) -> None:
        phrase = message if isinstance(message, Phrase) else Phrase(message, **fields)
        super().__init__(phrase.template)
        self.phrase = phrase
        self.path = path if path is None else display(path)
        self.line = line

    @property
    def place(self) -> str:
        """The file and the line, as far as they are known."""
        if self.path is None:
            return ""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def text(self, locale: Locale) -> str:
        """The place and the sentence."""
        message = self.phrase.text(locale)
        return f"{self.place}: {message}" if self.place else message

    def __str__(self) -> str:
        return self.text(Locale.ENGLISH)


class UsageError(LinterError):
    """The command line asks for something that cannot be done."""


class DecodeError(LinterError):
    """A file's bytes are not the text they should be."""


class NoRecordsError(DecodeError):
    """A file of data can be read, but has no records: it is about something else."""


class PackError(LinterError):
    """A rule pack, one of its word lists or a configuration file is wrong."""


class BaselineError(LinterError):
    """A baseline of findings cannot be read or is wrong."""


class MetadataError(LinterError):
    """A metadata file cannot be read or is wrong."""


class RuleError(LinterError):
    """A rule could not finish on one document."""


class FixError(LinterError):
    """The fixes of a document do not reach a fixpoint, or would damage it."""


class ExportError(LinterError):
    """A record cannot be exported."""


class FileError(LinterError):
    """The operating system refused to read or write a file."""


def unquoted(error: LinterError, hint: Phrase | None = None) -> LinterError:
    """The same error about a file that may be anything, without what it quotes from there.

    Args:
        error: the error; its fields that are texts may be quotations.
        hint: what to add.
    """
    phrase = _unquoted(error.phrase)
    if hint is not None:
        phrase = Phrase("{reason} ({hint})", reason=phrase, hint=hint)
    other = type(error)(phrase, line=error.line)
    other.path = error.path
    return other


def _unquoted(value: object) -> Any:  # noqa: ANN401 - a value of the same type
    if isinstance(value, Count):
        return value
    if isinstance(value, Joined):
        return Joined([_unquoted(part) for part in value.parts], value.template)
    if isinstance(value, Phrase):
        return Phrase(value.template, **{name: _unquoted(field) for name, field in value.fields.items()})
    return value if isinstance(value, (int, float, os.PathLike)) else "…"


def internal_error(error: Exception, path: str | None = None) -> LinterError:
    """The error for an exception that is a bug; with SEEDLINT_TRACEBACK set, the exception is raised again.

    Args:
        error: the exception.
        path: the file that was processed.
    """
    if os.environ.get("SEEDLINT_TRACEBACK"):
        raise error
    if isinstance(error, MemoryError):
        return FileError("needs more memory than there is", path=path)
    message = template("a bug in seedlint ({error}); please report it with what SEEDLINT_TRACEBACK=1 shows")
    return LinterError(message, path=path, error=f"{type(error).__name__}: {error}")
