"""Rules made from their parameters, to be tried on texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.fixing.fixer import fix
from linter.kinds import Options
from linter.packs import load_packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.packs import Rule

    Make = Callable[..., "Try"]


class Try:
    """A rule to try on texts."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def finds(self, text: str) -> list[str]:
        """What it finds in a text."""
        return self.finds_in(Document(text))

    def finds_in(self, document: Document) -> list[str]:
        """What it finds in a document."""
        result = check(document, [self.rule])
        assert not result.errors
        return [each.span.text(document.text) for each in result.diagnostics]

    def says(self, text: str) -> list[str]:
        """What it says about a text."""
        return [each.message for each in check(Document(text), [self.rule]).diagnostics]

    def fixes(self, text: str, least: Applicability = Applicability.SAFE) -> str:
        """What it makes of a text."""
        return fix(Document(text), [self.rule], least).document.text


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a rule of a kind from its parameters, as a pack of a user's would."""

    def rule(
        kind: str,
        params: dict[str, Any],
        *,
        extends: tuple[str, ...] = (),
        options: Options | None = None,
        **more: Any,  # noqa: ANN401 - any keys of a rule
    ) -> Try:
        raw = {
            "id": "try-it",
            "summary": "Try",
            "why": "To try.",
            "kind": kind,
            "params": params,
            "message": "found",
            **more,
        }
        pack = {"schema": 1, "name": "try", "version": "1.0.0", "rules": [raw]}
        path = tmp_path / "try.yaml"
        path.write_text(json.dumps(pack | ({"extends": list(extends)} if extends else {})), encoding="utf-8")
        return Try(load_packs([path], options or Options())[-1].rules[0])

    return rule


def record(number: str = "1.", date: str = " [2024-01-02]", title: str = " 甲", body: str = "文。") -> str:
    """A record of a page."""
    return f"<details>\n<summary>{number}{date}{title}</summary>\n\n{body}\n\n</details>\n"
