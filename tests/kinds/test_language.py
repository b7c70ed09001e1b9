from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.trying import Make

PARAMS: dict[str, Any] = {
    "least_words": 5,
    "share": 0.25,
    "expected": ["the", "of", "and"],
    "languages": {"Dutch": ["de", "het", "een", "van"], "German": ["der", "die", "das", "und"]},
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("設計 de rol van het netwerk 的說明", ["Dutch: de rol van het netwerk"]),
        ("設計 der Kern und die Schicht 的說明", ["German: der Kern und die Schicht"]),
        ("設計 de rol van het 的說明", []),
        ("「de rol van het netwerk」的說明", []),
        ("de rol van het netwerk", []),
        ("設計 the role of de network and the van 的說明", []),
    ],
)
def test_clauses(make: Make, text: str, said: list[str]) -> None:
    assert make("language", PARAMS, message="{language}: {match}").says(text) == said
