"""The examples of the CommonMark specification come through a fix as they were but for words reported."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from linter.diagnostics import Applicability
from linter.document import Document
from linter.errors import FixError
from linter.fixing.fixer import fix
from linter.packs import DEFAULT
from tests.conftest import ROOT, load_rules

EXAMPLES = ROOT / "build" / "commonmark.json"
RENDERER = MarkdownIt("commonmark")
#: What stands for a word of the examples; all but itself is to be fixed where it is text.
PLANTED = ["foo", "幹擾", "数据", "在.rl中", "механизм幹擾"]


def examples() -> list[dict[str, Any]]:
    if not EXAMPLES.exists():
        return []
    found: list[dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


class _Parts(HTMLParser):
    """HTML as a list of tags and of words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[object, ...]] = []
        self.words: list[str] = []
        self.feed(html.replace("<!-->", "<!-- -->").replace("<!--->", "<!-- -->"))  # as HTML 5 reads them
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # What stands for a picture is words.
        self.tags.append((tag, *((name, value) for name, value in attrs if (tag, name) != ("img", "alt"))))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("/", tag))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!", data))


#: Packs with safe fixes that do not run unless they are asked for.
OPT_IN = ("typography", "vocabulary")


@pytest.mark.skipif(not EXAMPLES.exists(), reason="`make build/commonmark.json` fetches the examples")
@pytest.mark.parametrize("word", PLANTED)
def test_rendering_is_the_same_but_for_what_was_reported(word: str) -> None:
    rules = load_rules(select=[DEFAULT, *OPT_IN])
    assert {rule.pack for rule in rules} >= set(OPT_IN)
    refused, changed = [], 0
    assert len(examples()) > 600
    for example in examples():
        text = example["markdown"].replace("foo", word)
        try:
            result = fix(Document(text), rules, Applicability.SAFE)
        except FixError:
            refused.append(example["example"])
            continue
        if not result.applied:
            assert result.document.text == text
            continue
        changed += 1
        before, after = (_Parts(RENDERER.render(each)) for each in (text, result.document.text))
        assert after.tags == before.tags, example["example"]
        reported = {
            character
            for diagnostic in result.applied
            for edit in (diagnostic.fix.edits if diagnostic.fix is not None else ())
            for character in edit.span.text(text) + edit.content
        }
        assert _without(after.words, reported) == _without(before.words, reported), example["example"]
    assert (changed > 100) == (word != "foo")
    assert len(refused) < len(examples()) / 50, refused


def _without(words: list[str], characters: set[str]) -> str:
    return "".join(each for each in "".join(words) if each not in characters)
