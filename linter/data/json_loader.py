"""Reads JSON value by value, with the offsets that Python's own reader does not give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, template
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linter.errors import LinterError

_SPACE = lazy_re(r"[ \t\r\n]*")
_NEWLINE = lazy_re(r"[\r\n]")
#: The most digits that are read as a whole number; Python refuses thousands of them.
_MOST_DIGITS = 300
#: The most frequent messages of Python's JSON reader, listed here so that they are translated.
_REASONS = (
    template("Expecting value"),
    template("Expecting ',' delimiter"),
    template("Expecting ':' delimiter"),
    template("Expecting property name enclosed in double quotes"),
    template("Unterminated string starting at"),
)


class _ConstantError(ValueError):
    """NaN or an infinity, which Python would read and JSON does not have."""


def _refuse(name: str) -> NoReturn:
    raise _ConstantError(name)


def whole(digits: str) -> int | float:
    """A whole number; one with too many digits becomes a float."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


class JsonText:
    """A text of JSON. Offsets are 0-based and count code points.

    Args:
        text: the text.
        path: how the user names its file.
        problem: the class of errors to raise.
        number: makes a value from a number as it is written; if None, Python's own.
        lines: the lines of the text; computed if None.
    """

    def __init__(
        self,
        text: str,
        path: str,
        problem: type[LinterError],
        *,
        number: Callable[[str], object] | None = None,
        lines: LineIndex | None = None,
    ) -> None:
        self.text = text
        self.end = 0
        """The offset after the list or map that was read last."""
        self._path = path
        self._problem = problem
        self._lines = lines or LineIndex(text)
        self._decoder = json.JSONDecoder(
            parse_int=number or whole, parse_float=number, parse_constant=_refuse
        )

    def line_of(self, at: int) -> int:
        """The 1-based line of an offset."""
        return self._lines.position(at).line

    def error(self, at: int, reason: Phrase) -> LinterError:
        """The error for something wrong at an offset."""
        line, column = self._lines.position(at)
        message = template("not valid JSON: {reason} (character {column} of the line)")
        return self._problem(message, path=self._path, line=line, reason=reason, column=column)

    def first(self) -> int:
        """The offset of the first value.

        Raises:
            LinterError: there is none.
        """
        at = self.skip(0)
        if at == len(self.text):
            raise self._problem("the file is empty", path=self._path, line=1)
        return at

    def skip(self, at: int) -> int:
        """The offset of the first character from `at` on that is not white space."""
        match = _SPACE.match(self.text, at)
        return match.end() if match is not None else at

    def finish(self, at: int) -> None:
        """Raises if anything but white space follows."""
        at = self.skip(at)
        if at < len(self.text):
            raise self.error(at, Phrase("there is more after the value"))

    def on_one_line(self, start: int, end: int) -> None:
        """Raises if a value spans several lines."""
        if _NEWLINE.search(self.text, start, end):
            raise self.error(start, Phrase("a record must be on one line"))

    def next_line(self, at: int) -> int:
        """The offset of the first text on a later line than the value that ends at `at`, or the end.

        Raises:
            LinterError: more text follows on the same line.
        """
        following = self.skip(at)
        if following < len(self.text) and not _NEWLINE.search(self.text, at, following):
            raise self.error(following, Phrase("there is more after the value"))
        return following

    def value(self, at: int) -> tuple[Any, int]:
        """The value that starts at an offset, and the offset after it."""
        try:
            value, end = self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self.error(error.pos, Phrase(error.msg)) from error
        except _ConstantError as error:
            raise self.error(at, Phrase("{name} is not a number in JSON", name=error)) from error
        except RecursionError as error:
            raise self.error(at, Phrase("nested too deeply")) from error
        return value, end

    def elements(self, at: int) -> Iterator[tuple[Any, Span]]:
        """The values of the list that starts at an offset, with their spans."""
        at = self.skip(at + 1)
        closed = self.text.startswith("]", at)
        while not closed:
            value, end = self.value(at)
            yield value, Span(at, end)
            at, closed = self._onward(end, "]")
        self.end = at + 1

    def members(self, at: int) -> Iterator[tuple[str, Any, Span]]:
        """The keys of the map that starts at an offset, with their values and the spans of these."""
        at = self.skip(at + 1)
        closed = self.text.startswith("}", at)
        while not closed:
            if not self.text.startswith('"', at):
                raise self.error(at, Phrase("Expecting property name enclosed in double quotes"))
            key, end = self.value(at)
            at = self.skip(end)
            if not self.text.startswith(":", at):
                raise self.error(at, Phrase("Expecting ':' delimiter"))
            at = self.skip(at + 1)
            value, end = self.value(at)
            yield key, value, Span(at, end)
            at, closed = self._onward(end, "}")
        self.end = at + 1

    def _onward(self, at: int, closing: str) -> tuple[int, bool]:
        """The offset of what follows a value and its comma, and whether it is the closing bracket."""
        at = self.skip(at)
        if self.text.startswith(closing, at):
            return at, True
        if not self.text.startswith(",", at):
            raise self.error(at, Phrase("Expecting ',' delimiter"))
        return self.skip(at + 1), False

    def parts(self, at: int) -> dict[str | int, int]:
        """The offsets of the values in the map or list that starts at an offset, by their keys or numbers."""
        found: dict[str | int, int] = {}
        if self.text.startswith("{", at):
            for key, _, span in self.members(at):
                found.setdefault(key, span.start)
        elif self.text.startswith("[", at):
            found.update((number, span.start) for number, (_, span) in enumerate(self.elements(at)))
        return found

    def find(self, at: int, steps: Sequence[str | int]) -> int:
        """The offset of the value to which steps lead from the value at an offset, as far as they exist."""
        for step in steps:
            inner = self.parts(at).get(step)
            if inner is None:
                return at
            at = inner
        return at
