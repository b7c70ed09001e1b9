"""Words that a line talks about, and Japanese: both stay, and what is around them is converted."""

from __future__ import annotations

import time

import pytest

import linter
from linter.chinese.dictionaries import table
from linter.chinese.targets import Target
from linter.conversion import built_in
from linter.diagnostics import Applicability
from linter.document import Document
from linter.fixing.fixer import fix
from linter.kinds import Options
from tests.conftest import load_rules

RULES = {target: load_rules(Options(target=target), select=["chinese"]) for target in Target}
TAIWAN, HONG_KONG, MAINLAND = Target.TAIWAN, Target.HONG_KONG, Target.MAINLAND


def assert_becomes(text: str, expected: str, target: Target) -> None:
    """A conversion and a fix both make it of the text, and nothing more when repeated."""
    assert linter.convert(text, target.value) == expected
    assert fix(Document(text), RULES[target], Applicability.UNSAFE).document.text == expected
    assert linter.convert(expected, target.value) == expected


@pytest.mark.parametrize(
    ("text", "expected", "target"),
    [
        # The same word in two writings.
        ("「歷史」常误写成「曆史」，校稿時要当心", "「歷史」常誤寫成「曆史」，校稿時要當心", TAIWAN),
        ("「歷史」常誤寫成「曆史」，校稿時要當心", "「歷史」常误写成「曆史」，校稿时要当心", MAINLAND),
        ("「歷史」常误写成「曆史」，校稿時要当心", "「歷史」常誤寫成「曆史」，校稿時要當心", HONG_KONG),
        ("請用「複習」，不要用「復習」，很復雜吧", "請用「複習」，不要用「復習」，很複雜吧", TAIWAN),
        (
            "他把「頭髮」打成「頭发」，编辑沒有发现",
            "他把「頭髮」打成「頭发」，編輯沒有發現",
            TAIWAN,
        ),
        ("“采访”和“採訪”意思一样，这里不改", "“采访”和“採訪”意思一樣，這裡不改", TAIWAN),
        ("公里的「里」写成「裡」就不对了", "公里的「里」寫成「裡」就不對了", TAIWAN),
        ("裏（裡）字常見，这是例子", "裏（裡）字常見，這是例子", TAIWAN),
        ("幹凈 -> 乾淨，这一行是更正", "幹凈 -> 乾淨，這一行是更正", TAIWAN),
        ("要寫成乾淨而非幹淨，这样才对", "要寫成乾淨而非幹淨，這樣才對", TAIWAN),
        (
            "| 錯的 | 對的 |\n|---|---|\n| 製度 | 制度 |\n",
            "| 錯的 | 對的 |\n|---|---|\n| 製度 | 制度 |\n",
            TAIWAN,
        ),
        (
            "老師說：「『麵積』要寫成『面積』，别再錯了」",
            "老師說：「『麵積』要寫成『面積』，別再錯了」",
            TAIWAN,
        ),
        # The name of a script.
        ("简体字“马”三画，繁体字“馬”十画", "簡體字“马”三畫，繁體字“馬”十畫", TAIWAN),
        ("繁體字「馬」有十畫，也很好寫", "繁体字「馬」有十画，也很好写", MAINLAND),
        ("在簡體字裡，「这」只有七畫，还算好寫", "在簡體字裡，「这」只有七畫，還算好寫", TAIWAN),
        ("「车」的简体字写作「车」，别忘了", "「车」的简体字写作「车」，別忘了", TAIWAN),
        ("簡繁對照：书、書、车、車。这些字很常見", "簡繁對照：书、書、车、車。這些字很常見", TAIWAN),
        # Mistakes and rules, in another script than what is around them.
        ("錯字：製度、復雜。沒有更多復雜的字", "錯字：製度、復雜。沒有更多複雜的字", TAIWAN),
        ("「书」這個字少見，台灣不用这種字", "「书」這個字少見，台灣不用這種字", TAIWAN),
        ("日语的「勉強」是学习的意思", "日語的「勉強」是學習的意思", TAIWAN),
        ("日语的「学校」也是学校", "日語的「学校」也是學校", TAIWAN),
        ("「软盘」在大陸也寫作「软碟」", "「软盘」在大陸也寫作「软碟」", TAIWAN),
    ],
)
def test_a_word_that_is_talked_about_stays(text: str, expected: str, target: Target) -> None:
    assert_becomes(text, expected, target)


@pytest.mark.parametrize(
    ("text", "expected", "target"),
    [
        ("她写作《红楼梦考》用了八年", "她寫作《紅樓夢考》用了八年", TAIWAN),
        ("她寫作《紅樓夢考》用了八年", "她写作《红楼梦考》用了八年", MAINLAND),
        ("她写作《红楼梦考》用了八年", "她寫作《紅樓夢考》用了八年", HONG_KONG),
        ("他把副標題寫成「乡村纪事」", "他把副標題寫成「鄉村紀事」", TAIWAN),
        ("她将「离别」写成「重逢」，结尾很温暖", "她將「離別」寫成「重逢」，結尾很溫暖", TAIWAN),
        ("报告里有错别字，“总结”漏了“总”", "報告裡有錯別字，“總結”漏了“總”", TAIWAN),
        ("報告裡有錯別字，「總結」漏了「總」", "报告里有错别字，「总结」漏了「总」", MAINLAND),
        ("这首歌后来改成「山水之间」", "這首歌後來改成「山水之間」", TAIWAN),
        ("他出了簡體版《万水千山》", "他出了簡體版《萬水千山》", TAIWAN),
        (
            '按 "，就能在電腦上訪問這個功能，再按 " 輸入日文',
            '按 "，就能在电脑上访问这个功能，再按 " 输入日文',
            MAINLAND,
        ),
        ("公告說「请排队」，也說「请安静」", "公告說「請排隊」，也說「請安靜」", TAIWAN),
    ],
)
def test_writing_something_is_no_talk_about_writing(text: str, expected: str, target: Target) -> None:
    assert_becomes(text, expected, target)


@pytest.mark.parametrize(
    ("text", "expected", "target"),
    [
        # What has no kana is what is around it.
        ("## 単語帳\n\n国名と学校名です。\n\n- 参考\n- 国会\n", None, TAIWAN),
        ("お知らせ\n会社案内\n採用情報\n", None, TAIWAN),
        ("| 品名 | 数量 |\n|---|---|\n| みかん | 3 |\n| 国産米 | 2 |\n", None, TAIWAN),
        ("# 学会\n\n発表会があります。\n", None, MAINLAND),
        ("第二章 写真と文学\n参考文献\n", None, TAIWAN),
        (
            "## 会計\n\n会計は大切です。\n\n这一页说明会计。\n",
            "## 会計\n\n会計は大切です。\n\n這一頁說明會計。\n",
            TAIWAN,
        ),
        (
            "## 会計\n\n会計は大切です。\n\n這一頁說明會計。\n",
            "## 会計\n\n会計は大切です。\n\n这一页说明会计。\n",
            MAINLAND,
        ),
        ("発表会があります。\n\n這裡不受幹擾\n", "発表会があります。\n\n這裡不受干擾\n", TAIWAN),
        (
            "# 学会\n\n这是学会的网页，谢谢「ありがとう」。\n",
            "# 學會\n\n這是學會的網頁，謝謝「ありがとう」。\n",
            TAIWAN,
        ),
        # Titles and quotations in Chinese text.
        ("她翻译了《図書館の魔女》", "她翻譯了《図書館の魔女》", TAIWAN),
        ("她翻譯了《図書館の魔女》，後來出版了", "她翻译了《図書館の魔女》，后来出版了", MAINLAND),
        ("《万国総覧》和《万国史》是两本书", "《万国総覧》和《萬國史》是兩本書", TAIWAN),
        ("墙上写着「営業中」，里面没有人", "牆上寫著「営業中」，裡面沒有人", TAIWAN),
        ("電影《国境の町 前編》很長，观众不多", "電影《国境の町 前編》很長，觀眾不多", TAIWAN),
        ("「これは说明です」", "「これは說明です」", TAIWAN),
        # One wrong form does not make a clause Japanese.
        ("经济形势悪化，没有办法", "經濟形勢悪化，沒有辦法", TAIWAN),
        ("深夜遭到襲撃，沒有人受傷", "深夜遭到袭撃，没有人受伤", MAINLAND),
    ],
)
def test_japanese_stays_and_chinese_does_not(text: str, expected: str | None, target: Target) -> None:
    assert_becomes(text, expected or text, target)


def test_characters_that_only_japanese_has() -> None:
    """None is in OpenCC's tables of Chinese; but for those that Japan made, it lists them for Japanese."""
    chinese = set[str]()
    for name in ("STCharacters", "TSCharacters", "TWVariants", "HKVariants"):
        for key, values in table(name).items():
            chinese |= {key, *values}
    made_in_japan = set("働込峠辻笹枠栃匂榊凪雫噺躾辷麿凧喰罠覗辿籾糀襷畳砿")
    japanese = {value for values in table("JPVariants").values() for value in values}
    assert built_in().lexicon.japanese - made_in_japan <= japanese - chinese


@pytest.mark.parametrize(
    "part",
    [
        "「幹擾」寫成「干擾」",
        "不是干擾，寫成幹擾",
        "「",
        "“”寫成",
        "简体字「门」，",
        "国会 の\n",
        "《の》发",
        "錯字：发、",
    ],
)
def test_long_lines_take_time_in_proportion(part: str) -> None:
    """Ten times as much may take thirty times as long, not a hundred times."""

    def seconds(times: int) -> float:
        start = time.process_time()
        linter.convert(part * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(20_000) < 30 * seconds(2_000) + 0.2
