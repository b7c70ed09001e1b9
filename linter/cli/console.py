"""What the command line prints, in the language of the run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from linter.messages.phrases import Locale, Phrase, printable_lines, shown
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.errors import LinterError
    from linter.files.journal import Journal
    from linter.recall.runs import Run


def echo(text: str, *, end: str = "\n", err: bool = False) -> None:
    """Prints a text at once, to standard output or to standard error."""
    stream = sys.stderr if err else sys.stdout
    stream.write(text + end)
    stream.flush()


class Console(Value):
    """Prints for one run of the program; commands and typer's context pass it on."""

    locale: Locale
    remembered: Run | None = None
    """Listens to commands that give the same for the same input."""

    def say(self, message: str | Phrase, **fields: object) -> None:
        """Prints a sentence to standard output."""
        phrase = message if isinstance(message, Phrase) else Phrase(message, **fields)
        echo(printable_lines(phrase.text(self.locale)))

    def print_error(self, message: str | Phrase) -> None:
        """Prints an error or a warning to standard error."""
        echo(printable_lines(f"seedlint: {shown(message, self.locale)}"), err=True)

    def print_errors(self, errors: Iterable[LinterError]) -> None:
        """Prints errors to standard error."""
        for error in errors:
            self.print_error(error.text(self.locale))

    def close_journal(self, journal: Journal) -> None:
        """Ends the journal of a run and, if the run cannot be undone, prints why."""
        journal.close()
        if journal.problem is not None:
            self.print_error(
                Phrase("what was changed cannot be undone later: {reason}", reason=journal.problem)
            )
