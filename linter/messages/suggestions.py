"""Suggests the name that the user may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Maximum number of characters of a name, and of a list of names in a message; longer ones do not help.
_LONGEST = 120
#: How many names are compared.
_MOST = 2000


def did_you_mean(name: str, known: Iterable[str]) -> Phrase | str:
    """The end of a message about an unknown name: the nearest known one, or a list of them."""
    import difflib  # noqa: PLC0415 - only after a typing error

    # The time of a comparison grows with the product of the lengths.
    names = sorted(choice for choice in known if len(choice) <= _LONGEST)[:_MOST]
    close = difflib.get_close_matches(name, names, n=1) if len(name) <= _LONGEST else []
    if close:
        return Phrase("; did you mean '{name}'?", name=close[0])
    listed = ", ".join(names)
    return Phrase("; choose from: {names}", names=listed) if 0 < len(listed) <= _LONGEST else ""
