"""The inline structure of Markdown: code spans, tags, addresses, link targets, maths and emphasis.

CommonMark 0.31, chapter 6; maths as pandoc's tex_math_dollars reads it.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.regions.block import label_key
from linter.regions.emphasis import rendered_delimiters
from linter.regions.names import (
    block_id_end,
    bracket_tag_end,
    mention_end,
    named_by_colon,
    reference_end,
    scheme_start,
)
from linter.regions.region import Region, RegionKind
from linter.regions.templates import braces_end, tag_end
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from collections.abc import Set as AbstractSet

    from linter.regions.block import InlineRun

_ATTRIBUTE = r"""\s+(?:[^\W\d]|[_:@#])[\w.:@#-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
#: A tag exactly as CommonMark 6.6 defines it, or anything on one line that a browser would read as one.
#: A bare `<` before a space, a digit or Han opens nothing.
_TAG = re.compile(
    rf"</?[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>|</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>\r\n]*)?>"
)
_OPEN_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*[\s/]")
#: What closes each element whose content is not prose.
_OPAQUE_END = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("code", "kbd", "samp", "var", "tt", "math", "svg", "script", "style", "pre", "textarea")
}
_OPAQUE = re.compile(rf"<({'|'.join(_OPAQUE_END)})(?=[\s>])", re.IGNORECASE)
_COMMENT_END = re.compile("-->")
_SPECIAL = re.compile(r"<[!?]\w[^<>]*>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_AUTOLINK = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+>"
)
#: The rest of a bare address or a path, which ends at white space, quotes, brackets or full-width
#: punctuation.
_REST = r"""[^\s<>"'`|\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]"""
_ADDRESS = re.compile(rf"(?i:(?:https?|ftp|file)://|www\.|mailto:){_REST}+")
#: An address that a program opens, from the colon of its scheme: `obsidian://open?vault=甲`.
_PROGRAM_ADDRESS = re.compile(rf"://{_REST}+")
#: Domains may have letters of any script before the last dot; `git@host.com:folder/name` is an address, too.
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24})"
    r"(?::[\w.~-]+(?:/[\w.~-]+)+)?"
)
_EMAIL_BEFORE = re.compile(r"[A-Za-z0-9._%+-]{1,64}$")
#: A POSIX path, from its first slash: the first name is ASCII, unlike in `和/或`.
_PATH = re.compile(rf"/[A-Za-z0-9._~+-]+/{_REST}*")
#: A path after `~`, `.` or `..`, whose first name may be any.
_DOTTED_PATH = re.compile(rf"/{_REST}+")
_PATH_BEFORE = re.compile(r"(?:^|(?<=[\s(\[\u3000-\u303f\uff00-\uff1f]))(?:~|\.{1,2})?$")
#: A well-known kind of domain, before the slash of its path.
_DOMAIN_BEFORE = re.compile(
    r"(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:com|org|net|edu|gov|info|io|ai|tw|cn|hk|jp|tv|me|be|ly|gl|dev|app)$"
)
#: Chinese right after a letter belongs to the sentence, since nothing shows that the address continues.
_DOMAIN_PATH = re.compile(rf"/(?:(?=[!-~]){_REST}|(?<=[/=&?#_.%-])(?:(?![!-~]){_REST})+)*")
_DRIVE_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]:$")
_DRIVE_PATH = re.compile(rf"\\{_REST}+")
#: A link to a page or a file, or an embedded one, as in a wiki.
_WIKI_LINK = re.compile(r"\[\[[^\[\]\r\n]{1,200}\]\]")
_ADDRESS_TAIL = ".,;:!?*_~"
_TARGET = re.compile(
    r"""\]\(\s*(?:<[^<>\r\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*)"""
    r"""(?:\s+(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?\s*\)"""
)
#: After the text of a reference: `[label]`, or `[]` where the text itself is the label.
_REFERENCE = re.compile(r"\]\[([^\[\]]{0,999})\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,99}\]")
#: The longest label that CommonMark allows (4.7).
_LONGEST_LABEL = 999
#: An address or the name of a file with spaces, perhaps with the size of a picture.
_LOOSE_TARGET = re.compile(
    r"\]\((?:[^()\r\n]*://[^()\r\n]*|[^()\r\n]*[^\s()]\.[A-Za-z][A-Za-z0-9]{0,4}(?:#[^()\r\n\"]*)?"
    r"(?:[ \t]+=\d*x\d*)?(?:[ \t]+\"[^\"\r\n]*\")?[ \t]*)\)"
)
#: As on social media (twitter-text) and in Obsidian: with a letter in it, and none before; Weibo has `#a#`.
_HASHTAG = re.compile(r"(?<![\w&/#＃\]])[#＃](?=[\d_/-]*[^\W\d_])\w+(?:[/-]\w+)*(?:#(?!\w))?")
#: A comment of Obsidian within a line.
_HIDDEN = re.compile(r"(?<![\d%])%%(?=[^\s%])[^%\r\n]*%%(?!%)")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_MATH_SPAN = re.compile(r"\$\$(?=\S).+?\$\$|\$(?![\s$])(?:[^$\\]|\\.)*?(?<![\s\\])\$(?!\d)", re.DOTALL)
_TEX = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\\begin\{(\w+\*?)\}.+?\\end\{\3\}", re.DOTALL)
_PRICE = re.compile(r"\$+\d")
_HAN = re.compile(f"[{HAN}]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ADDRESS_START = r"(?<=[Hh])[Tt][Tt][Pp][Ss]?://|(?<=[Ff])(?:[Tt][Pp]|[Ii][Ll][Ee])://|(?<=[Ww])[Ww][Ww]\.|(?<=[Mm])[Aa][Ii][Ll][Tt][Oo]:"
#: A colon of a field, of an address of a program, of the name of a text, or of a directive.
_COLON_START = r"(?<=:)(?:(?=:[ \t]|//)|(?<=\(ref:)|(?<![\w:]:)(?=[^\W\d][\w-]*\[))"
#: What may start a region: a character class first, so that `re` can skip to it, then what must follow.
_START = re.compile(
    r"[\\`<$\[\]&{@/#＃%^:*_HhFfWwMm](?:(?<=[\\`<$\[\]&{@/#＃^])|(?<=%)%|(?<=\*)\**|(?<=_)_*"
    rf"|{_ADDRESS_START}|{_COLON_START})"
)
#: The part of it that may start a protected region.
_START_PROTECTED = re.compile(
    rf"[\\`<$\[\]{{@/#＃%^:HhFfWwMm](?:(?<=[\\`<$\[\]{{@/#＃^])|(?<=%)%|{_ADDRESS_START}|{_COLON_START})"
)
_MARKUP = frozenset((RegionKind.MARKUP, RegionKind.MARKUP_END, RegionKind.LINK))
_BACKTICKS = re.compile(r"`+")
#: No maths or tag that a person writes is longer; a stray opener must not scan a whole file.
_REACH = 5000


def scan_inline(text: str, run: InlineRun, labels: AbstractSet[str], *, markup: bool = True) -> list[Region]:
    """The regions of one inline stretch that are not prose, in no particular order.

    In a raw stretch (inside an HTML block) nothing is emphasis and nothing is escaped.

    Args:
        text: the whole text.
        run: the stretch.
        labels: the labels of definitions, as `label_key` writes them.
        markup: whether to find markup as well; see `read_structure`.
    """
    start = _START if markup else _START_PROTECTED
    if start.search(text, run.start, run.end) is None:
        return []
    scanner = _Scanner(text, run, labels, start)
    regions = list(scanner.scan())
    if not markup:
        return [region for region in regions if region.kind not in _MARKUP]
    if not run.raw:
        for delimiter in rendered_delimiters(text, scanner.delimiters):
            kind = RegionKind.MARKUP_END if delimiter.closes else RegionKind.MARKUP
            regions.append(Region(kind, Span(delimiter.start, delimiter.end)))
    return regions


def delimiter_runs(text: str, run: InlineRun, labels: AbstractSet[str]) -> list[tuple[int, int]]:
    """The runs of `*` and `_` that may delimit emphasis in an inline stretch: half-open offsets, in order."""
    scanner = _Scanner(text, run, labels)
    for _ in scanner.scan():
        pass
    return scanner.delimiters


class _Scanner:
    def __init__(
        self, text: str, run: InlineRun, labels: AbstractSet[str], start: re.Pattern[str] = _START
    ) -> None:
        self._text = text
        self._starter = start
        self._start, self._end = run.start, run.end
        self._raw = run.raw
        self._mdx = run.expressions
        self._absent: set[re.Pattern[str]] = set()
        self._ticks: dict[int, list[int]] | None = None
        self._labels = labels
        #: The offsets of the brackets that nothing has closed yet, including the `!` before them.
        self._open: list[int] = []
        self.delimiters: list[tuple[int, int]] = []

    def scan(self) -> Iterator[Region]:
        """Yields the regions and notes the emphasis delimiters on the way."""
        at = done = self._start
        readers: dict[str, Callable[[int], tuple[RegionKind, int] | None]] = {
            "\\": self._backslash,
            "`": self._code,
            "<": self._angle,
            "$": self._maths,
            "]": self._target,
            "&": self._entity,
            "{": self._attributes,
            "#": self._hashtag,
            "＃": self._hashtag,
            "%": self._hidden,
            "^": self._block_id,
        }
        while (match := self._starter.search(self._text, at, self._end)) is not None:
            here, at = match.span()
            opening = match.group()
            if opening[0] in "*_":
                self.delimiters.append((here, at))
                continue
            start = here
            if opening == "@":
                found, start = self._at_sign(here)
            elif opening == ":":
                found, start = self._colon(here)
            elif opening == "/":
                found, start = self._path(here)
            elif opening == "\\" and _DRIVE_BEFORE.search(self._text, max(self._start, here - 3), here):
                found, start = self._bounded(_DRIVE_PATH, here), here - 2
            elif opening == "[":
                found = self._bracket(here, done)
            elif opening == "]" and not self._raw:
                found, start = yield from self._closing(here)
            else:
                found = readers.get(opening[0], self._address)(here)
            if found is not None and start < found[1]:
                kind, at = found
                done = at
                yield Region(kind, Span(start, at))

    def _backslash(self, at: int) -> tuple[RegionKind, int] | None:
        match = _TEX.match(self._text, at, min(self._end, at + _REACH))
        if match is not None:
            return RegionKind.MATH, match.end()
        if (end := reference_end(self._text, at, self._end)) > at:
            return RegionKind.ATTRIBUTES, end
        escaped = self._text[at + 1 : at + 2]
        return (RegionKind.MARKUP, at + 2) if escaped in _PUNCTUATION and escaped and not self._raw else None

    def _code(self, at: int) -> tuple[RegionKind, int] | None:
        if self._ticks is None:  # all runs of back-ticks by length, so pairing is a look-up
            self._ticks = {}
            for run in _BACKTICKS.finditer(self._text, self._start, self._end):
                self._ticks.setdefault(len(run.group()), []).append(run.start())
        match = _BACKTICKS.match(self._text, at, self._end)
        length = len(match.group()) if match else 1
        starts = self._ticks.get(length, [])
        later = bisect.bisect_right(starts, at)
        if later == len(starts):
            return RegionKind.MARKUP, at + length
        return RegionKind.CODE_SPAN, starts[later] + length

    def _angle(self, at: int) -> tuple[RegionKind, int] | None:
        text, limit = self._text, min(self._end, at + _REACH)
        if text.startswith("<!--", at):
            close = self._find(_COMMENT_END, at + 4)
            return (RegionKind.COMMENT, close) if close >= 0 else None
        if (match := _AUTOLINK.match(text, at, limit)) is not None:
            return RegionKind.URL, match.end()
        if (close := tag_end(text, at, limit)) > at:
            return RegionKind.ATTRIBUTES if text[at + 1] in "%?" else RegionKind.HTML, close
        if (match := _TAG.match(text, at, limit) or _SPECIAL.match(text, at, limit)) is None:
            # In a block of HTML, a tag that is never closed takes what follows as its attributes.
            return (RegionKind.HTML, self._end) if self._raw and _OPEN_TAG.match(text, at, limit) else None
        opaque = _OPAQUE.match(text, at, limit)
        if opaque is not None:
            name = opaque.group(1).lower()
            close = self._find(_OPAQUE_END[name], match.end())
            if close >= 0:
                return RegionKind.HTML, close
        return RegionKind.HTML, match.end()

    def _find(self, closer: re.Pattern[str], after: int) -> int:
        """Where the next closer ends, or -1. A missing one is searched for only once."""
        if closer in self._absent:
            return -1
        match = closer.search(self._text, after, self._end)
        if match is None:
            self._absent.add(closer)
            return -1
        return match.end()

    def _maths(self, at: int) -> tuple[RegionKind, int] | None:
        if self._text.startswith("{", at + 1):  # `${name}` of templates, unless it is plain TeX
            end = braces_end(self._text, at + 1, min(self._end, at + _REACH), always=False)
            if end > at + 1 and _HAN.search(self._text, at, end):
                return RegionKind.ATTRIBUTES, end
        match = _MATH_SPAN.match(self._text, at, min(self._end, at + _REACH))
        if match is None:
            return None
        # Two prices with Chinese between them are not a formula.
        if _PRICE.match(match.group()) and _HAN.search(match.group()) and "\\" not in match.group():
            return None
        return RegionKind.MATH, match.end()

    def _bracket(self, at: int, done: int) -> tuple[RegionKind, int] | None:
        """A footnote's label, or a wiki link; any other bracket is remembered until one closes it.

        With an address after it, what looks like one is the text of a link: `[[1]](address)`.
        """
        match = _FOOTNOTE.match(self._text, at, self._end) or _WIKI_LINK.match(self._text, at, self._end)
        if match is not None and self._target(match.end() - 1) is None:
            return RegionKind.LINK_TARGET, match.end()
        if (end := bracket_tag_end(self._text, at, self._end)) > at:
            return RegionKind.ATTRIBUTES, end
        image = at > done and self._text[at - 1] == "!"
        self._open.append(at - image)
        return None

    def _closing(self, at: int) -> Generator[Region, None, tuple[tuple[RegionKind, int] | None, int]]:
        """What a `]` ends, and where that starts: a link with an address, or with a definition's label."""
        opener = self._open.pop() if self._open else None
        found = self._target(at)
        if opener is None or found is not None:
            if opener is not None:
                yield Region(RegionKind.LINK, self._opening(opener))
            return found, at
        if not self._labels:
            return None, at
        label = self._text[self._opening(opener).end : at] if at - opener <= _LONGEST_LABEL else ""
        match = _REFERENCE.match(self._text, at, self._end)
        if match is not None and label_key(match.group(1) or label) in self._labels:
            if not match.group(1):  # the text is the label
                return (RegionKind.LINK_TARGET, match.end()), opener
            yield Region(RegionKind.LINK, self._opening(opener))
            return (RegionKind.LINK_TARGET, match.end()), at
        if label and label_key(label) in self._labels:
            return (RegionKind.LINK_TARGET, at + 1), opener
        return None, at

    def _opening(self, opener: int) -> Span:
        return Span(opener, opener + (2 if self._text[opener] == "!" else 1))

    def _target(self, at: int) -> tuple[RegionKind, int] | None:
        limit = min(self._end, at + _REACH)
        match = _TARGET.match(self._text, at, limit) or _LOOSE_TARGET.match(self._text, at, limit)
        return (RegionKind.LINK_TARGET, match.end()) if match is not None else None

    def _entity(self, at: int) -> tuple[RegionKind, int] | None:
        match = _ENTITY.match(self._text, at, self._end)
        return (RegionKind.MARKUP, match.end()) if match is not None else None

    def _attributes(self, at: int) -> tuple[RegionKind, int] | None:
        end = braces_end(self._text, at, min(self._end, at + _REACH), always=self._mdx)
        return (RegionKind.ATTRIBUTES, end) if end > at else None

    def _hashtag(self, at: int) -> tuple[RegionKind, int] | None:
        match = _HASHTAG.match(self._text, at, self._end)
        return (RegionKind.HASHTAG, match.end()) if match is not None else None

    def _hidden(self, at: int) -> tuple[RegionKind, int] | None:
        match = _HIDDEN.match(self._text, at, min(self._end, at + _REACH))
        return (RegionKind.COMMENT, match.end()) if match is not None else None

    def _address(self, at: int) -> tuple[RegionKind, int] | None:
        return self._bounded(_ADDRESS, at)

    def _bounded(self, pattern: re.Pattern[str], at: int) -> tuple[RegionKind, int] | None:
        """An address without the punctuation that belongs to the sentence around it."""
        match = pattern.match(self._text, at, self._end)
        if match is None:
            return None
        address = match.group()
        if (close := address.find("](")) >= 0 and self._target(at + close) is not None:
            address = address[:close]  # what follows is the address of a link
        end = len(address)
        unopened = address.count(")") - address.count("(")
        while end and (address[end - 1] in _ADDRESS_TAIL or (address[end - 1] == ")" and unopened > 0)):
            unopened -= address[end - 1] == ")"
            end -= 1
        return RegionKind.URL, at + end

    def _path(self, at: int) -> tuple[tuple[RegionKind, int] | None, int]:
        """The path, or the domain and its path, around a slash, and where it starts."""
        near = max(self._start, at - 64)
        if (before := _PATH_BEFORE.search(self._text, near, at)) is not None:
            found = self._bounded(_DOTTED_PATH if before.group() else _PATH, at)
        elif (before := _DOMAIN_BEFORE.search(self._text, near, at)) is not None:
            found = self._bounded(_DOMAIN_PATH, at)
        else:
            return None, at
        return found, before.start()

    def _at_sign(self, at: int) -> tuple[tuple[RegionKind, int] | None, int]:
        """The address around an `@`, or the name after it, and where it starts."""
        before = _EMAIL_BEFORE.search(self._text, max(self._start, at - 64), at)
        match = _EMAIL.match(self._text, before.start(), self._end) if before is not None else None
        if before is not None and match is not None and match.end() > at:
            return (RegionKind.URL, match.end()), before.start()
        end = mention_end(self._text, at, self._end)
        return ((RegionKind.ATTRIBUTES, end) if end > at else None), at

    def _colon(self, at: int) -> tuple[tuple[RegionKind, int] | None, int]:
        """The field, directive or address around a colon, and where it starts."""
        if self._text.startswith("//", at + 1):
            start = scheme_start(self._text, at, self._start)
            return (self._bounded(_PROGRAM_ADDRESS, at) if start < at else None), start
        start, end = named_by_colon(self._text, at, self._start, self._end)
        return ((RegionKind.ATTRIBUTES, end) if end > start else None), start

    def _block_id(self, at: int) -> tuple[RegionKind, int] | None:
        end = block_id_end(self._text, at, self._end)
        return (RegionKind.ATTRIBUTES, end) if end > at else None
