from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from linter.chinese.pairs import PairError, parse_pairs
from linter.chinese.targets import Target
from linter.conversion import built_in, converter
from linter.errors import PackError
from linter.kinds import Options
from linter.matching.chosen_words import is_word
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


@pytest.mark.parametrize(
    "text",
    [
        "記者把文件夾進筆記本裡。",  # 把 asks for a verb
        "書上寫著，這份文件名為約法三章。",
        "這條絲質領帶寬不到五公分。",
        "車行出租車位，不賣車輛。",
        "哨兵命令行人繞道。",
        "他們想擴展名下的店面。",
        "這道主菜單點比較貴。",
        "我們用戶頭裡的錢付款。",
        "校方差人送來通知。",
        "這齣戲增強現實主義的色彩。",
        "這兩種布料的對比特別強烈。",
        "辦事員返回值班室。",
        "地方吸引力波及鄰近鄉鎮。",
        "秘書打印章，蓋在信封上。",
        "她背包內存著三天的乾糧。",
        "銀行金庫內存了三噸黃金。",
    ],
)
def test_vocabulary_needs_a_border_at_both_ends(text: str) -> None:
    assert converter("zh-TW", vocabulary=True)(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "樂團的技師正在調試定音鼓。",
        "縣長臨時調用隔壁鄉的挖土機。",
        "雁群集群南下。",
        "山友在峭壁間失蹤，義消徹夜搜索。",
        "他不吭聲，默認了這樁婚事。",
        "委員會重視程序正義。",
        "以均溫為目標檢測鍋爐。",
        "她轉過身面向對象說話。",
        "物體的質量與速度。",
    ],
)
def test_a_word_in_another_sense_stays(text: str) -> None:
    assert converter("zh-TW", vocabulary=True)(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文件夾裡的文件名很長。", "資料夾裡的檔名很長。"),
        ("把文件夾進行壓縮。", "把資料夾進行壓縮。"),
        ("出租車上有人。", "計程車上有人。"),
        ("不必再用文件夾了。", "不必再用資料夾了。"),
        ("命令行的參數。", "命令列的參數。"),
        ("在集群上調試軟件。", "在叢集上除錯軟體。"),
        ("插件調用了這個接口。", "外掛程式呼叫了這個介面。"),
        ("執行 `run` 時先調用 `init`。", "執行 `run` 時先呼叫 `init`。"),
        ("數據質量決定算法的上限。", "資料品質決定演算法的上限。"),
        ("屏幕的質量很好。", "螢幕的品質很好。"),
        ("軟件默認從硬盤讀數據。", "軟體預設從硬碟讀資料。"),
        ("用鼠標點一下屏幕。", "用滑鼠點一下螢幕。"),
        ("一個字節有八個比特。", "一個位元組有八個位元。"),
    ],
)
def test_vocabulary_is_replaced_where_it_is_a_term(text: str, expected: str) -> None:
    convert = converter("zh-TW", vocabulary=True)
    assert convert(text) == expected
    assert convert(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "从远处远远端来一碗面。",
        "讲座标题很长。",
        "他赶快取下帽子。",
        "资质数一数二。",
        "高档名牌。",
        "招呼叫大家坐。",
    ],
)
def test_vocabulary_of_the_mainland_needs_borders_too(text: str) -> None:
    assert converter("zh-CN", vocabulary=True)(text) == text


def test_borders_hold_for_a_list_of_ones_own() -> None:
    pairs = parse_pairs("機捷 = 地鐵\n便當 = 盒飯\n")
    found_in = {
        text: [text[word.start : word.end] for word in pairs.occurrences(text) if is_word(text, word)]
        for text in ("這塊地鐵定會漲價", "他搭地鐵上班", "三個飯盒飯菜都涼了", "買一個盒飯")
    }
    assert list(found_in.values()) == [[], ["地鐵"], [], ["盒飯"]]


def test_a_verb_may_be_followed_by_what_follows_verbs() -> None:
    pairs = parse_pairs("突顯 = 凸顯\n列印 = 打印\n")
    for text in ("這突顯了差距", "打印著講義"):
        assert all(is_word(text, word) for word in pairs.occurrences(text))


def test_a_doubtful_word_needs_words_of_the_subject_near_it() -> None:
    pairs = parse_pairs("context: 函數 API\n呼叫 = 調用 ; doubtful: 調用 ; only: 調用鏈\n")
    lines = ("調用函數", "這個 API 可以調用", "調用船隻", "調用鏈", "調用 f(x)", "調用，調用")
    assert [found(pairs, line) for line in lines] == [["調用"], ["調用"], [], ["調用"], ["調用"], []]


def test_a_conversion_makes_no_word_of_the_subject_of_what_was_none() -> None:
    """Otherwise, converting what is converted could convert more."""
    pairs = built_in().terms.pairs
    subject = pairs[0].context.words

    def shows(word: str) -> bool:
        return any(known in word for known in subject)

    made = [
        (word, pair.sides[side][0])
        for pair in pairs
        for side in (0, 1)
        for word in pair.sides[1 - side]
        if pair.converts and shows(pair.sides[side][0]) and not shows(word)
    ]
    assert made == []


def test_what_is_only_reported_is_replaced_where_it_is_doubtful_and_fits() -> None:
    pairs = parse_pairs("context: 屏幕\n品質 = 質量 ; near: 公斤 ; doubtful: 質量 ; report-only\n")
    lines = ("屏幕的質量", "布料的質量", "屏幕的質量是三公斤")
    assert [[word.converts for word in pairs.occurrences(line)] for line in lines] == [[True], [False], []]


def test_what_is_only_replaced_is_not_mixed(make: Make) -> None:
    tried = make("pairs", {"list": "terms", "report": "mixed"}, extends=OURS)
    assert tried.finds("軟體匯出資料，把新制導入軟體部門。") == []


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
