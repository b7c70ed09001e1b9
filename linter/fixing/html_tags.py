"""The tags in HTML, as Python's parser reads them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.matching.cpu_time import CpuLimit


def tags_of(html: str, limit: CpuLimit) -> list[tuple[object, ...]]:
    """The tags between the words of HTML, in order.

    Raises:
        TimeoutError: the limit is reached.
    """
    reader = _TagReader(limit)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # how Python 3.11 reports that `<![a]` is not HTML
        return [(html,)]
    return reader.found


class _TagReader(HTMLParser):
    """Reads everything in HTML that is not text."""

    def __init__(self, limit: CpuLimit) -> None:
        super().__init__(convert_charrefs=False)
        self._limit = limit
        self.found: list[tuple[object, ...]] = []

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - its name is the library's
        """Text; or one of many unclosed tags, for each of which the parser reads to the end of the text."""
        self._limit.check()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that opens an element."""
        self.found.append((tag, *attrs))

    def handle_endtag(self, tag: str) -> None:
        """A tag that closes one."""
        self.found.append(("/", tag))

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.found.append(("!--", data))

    def handle_decl(self, decl: str) -> None:
        """A declaration."""
        self.found.append(("!", decl))

    def handle_pi(self, data: str) -> None:
        """An instruction."""
        self.found.append(("?", data))

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self.found.append(("&#", name))

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self.found.append(("&", name))

    def unknown_decl(self, data: str) -> None:
        """A declaration in square brackets."""
        self.found.append(("![", data))
