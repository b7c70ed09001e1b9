"""Edits that take out whole tags that HTML does not have, alone or with what is between two halves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.document import MARKUP, MARKUP_END, PROTECTED, is_tag
from linter.edits.whole_lines import takes_lines
from linter.lazy import lazy_re
from linter.regions import LineKind, RegionKind
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.regions import Region

#: The elements of HTML, of today and of old (WHATWG HTML, chapters 4 and 16.2), and those that hold others.
_ELEMENTS = lazy_re(
    r"(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base|basefont|bdi|bdo|"
    r"bgsound|big|blink|blockquote|body|br|button|canvas|caption|center|cite|code|col|"
    r"colgroup|command|content|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|"
    r"embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|"
    r"head|header|hgroup|hr|html|i|iframe|image|img|input|ins|isindex|kbd|keygen|label|"
    r"legend|li|link|listing|main|map|mark|marquee|math|menu|menuitem|meta|meter|multicol|"
    r"nav|nextid|nobr|noembed|noframes|noscript|object|ol|optgroup|option|output|p|param|"
    r"picture|plaintext|portal|pre|progress|q|rb|rbc|rp|rt|rtc|ruby|s|samp|script|search|"
    r"section|select|shadow|slot|small|source|spacer|span|strike|strong|style|sub|summary|"
    r"sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|"
    r"ul|var|video|wbr|xmp)",
    re.IGNORECASE,
)
_TAG = lazy_re(r"<(/?)([A-Za-z][A-Za-z0-9_-]*)(?=[\s/>])[^<>]*>")
#: The sign of the end of a text, which is the half of an element where the other half is nowhere.
_HALVES = (lazy_re(r"<s>", re.IGNORECASE), lazy_re(r"</s>", re.IGNORECASE))
#: Tokens that a model has in reserve, two of which stand for an element.
_REUSED = lazy_re(r"<unused\d+>.*<unused\d+>", re.DOTALL)
#: What may be between two halves: all but front matter, comments, which may be orders, and known tags.
_BETWEEN = frozenset(RegionKind) - {RegionKind.FRONT_MATTER, RegionKind.COMMENT}
#: Lines next to a tag that goes, and what may be in them.
_NEAR = frozenset((LineKind.BLANK, LineKind.TEXT, LineKind.HEADING, LineKind.LIST, LineKind.HTML))
_AROUND = frozenset(
    (
        RegionKind.PROSE,
        RegionKind.MARKUP,
        RegionKind.MARKUP_END,
        RegionKind.STRUCTURE,
        RegionKind.CODE_SPAN,
        RegionKind.URL,
    )
)
#: What emphasis and all that is not prose show as.
_SHOWN = (MARKUP, MARKUP_END, PROTECTED)
_WORD = lazy_re(r"[^\W\d_]")
#: With what a line may begin that begins no block: a letter, or what opens a quotation in Chinese.
_FIRST = lazy_re(r"[^\W\d_]|[「『《〈（“]")
_BLANKS = " \t"


def takes_tags(document: Document, edit: Edit) -> bool:
    """Whether an edit takes out at least one whole tag of an element that HTML does not have.

    Words next to it may go, too; whole lines with anything but comments and tags of HTML only between two
    halves of one element. A lone `</s>` counts, where the text has no `<s>`, and the other way round.
    """
    span, text = edit.span, document.text
    if edit.content.strip(_BLANKS) or not len(span):
        return False
    regions = list(document.regions.between(span))
    others = [region for region in regions if region.kind is not RegionKind.PROSE]
    if any(not span.start <= region.span.start <= region.span.end <= span.end for region in others):
        return False
    tags = [region for region in others if region.kind is RegionKind.HTML]
    if not tags or not all(is_removable(document, region) for region in tags):
        return False
    if not NEWLINE.search(span.text(text).rstrip("\r\n")):
        return len(tags) == len(others)
    return (
        takes_lines(document, edit)
        and _BETWEEN.issuperset(region.kind for region in others)
        and _are_halves(span.text(text).strip())
    )


def is_removable(document: Document, region: Region) -> bool:
    """Whether a region is one tag of an element that HTML does not have, or a half of `s` alone in a text."""
    match = _TAG.fullmatch(region.span.text(document.text)) if is_tag(document.text, region) else None
    if match is None:
        return False
    name = match.group(2)
    if name in "sS":
        return not all(half.search(document.text) for half in _HALVES)
    return _ELEMENTS.fullmatch(name) is None


def _are_halves(text: str) -> bool:
    """Whether a text begins and ends with the tags of one element, or with two tokens that models reuse."""
    if _REUSED.fullmatch(text):
        return True
    opening = _TAG.match(text)
    if opening is None or opening.group(1):
        return False
    return text.lower().endswith(f"</{opening.group(2).lower()}>")


def leaves_blocks(document: Document, edit: Edit) -> bool:
    """Whether an edit that takes tags leaves all blocks around it as they are, which the proof will see.

    A tag alone on its line may begin a block of HTML that continues to the next blank line (CommonMark 4.6,
    kind 7). Once it is gone, those lines are a paragraph: they must have nothing but words.
    """
    lines, span = document.lines, edit.span
    first, last = lines.position(span.start).line, lines.position(span.end).line
    if last > first and lines.line_span(last).start == span.end:
        last -= 1
    above, below = lines_above(document, first), lines_below(document, last)
    start, end = lines.line_span(first).start, lines.line_span(last).end
    around = (
        Span(lines.line_span(above.start).start, span.start),
        Span(span.end, max(span.end, _end(document, below))),
    )
    if not all(_is_plain(document, part) for part in around) or _is_summary(document, span):
        return False
    if any(lines.line_span(number).text(document.text).lstrip(_BLANKS).startswith("<") for number in above):
        return False  # what is below it may be HTML
    if not document.text[start : span.start].strip() and not document.text[span.end : end].strip():
        texts = [lines.line_span(number).text(document.text) for number in below]
        return all(_FIRST.match(text) and "|" not in text for text in texts)
    before, after = document.prose[start : span.start], document.prose[span.end : end]
    if _WORD.search(before) is None and not _FIRST.match(after):
        return False
    return _WORD.search(before + after) is not None and _are_apart(before, edit.content + after)


def _are_apart(before: str, after: str) -> bool:
    """Whether two texts stay what they are when nothing is between them."""
    left, right = before[-1:], after[:1]
    if not before.strip() or not after.strip() or left.isspace() or right.isspace():
        return True
    return not left.isascii() and left not in _SHOWN and not right.isascii() and right not in _SHOWN


def _is_summary(document: Document, span: Span) -> bool:
    """Whether a span is all that a record says."""
    return any(
        record.summary.span.start < span.end
        and span.start < record.summary.span.end
        and record.summary.value.strip() == span.text(document.text).strip()
        for record in document.records.records
    )


def _end(document: Document, below: range) -> int:
    return document.lines.line_span(below.stop - 1).end


def _is_plain(document: Document, span: Span) -> bool:
    """Whether the lines next to an edit have only words, code and tags that may go, too."""
    kinds = document.structure.line_kinds
    numbers = (document.lines.position(at).line for at in (span.start, span.end))
    first, last = numbers
    return _NEAR.issuperset(kinds[first - 1 : last]) and all(
        region.kind in _AROUND or (region.kind is RegionKind.HTML and is_removable(document, region))
        for region in document.regions.between(span)
    )


def lines_above(document: Document, number: int) -> range:
    """The lines above a line, down from the last blank one; all numbers are 1-based."""
    kinds = document.structure.line_kinds
    start = number
    while start > 1 and kinds[start - 2] is not LineKind.BLANK:
        start -= 1
    return range(start, number)


def lines_below(document: Document, number: int) -> range:
    """The lines below a line, up to the next blank one; their numbers and that of the line are 1-based."""
    kinds = document.structure.line_kinds
    end = number
    while end < len(kinds) and kinds[end] is not LineKind.BLANK:
        end += 1
    return range(number + 1, end + 1)
