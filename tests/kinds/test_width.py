from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.trying import Make

SAFE = {"applicability": "safe"}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("在２０２４年，成長３．５倍", "在2024年，成長3.5倍"),
        ("ＡＩ與Ｃlaude", "AI與Claude"),
        ("第３．節", "第３．節"),
        ("他寫「ＡＢＣ」與《ＮＨＫ》", "他寫「ＡＢＣ」與《ＮＨＫ》"),
        ("ＮＨＫニュース７", "ＮＨＫニュース７"),
        ("これはＡＩについての記事です", "これはＡＩについての記事です"),
        ("`ＡＩ` 與 https://x.org/ＡＩ", "`ＡＩ` 與 https://x.org/ＡＩ"),
        ("（，。：！？）", "（，。：！？）"),
    ],
)
def test_width(make: Make, text: str, fixed: str) -> None:
    tried = make("width", {"letters": ["upper", "lower", "digits"]}, fix=SAFE)
    assert tried.fixes(text) == fixed
    assert tried.fixes(fixed) == fixed


def test_only_what_is_asked_for(make: Make) -> None:
    assert make("width", {"letters": ["digits"]}).finds("ＡＩ在２０２４年") == ["２０２４"]
    assert make("width", {"letters": ["digits"], "unless_line": ["全形"]}).finds("全形２０２４") == []
