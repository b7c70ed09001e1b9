from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.trying import Make

SAFE = {"applicability": "safe"}


def test_a_pack_takes_the_word_lists_of_the_one_it_extends(make: Make) -> None:
    tried = make("convert", {"report": "over-converted"}, extends=("chinese",), fix=SAFE)
    assert tried.fixes("避免幹擾") == "避免干擾"


def test_an_excepted_word_does_not_take_its_neighbours_along(make: Make) -> None:
    params = {"report": "simplified"}
    tried = make("convert", params, extends=("chinese",), fix=SAFE, exceptions=["华为"])
    assert tried.fixes("华为发布新闻，發布會") == "华为發布新聞，發布會"
