from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from linter.diagnostics import Applicability
from linter.errors import PackError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trying import Make

SAFE = {"applicability": "safe"}


def test_the_longest_word_wins(make: Make) -> None:
    tried = make("terms", {"terms": {"信息": "資訊", "信息安全": "資訊安全", "信息安": "x"}}, fix=SAFE)
    assert tried.finds("信息安全與信息") == ["信息安全", "信息"]
    assert tried.fixes("信息安全與信息") == "資訊安全與資訊"


def test_no_word_boundaries_are_assumed(make: Make) -> None:
    assert make("terms", {"terms": {"ai": "AI"}}).finds("main ai 用ai的") == ["ai", "ai", "ai"]
    tried = make("terms", {"terms": {"ai": "AI", "軟件": "軟體"}, "whole_words": True})
    assert tried.finds("main ai 用ai的ai2，新軟件包") == ["ai", "ai", "軟件"]


def test_capital_letters(make: Make) -> None:
    tried = make("terms", {"terms": {"pytorch": "PyTorch"}, "ignore_case": True}, fix=SAFE)
    assert tried.fixes("Pytorch、PYTORCH 與 PyTorch") == "PyTorch、PyTorch 與 PyTorch"
    assert tried.finds("PyTorch") == []


def test_each_word_may_be_less_sure_than_the_rule(make: Make) -> None:
    terms = {"軟件": "軟體", "質量": {"to": "品質", "applicability": "display"}, "小編": None}
    tried = make("terms", {"terms": terms}, fix=SAFE, message="{match}→{should}")
    assert tried.says("軟件質量小編") == ["軟件→軟體", "質量→品質", "小編→—"]
    assert tried.fixes("軟件質量小編", Applicability.UNSAFE) == "軟體質量小編"


def test_a_list_of_words_that_are_only_reported(make: Make) -> None:
    assert make("terms", {"terms": ["小編", "小編們"]}, fix=SAFE).finds("小編們與小編") == ["小編們", "小編"]


def test_an_empty_text_deletes_a_word(make: Make) -> None:
    assert make("terms", {"terms": {"其實": ""}}, fix=SAFE).fixes("其實他來了") == "他來了"


def test_exceptions(make: Make) -> None:
    exceptions = ["信息論", {"text": "質量", "near": "物理", "within": 6}]
    tried = make("terms", {"terms": {"信息": "資訊", "質量": "品質"}}, exceptions=exceptions)
    assert tried.finds("信息論與信息；物理的質量。" + "文" * 20 + "質量") == ["信息", "質量"]


def test_how_near_is_near_where_nothing_is_said(make: Make) -> None:
    tried = make("terms", {"terms": {"質量": "品質"}}, exceptions=[{"text": "質量", "near": "物理"}])
    assert tried.finds("物理" + "文" * 20 + "質量") == []
    assert tried.finds("物理" + "文" * 21 + "質量") == ["質量"]


def test_what_must_be_near_is_looked_for_in_prose(make: Make) -> None:
    tried = make("terms", {"terms": {"質量": "品質"}}, exceptions=[{"text": "質量", "near": "物理"}])
    assert tried.finds("`物理` 質量") == ["質量"]


def test_words_from_a_file(make: Make, tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_bytes(
        "\ufeff# 註\t註\r\n軟件\t軟體\r\n\r\n質量\t品質\tdisplay\n小編\n".encode()
    )
    tried = make("terms", {"file": "words.tsv", "terms": {"軟件": "軟體包"}}, fix=SAFE)
    assert tried.fixes("軟件質量小編") == "軟體包質量小編"
    assert tried.finds("軟件質量小編# 註") == ["軟件", "質量", "小編"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("甲\t乙\tsafe\tx", "a line has a word, what to write instead"),
        ("甲\t乙\tsaef", "'saef' is not an applicability; did you mean 'safe'?"),
        ("\t乙", "a line has a word"),
        ("土豆 馬鈴薯", "this line has no tab"),
        ("土豆,馬鈴薯", "this line has no tab"),
        ("子\t寅", "the word '子' is listed twice, first on line 1"),
        ("甲\t甲", "'甲' would be replaced by itself"),
        ("甲\t\x1b[31m", "control characters are not allowed in a text"),
    ],
)
def test_mistakes_in_a_file_are_named_with_their_line(
    make: Make, tmp_path: Path, line: str, reason: str
) -> None:
    (tmp_path / "words.tsv").write_text(f"子\t丑\n{line}\n", encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(reason)) as caught:
        make("terms", {"file": "words.tsv"})
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "words.tsv"), 2)


def test_a_file_elsewhere_is_not_read(make: Make, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.tsv").write_text("甲\t乙\n", encoding="utf-8")
    for name in ("../secret.tsv", "/etc/passwd", "a/../../secret.tsv"):
        with pytest.raises(PackError, match="is not in the pack's folder"):
            make("terms", {"file": name})


def test_many_words_in_a_long_text_are_fast(make: Make) -> None:
    """Linear: each place is looked up, whatever the number of words. The limit is a hundred times what it takes."""
    words = {f"詞{n:05d}": None for n in range(20_000)}
    started = time.monotonic()
    assert len(make("terms", {"terms": words}).finds("詞00042 文章" * 20_000)) == 20_000
    assert time.monotonic() - started < 40
