"""Suggests the name that somebody may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A longer list of names is no help in a message.
_LONGEST = 120
#: How many names are looked through.
_MOST = 2000


def did_you_mean(name: str, known: Iterable[str]) -> Phrase | str:
    """The end of a message about an unknown name: the one that is nearest, or what there is."""
    import difflib  # noqa: PLC0415 - only for a mistake

    # What is likened grows with the product of the lengths: nobody mistypes a name of a page.
    names = sorted(each for each in known if len(each) <= _LONGEST)[:_MOST]
    close = difflib.get_close_matches(name, names, n=1) if len(name) <= _LONGEST else []
    if close:
        return Phrase("; did you mean '{name}'?", name=close[0])
    listed = ", ".join(names)
    return Phrase("; there are: {names}", names=listed) if 0 < len(listed) <= _LONGEST else ""
