from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.errors import PackError
from linter.latin.languages import scores

if TYPE_CHECKING:
    from tests.trying import Make

PARAMS: dict[str, Any] = {
    "least_words": 5,
    "expected": ["English"],
    "languages": ["Dutch", "French", "German", "Spanish"],
    "single": {"loan_words": ["café"], "endings": ["ción", "miento"]},
    "unless_line": ["菜單"],
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("設計 de prestaties van het netwerk 的說明", ["Dutch: de prestaties van het netwerk"]),
        (
            "設計 damit das Netz nicht zu selbstsicher wird，",
            ["German: damit das Netz nicht zu selbstsicher wird"],
        ),
        ("如此 sodass das Netz 的說明", ["German: sodass das Netz"]),  # short, but no word of it is English
        ("如此 random search das 的說明", []),
        ("「de prestaties van het netwerk」的說明", []),
        ("de prestaties van het netwerk behoudt", []),  # no Chinese in the line
        ("這是 the state of the art in image recognition 的方法", []),
        ("論文 Le Monde de la Recherche en France 的作者", []),  # names
        ("拼成 s-t-r-a-w-b-e-r-r-y 的過程", []),
        ("| 曲名 | Ne me quitte pas mon amour |", []),  # a cell of its own
        ("曲名 *Ne me quitte pas mon amour* 很紅", []),  # set off by emphasis
    ],
)
def test_clauses(make: Make, text: str, said: list[str]) -> None:
    assert make("language", PARAMS, message="{language}: {match}").says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("需要información來訓練", ["Spanish: información"]),
        ("採用técnïques的組合", ["another language: técnïques"]),
        ("後續的seguimiento很重要", ["Spanish: seguimiento"]),
        ("在café裡談 naive 的作法", []),
        ("薛丁格 Schrödinger 的貓，Poincaré猜想", []),  # names
        ("菜單上的paella與jamón很好", []),
        ("用tā、tá、cháng標音", []),
        ("`información` 與 información.txt", []),
    ],
)
def test_single_words(make: Make, text: str, said: list[str]) -> None:
    assert make("language", PARAMS, message="{language}: {match}").says(text) == said


def test_a_slip_is_found_in_a_line_of_mottos_too(make: Make) -> None:
    tried = make("language", PARAMS | {"unless_line": ["格言"]})
    assert tried.finds("格言 Non ho paura di niente al mondo 很有名") == []
    slip = "lo que hace que el agente aprenda"
    assert tried.finds(f"格言很多，{slip}，所以慢") == [slip]


def test_a_language_is_either_expected_or_found(make: Make) -> None:
    with pytest.raises(PackError, match="English is either expected or found"):
        make("language", PARAMS | {"languages": ["English"]})


def test_every_language_is_recognised() -> None:
    assert scores("lo que hace que el agente aprenda muy despacio")["es"] > 0.42
