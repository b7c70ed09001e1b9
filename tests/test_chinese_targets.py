"""The variants of the mainland and of Hong Kong, and that no detour through one of them loses anything."""

from __future__ import annotations

import pytest

import linter
from linter.chinese.dictionaries import frequencies
from linter.chinese.mainland import Mainland
from linter.chinese.tables import tables_of
from linter.chinese.targets import Target
from linter.conversion import built_in
from linter.diagnostics import Applicability
from linter.document import Document
from linter.fixing.fixer import fix
from linter.kinds import Options
from tests.conftest import load_rules

RULES = {target: load_rules(Options(target=target), select=["chinese"]) for target in Target}

MAINLAND = [
    # with no other evidence for Traditional text
    ("我瞭解了", "我了解了"),
    ("反覆思考", "反复思考"),
    ("尚未批覆，先覆函", "尚未批复，先复函"),
    ("藉此抬杠", "借此抬杠"),
    ("擡高", "抬高"),
    ("為甚麼", "为什么"),
    ("沈默", "沉默"),
    ("祇有神祇", "只有神祇"),
    ("牠在睡", "它在睡"),
    ("夥伴", "伙伴"),
    # by the word
    ("顛覆、覆蓋、覆議、答覆", "颠覆、覆盖、复议、答复"),
    ("翻覆信念，回覆信件", "翻覆信念，回复信件"),
    ("瞭望塔上一目瞭然", "瞭望塔上一目了然"),
    ("慰藉、狼藉、藉口、藉這次機會", "慰藉、狼藉、借口、借这次机会"),
    ("這本專著的原著與遺著，土著的拙著", "这本专著的原著与遗著，土著的拙著"),
    ("執著於名著，沿著路看著名單", "执着于名著，沿着路看着名单"),
    ("配合著鼓聲，兩人合著", "配合着鼓声，两人合著"),
    ("乾淨的乾坤，晾乾道具", "干净的乾坤，晾干道具"),
    ("帳號、轉帳、這筆帳；帳篷、蚊帳", "账号、转账、这笔账；帐篷、蚊帐"),
    ("計畫、規畫、漫畫，畫出一條線", "计划、规划、漫画，画出一条线"),
    ("項鍊、拉鍊、鍛鍊", "项链、拉链、锻炼"),
    ("魏徵與文徵明徵信", "魏征与文徵明征信"),
    ("覆寫檔案，而覆蓋不覆蓋", "覆写档案，而覆盖不覆盖"),
    ("座標在講座標題上，榴槤", "坐标在讲座标题上，榴莲"),
    ("麻痺的姪子在屋簷下", "麻痹的侄子在屋檐下"),
    ("位於單一窗口，樊於期", "位于单一窗口，樊於期"),
    ("新抱負", "新抱负"),
    # what a blind conversion broke
    ("不要幹擾，標明瞭用途", "不要干扰，标明了用途"),
    ("徵服", "征服"),
]


@pytest.mark.parametrize(("text", "expected"), MAINLAND)
def test_mainland(text: str, expected: str) -> None:
    assert linter.convert(text, "zh-CN") == expected
    assert linter.convert(expected, "zh-CN") == expected
    fixed = fix(Document(text), RULES[Target.MAINLAND], Applicability.SAFE)
    assert fixed.document.text == expected


@pytest.mark.parametrize(
    "text",
    [
        "乾隆年间，乾坤颠倒",
        "郭振乾",
        "著名的土著",
        "执著于此",
        "沈先生在沈阳",
        "宫商角徵羽",
        "获益甚夥",
        "薰衣草与蒜薹",
        "拚命回覆盖",
        "脱水、温度、税收、喜悦",
        "皇后的面子",
        "帐户",
        "想像一下",
        "书藉",
        "著作者",
        "写作「瞭」",
        "大阪の著者",
    ],
)
def test_simplified_text_stays(text: str) -> None:
    assert linter.convert(text, "zh-CN") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("看著名单，著作权", "看着名单，著作权"),
        ("他很沈默，说想多瞭解", "他很沉默，说想多了解"),
        ("饼乾要烘乾", "饼干要烘干"),
        ("徵求大家的意见", "征求大家的意见"),
        ("甚麼都没说", "什么都没说"),
    ],
)
def test_traditional_characters_in_simplified_text(text: str, expected: str) -> None:
    assert linter.convert(text, "zh-CN") == expected
    assert linter.convert(expected, "zh-CN") == expected


#: Frequent words for which Taiwan's word has another usual form in Simplified text.
OTHER_FORMS = {"甚么", "拚命", "想像", "鲇鱼", "回游", "毕升", "沈思", "执著", "帐户", "混帐", "硅谷"}


def test_frequent_words_survive_the_detour_through_taiwan() -> None:
    tables = tables_of(built_in().lexicon)
    mainland = Mainland(built_in().lexicon, tables)
    count = frequencies()
    words = {key: word[:-1] for key, word in tables.words.readings.items() if count.get(key, 0) >= 100}
    assert {key for key, word in words.items() if mainland.simplified(word) != key} == OTHER_FORMS


#: By the Education Bureau's 常用字字形表, and as people in Taiwan write the same.
HONG_KONG = [
    ("這裡有一群人在山峰上", "這裏有一羣人在山峯上"),
    ("起床", "起牀"),
    ("麵包與衛生", "麪包與衞生"),
    ("說明收入與支出的稅務", "説明收入與支出的税務"),
    ("看著溫度計，沿著小路", "看着温度計，沿着小路"),
    ("著名的土著，專著與原著", "著名的土著，專著與原著"),
    ("執著，看著名單", "執着，看着名單"),
    ("敘述鉤子與蔥，臥室", "敍述鈎子與葱，卧室"),
    ("台灣與臺灣，化妝，啟動", "台灣與臺灣，化妝，啟動"),
    ("這里的数据", "這裏的數據"),
    ("计划画画，沈先生很沈默", "計劃畫畫，沈先生很沉默"),
    ("不要幹擾公里與里昂", "不要干擾公里與里昂"),
    ("王建峰、林群和陳衛東登上高峰", "王建峰、林群和陳衛東登上高峯"),
    ("賬户、餐枱、無綫電視與啓德", "賬户、餐枱、無綫電視與啓德"),
]


@pytest.mark.parametrize(("text", "expected"), HONG_KONG)
def test_hong_kong(text: str, expected: str) -> None:
    assert linter.convert(text, "zh-HK") == expected
    assert linter.convert(expected, "zh-HK") == expected
    fixed = fix(Document(text), RULES[Target.HONG_KONG], Applicability.SAFE)
    assert fixed.document.text == expected
