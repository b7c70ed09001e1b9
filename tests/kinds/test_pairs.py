from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linter.chinese.pairs import PairError, parse_pairs
from linter.chinese.targets import Target
from linter.conversion import converter
from linter.errors import PackError
from linter.kinds import Options
from linter.packs.lexicons import read_lexicon
from tests.conftest import ROOT, load_rules
from tests.trying import Try, record

if TYPE_CHECKING:
    from linter.chinese.pairs import PairList
    from tests.trying import Make

OURS = ("consistency",)
SAFE = {"applicability": "safe"}


def test_the_side_that_a_document_has_less_often_is_reported_once(make: Make) -> None:
    tried = make(
        "pairs",
        {"list": "terms", "report": "mixed"},
        extends=OURS,
        message="{match} {count}, {should} {others}",
    )
    text = "網絡、網絡與網絡；網路。\n\n網路層。\n"
    assert tried.says(text) == ["網路 2, 網絡 3"]
    assert tried.finds(text) == ["網路"]
    assert tried.finds("網路與網路，網絡") == ["網絡"]
    assert tried.finds("網路與網路") == []


def test_a_tie_goes_to_the_variant_wanted(make: Make) -> None:
    tried = make("pairs", {"list": "terms", "report": "mixed"}, extends=OURS)
    assert tried.finds("網路與網絡") == ["網絡"]


def test_pairs_to_unify_are_fixed_wherever_they_stand(make: Make) -> None:
    params = {"list": "terms", "report": "mixed", "unify": ["網路"]}
    tried = make("pairs", params, extends=OURS, fix=SAFE)
    text = "網絡、網絡與網絡；網路、網路。數據、數據與資料。"
    assert tried.finds(text) == ["網路", "網路", "資料"]
    assert tried.fixes(text) == "網絡、網絡與網絡；網絡、網絡。數據、數據與資料。"


def test_titles_quotations_and_code_do_not_count(make: Make) -> None:
    tried = make("pairs", {"list": "terms", "report": "mixed"}, extends=OURS)
    page = "<details>\n<summary>1. [2024-01-01] 網路入門</summary><br>\n\n# 網路入門\n\n網絡與《網路》，`網路`。\n\n</details>\n"
    assert tried.finds(page) == []


@pytest.mark.parametrize(
    ("variant", "text", "expected"),
    [
        (Target.TAIWAN, "安裝軟件，演算法很快", "安裝軟體，演算法很快"),
        (Target.MAINLAND, "安裝軟體，演算法很快", "安裝軟件，算法很快"),
        (Target.HONG_KONG, "安裝軟件與軟體", "安裝軟件與軟體"),
        (Target.TAIWAN, "物體的質量，社會網絡，這叫信息論", "物體的質量，社會網絡，這叫信息論"),
    ],
)
def test_vocabulary_of_the_variant_wanted(variant: Target, text: str, expected: str) -> None:
    (rule,) = load_rules(Options(target=variant), select=["other-vocabulary"])
    assert Try(rule).fixes(text) == expected
    assert Try(rule).fixes(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "老師相信息息相關的道理，也找得到資訊。",  # 相信|息息相關
        "櫃台採用戶籍資料核對使用者。",  # 採用|戶籍
        "他打算法外開恩，演算法則照舊。",  # 打算|法外
        "感激光臨的貴賓，雷射秀要開始了。",  # 感激|光臨
        "雲端的租用戶各有設定，使用者不必知道。",  # a tenant
        "登錄編輯程式改得到使用者登錄的機碼，登入才能用。",  # the registry
    ],
)
def test_the_end_of_a_word_and_the_start_of_the_next_are_no_term(make: Make, text: str) -> None:
    tried = make("pairs", {"list": "terms", "report": "mixed"}, extends=OURS)
    assert tried.finds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("這個網路由三層組成，那個網絡有四層。", "網絡"),  # 網|路由 is less likely
        ("數據中心的數據流進資料庫，數據庫很大。", "數據庫"),  # a longer word does not hide it
        ("請登入，再登錄帳號。", "登錄"),
        ("第一部分與第二部份。", "部份"),
    ],
)
def test_a_term_counts_beside_other_words(make: Make, text: str, found: str) -> None:
    name = "variants" if "部份" in text else "terms"
    assert make("pairs", {"list": name, "report": "mixed"}, extends=OURS).finds(text) == [found]


def test_simplified_lines_have_the_spelling_that_they_get(make: Make) -> None:
    tried = make("pairs", {"list": "variants", "report": "mixed"}, extends=OURS)
    simplified = "这台机器占用两个插座，发热也很严重。"
    assert tried.finds(f"{simplified}\n\n那台機器佔用一個插座。\n") == []
    # Once the first line is converted, 佔用 is there twice.
    assert tried.finds(f"{simplified}\n\n那台機器佔用一個插座。\n\n占用一個。\n") == ["占用"]
    assert tried.finds("# 占用时间\n\n佔用時間與占用空間。\n") == ["占用"]


def test_a_line_that_could_be_either_is_what_its_record_is(make: Make) -> None:
    tried = make("pairs", {"list": "variants", "report": "mixed"}, extends=OURS)
    page = record(
        body="这个设备运行时间很长，请检查电压与电流，记录损耗。\n\n占用一天\n\n测试结束后归还给实验室。"
    )
    other = record("2.", body="這項測試佔用實驗室一整天，請記錄電壓與電流。")
    assert tried.finds(page + other) == []
    assert tried.finds(record(body="占用一天") + other) == ["佔用"]


def test_vocabulary_is_not_replaced_across_a_border() -> None:
    (rule,) = load_rules(Options(target=Target.TAIWAN), select=["other-vocabulary"])
    text = "我們相信息息相關，採用戶籍資料。"
    assert Try(rule).fixes(text) == text
    assert converter("zh-TW", vocabulary=True)("大家感激光臨，激光很亮。") == "大家感激光臨，雷射很亮。"


def test_guards() -> None:
    pairs = parse_pairs(
        "軟體 = 軟件 ; unless: 柔軟體操\n預設 = 默認 ; only: 默認值\n品質 = 質量 ; near: 公斤\n"
    )
    assert [found(pairs, line) for line in ("柔軟體操", "默認值", "默認了", "質量好", "三公斤的質量")] == [
        [],
        ["默認"],
        [],
        ["質量"],
        [],
    ]


def found(pairs: PairList, line: str) -> list[str]:
    return [line[word.start : word.end] for word in pairs.occurrences(line)]


@pytest.mark.parametrize(
    ("lines", "number", "reason"),
    [
        ("甲乙", 1, "'甲乙' is not 'word = word'"),
        ("# 註\n甲乙 =", 2, "is not 'word = word'"),
        ("甲乙 = 丙丁 ; unles: 戊", 1, "'unles: 戊' is not a guard; did you mean 'unless'?"),
        ("甲乙 = 丙丁\n丙丁 = 戊己", 2, "the word '丙丁' is listed twice, first on line 1 of the list"),
    ],
)
def test_mistakes_in_a_list(lines: str, number: int, reason: str) -> None:
    with pytest.raises(PairError, match=re.escape(reason)) as caught:
        parse_pairs(lines)
    assert caught.value.line == number


def test_mistakes_are_named_with_the_line_of_the_file() -> None:
    text = "schema: 1\npairs:\n  terms: |\n    甲乙 = 丙丁\n    戊己\n"
    with pytest.raises(PackError, match="'戊己' is not") as caught:
        read_lexicon(text, "own.yaml")
    assert (caught.value.path, caught.value.line) == ("own.yaml", 5)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"list": "termz", "report": "mixed"}, "the lexicon has no list 'termz'; did you mean 'terms'?"),
        ({"list": "terms", "report": "mixed", "unify": ["網洛"]}, "no pair has '網洛'"),
    ],
)
def test_mistakes_in_a_rule(make: Make, params: dict[str, object], reason: str) -> None:
    with pytest.raises(PackError, match=re.escape(reason)):
        make("pairs", params, extends=OURS)


def test_a_rule_without_pairs_says_so(make: Make) -> None:
    with pytest.raises(PackError, match="needs a lexicon with pairs"):
        make("pairs", {"list": "terms", "report": "mixed"}, extends=("chinese",))


def test_no_word_of_one_place_holds_an_unguarded_one_of_the_other() -> None:
    """Otherwise replacing it would leave something to replace."""
    for variant in (Target.TAIWAN, Target.MAINLAND):
        (rule,) = load_rules(Options(target=variant), select=["other-vocabulary"])
        source = (ROOT / "rules" / "consistency-lexicon.yaml").read_text(encoding="utf-8")
        words = re.findall(r"^    ([^#;=\n]+) = ([^;\n]+)", source.partition("  variants:")[0], re.MULTILINE)
        listed = [word.strip() for sides in words for word in "/".join(sides).split("/")]
        assert len(listed) > 200
        once = Try(rule).fixes("。\n\n".join(listed))
        assert Try(rule).fixes(once) == once
