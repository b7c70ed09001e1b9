"""Looks for what a conversion or a fix changed according to cmark-gfm: `python -m tests.tools.differ COUNT [FIRST [0]]`.

Documents are made of parts that are hard to read, the same for the same number. Each is converted and fixed,
and cmark-gfm must find the same elements, addresses, code and comments before and after. Fixes that take
lines, blocks or tags away are left to the proof in `linter.fixing`. What remains is in docs/limits.md.
A third number of 0 leaves the fixes out.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from typing import TYPE_CHECKING

from linter.conversion import converter
from linter.diagnostics import Applicability, EditKind
from linter.document import Document
from linter.errors import DecodeError, FixError
from linter.fixing.fixer import fix
from linter.fixing.proved import proved_conversion
from linter.kinds import Options
from linter.packs import load_packs, select_rules
from linter.regions import RegionKind
from tests.strategies import BLOCKS, BREAKS, DEFECTS, MARKS, PROTECTED
from tests.tools.oracle import lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.fixing.fixer import FixResult
    from linter.packs import Rule

#: What is hard to read in the same way as the parts of the fixer's tests, and more so in Simplified Chinese.
HARD = (
    "[[1]](資料/数据.md)", "![[x]](幹擾.png)", "[![[x]](数据.png)](d.md)", "- 說明\n\n  >     数据 = 1\n", "<!-- x -->`\n", "`数据`",
    "- [ ] [数据]:h\n", "- [x] ", "[数据]: h\n", "[数据]", "[数据][]", "[a][数据]", ">", "> > ", "     数据\n", "1) ", "* ", "+ ", "```",
    "~~~", "<p>数据", "</p>", "![数](数据)", "[数](<数 据>)", '[x]("数据")', "<数据>", "<a href='数据'>", "\\`", "``", "|-|\n",
    "| - | - |\n", "[^数]", "[^数]: 数据\n", "&#25968;", "<!--", "-->", "<?数据?>", "<!D 数据>", "<![CDATA[数据]]>", "<script>\n",
    "</script>", "<pre>", "</pre>", "<style>", "   > ", "    - ", "***", "数据\n", "=", "--",
)  # fmt: skip
_KINDS = (DEFECTS, PROTECTED, MARKS, MARKS, BREAKS, BREAKS, BLOCKS, HARD, HARD)


def document(number: int) -> Document:
    """The document of a number.

    Raises:
        DecodeError: so many of its parts are null characters that it seems to be UTF-16.
    """
    made = random.Random(number)  # noqa: S311 - the same text every time

    def line(least: int, most: int) -> str:
        return "".join(made.choice(made.choice(_KINDS)) for _ in range(made.randrange(least, most)))

    if made.random() < 1 / 2:
        text = line(1, 25)
    else:  # at the start of its own lines, a block is one
        text = "\n".join(
            f"{line(0, 6)}\n{made.choice((*BLOCKS, *HARD))}" for _ in range(made.randrange(1, 6))
        )
    return Document.from_bytes(text.encode(), "a.md")


def differences(number: int, rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    """What was done to the document of a number, and what cmark-gfm says that it lost.

    Args:
        number: the number.
        rules: those to fix by; if none, the document is only converted.
    """
    try:
        original = document(number)
    except DecodeError:
        yield "not read", ""
        return
    converted = converter("zh-TW")(original.text)
    if converted != original.text:
        result, left = proved_conversion(original, converted)
        yield "converted, with lines left as they were" if left else "converted", _loss(original, result)
    for least in (Applicability.SAFE, Applicability.UNSAFE) if rules else ():
        done = f"fixed ({least.name.lower()})"
        try:
            fixed = fix(original, rules, least)
        except FixError:
            yield f"{done}: refused", ""
            continue
        again = fix(fixed.document, rules, least).document.text
        yield f"{done}: twice", "" if again == fixed.document.text else "a second fix changes more"
        if fixed.left_out:
            yield f"{done}: a fix was left out", ""
        if fixed.applied and _keeps_lines(original, fixed):
            yield done, _loss(original, fixed.document)


def _loss(before: Document, after: Document) -> str:
    return lost(_body(before), _body(after)) or ""


def _body(document: Document) -> str:
    """The text without front matter, which cmark-gfm does not know."""
    matter = document.regions and document.regions[0].kind is RegionKind.FRONT_MATTER
    return document.text[document.regions[0].span.end :] if matter else document.text


def _keeps_lines(before: Document, fixed: FixResult) -> bool:
    kinds = {edit.kind for one in fixed.applied if one.fix is not None for edit in one.fix.edits}
    return kinds <= {EditKind.WORDS, EditKind.DATE} and _shown(before) == _shown(fixed.document)


def _shown(document: Document) -> list[bool]:
    """Which lines are not blank."""
    return [bool(document.text[start:end].strip(" \t")) for start, end in document.lines.spans]


def main(count: int, first: int = 0, fixes: int = 1) -> int:
    """Prints how often each thing was done, and each difference."""
    rules = select_rules(load_packs((), Options()), (), ()) if fixes else ()
    done, found = Counter[str](), 0
    for number in range(first, first + count):
        for what, loss in differences(number, rules):
            done[what] += 1
            if loss:
                found += 1
                sys.stdout.write(f"{number}: {what}: {loss[:300]}\n")
    for what, times in sorted(done.items()):
        sys.stdout.write(f"{times:7} {what}\n")
    sys.stdout.write(f"{count:7} documents, {found} differences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
