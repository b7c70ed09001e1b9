"""Unification: the character classes, the cases of the lexicon, the targets."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.chinese.characters import EVERYDAY, classify
from linter.chinese.cluster import Reason
from linter.chinese.dictionaries import corrected_phrases, phrases, table
from linter.chinese.language import is_japanese
from linter.chinese.lexicon import Lexicon, LexiconError, parse_lexicon
from linter.chinese.readings import Readings, taiwan_forms
from linter.chinese.segment import LONGEST_WORD
from linter.chinese.targets import Target
from linter.chinese.unify import Unifier
from linter.chinese.words import make_words
from linter.diagnostics import Applicability
from linter.document import Document
from linter.fixing.fixer import fix
from linter.kinds import Options
from linter.packs.lexicons import read_lexicon
from linter.spans import Span
from tests.conftest import ROOT, load_rules

_PATH = ROOT / "rules" / "zh-lexicon.yaml"
_READ = read_lexicon(_PATH.read_text(encoding="utf-8"), str(_PATH))
assert isinstance(_READ, Lexicon)
LEXICON = _READ
RULES = {target: load_rules(Options(target=target), select=["chinese"]) for target in Target}
UNIFIERS = {target: Unifier(LEXICON, target) for target in Target}


def unify(text: str, target: Target = Target.TAIWAN) -> str:
    out = list(text)
    for change in UNIFIERS[target].changes(text):
        assert len(change.content) == len(change.span)
        out[change.span.start : change.span.end] = change.content
    return "".join(out)


def test_mostly_simplified_is_what_the_dictionary_says() -> None:
    """Fewer than 3 % of OpenCC's words with such a character keep it; the exceptions are everyday words."""
    tables = table("STCharacters")
    ambiguous = {c for c, row in tables.items() if c in row} | EVERYDAY
    kept, changed = Counter[str](), Counter[str]()
    for key, value in phrases("STPhrases").items():
        for one, two in zip(key, value, strict=False):
            if one in ambiguous:
                (kept if one == two else changed)[one] += 1
    rare = {c for c in ambiguous if changed[c] >= 5 and kept[c] < 0.03 * (kept[c] + changed[c])}
    exceptions = set("台唇杠亘蝎柜") | EVERYDAY
    judged = set("确苹荐愿筑广")  # too few words to count, read by eye
    assert LEXICON.mostly_simplified - judged == rare - exceptions - judged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水從牆角滲齣來，球從手裡滑齣去", "水從牆角滲出來，球從手裡滑出去"),
        ("他睡瞭一覺，忘瞭關燈，也點明瞭問題", "他睡了一覺，忘了關燈，也點明了問題"),
        ("車子調迴頭，把書放迴桌上", "車子調回頭，把書放回桌上"),
        ("噹你讀到這一行", "當你讀到這一行"),
        ("你隻需要記住一件事，參數隻影響速度", "你只需要記住一件事，參數只影響速度"),
        ("欄位是隻讀的，結果是隻返回一列", "欄位是只讀的，結果是只返回一列"),
        ("以為隻要努力就好，他不知道隻是玩笑", "以為只要努力就好，他不知道只是玩笑"),
        ("他嚮我走來，買傢付款，地闆很滑，閤規的做法", "他向我走來，買家付款，地板很滑，合規的做法"),
        ("封包被髮到閘道，對錶做索引，摺合美元", "封包被發到閘道，對表做索引，折合美元"),
    ],
)
def test_a_rare_character_that_nothing_explains(text: str, expected: str) -> None:
    assert unify(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "這齣戲分三齣，首齣最短，去看齣喜劇",
        "說明瞭解的方法，一目瞭然，簡單明瞭，讓人更明瞭，瞭若指掌，瞭望台",
        "遞迴、迴圈、迴歸、迴繞與輪迴，峰迴路轉，千迴百轉",
        "噹的一聲，叮噹作響，噹噹噹",
        "隻身前往，隻字未提，船隻靠岸，羊隻在山坡上，大隻與小隻，母隻先吃",
        "我養隻貓，買隻雞，他有隻受傷的鳥，像隻無頭蒼蠅",
        "牠是隻流浪狗，也是隻健康的狗，還是隻小狗",
        "嚮往與嚮導，傢伙與傢俱行，閤家平安，老闆娘",
        "8 隻鴨，九隻鵝，12隻羊，A 隻",
        "他被髮左衽，手錶與懷錶，我的錶停了，摺疊椅",
    ],
)
def test_a_rare_character_that_something_explains(text: str) -> None:
    assert unify(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("背麵的圖案和側麵不同，地麵很滑", "背面的圖案和側面不同，地面很滑"),
        ("腎髒與肝髒都要檢查", "腎臟與肝臟都要檢查"),
        ("畫傢的傢族，作傢的傢鄉", "畫家的家族，作家的家鄉"),
        ("摺線圖與曲摺的經歷", "折線圖與曲折的經歷"),
        ("兩種方法結閤，配閤得很好", "兩種方法結合，配合得很好"),
        ("舞颱的颱階，站颱上", "舞台的台階，站台上"),
        ("概唸與紀唸，罪噁與噁化", "概念與紀念，罪惡與惡化"),
        ("簡曆附上曆任主管，外彙存款", "簡歷附上歷任主管，外匯存款"),
        ("效能併非重點，名次併列", "效能並非重點，名次並列"),
        ("大家隻好離開，他們隻得重來", "大家只好離開，他們只得重來"),
        ("樹乾斷了，骨乾成員，恢覆原狀", "樹幹斷了，骨幹成員，恢復原狀"),
    ],
)
def test_a_broken_form_of_a_frequent_word(text: str, expected: str) -> None:
    """Also of words that OpenCC does not list, because their characters are read rightly without it."""
    assert unify(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "涼麵、素麵、湯麵，那個地方麵好吃，我下麵給你吃，麵上撒蔥花",
        "弄髒了，髒話，髒亂的內容",
        "傢具、傢俬、好傢伙",
        "沿摺線剪下，收摺起來，打摺的裙子，摺好衣服，對摺",
        "閤家歡樂，閤上書本，閤府平安",
        "強颱與輕颱，颱風假",
        "唸書、唸出來，噁心、作噁，剋星、剋扣",
        "農曆時節、西曆、曆法，彙整、彙集與詞彙",
        "併購、併排、併用、併發症、一併處理，資料歸併列出",
        "頁籤上、標籤裡、抽籤時，餅乾線條，乾活動",
        "覆蓋、回覆、顛覆、覆查，睏了、愛睏",
    ],
)
def test_a_right_form_next_to_a_frequent_word(text: str) -> None:
    assert unify(text) == text


#: The phrases of OpenCC that are words only sometimes, read by eye. One that is a word belongs to `readings`.
_MET_BY_CHANCE = """\
上复 上签 不克制 不吊 不系 不谷 与克制 个中人 也克制 书台 他克制 你克制 修名 修金 克意 克日 几上 几子 几旁 凭几 出儿 创获 别只 刮了
去念 发脚 发间 发顶 发须 只手 只数 只日 只眼 只立 台盘 台面前 合中 合儿 后摆 向明 向者 呆着 周回 和克制 喜欢表 回带 在克制 在念
地克制 复上 复在 复没 复被 大鉴 她克制 对表 小几 小只 就克制 就念 干台 当一声 当当 得克制 念了 念对 念的 总发 想克制 我克制 所系 手工台
折台 拿云 挨上 挨了 换只 搜集到 方几 是只 显示表 有只 来念 清台 短几 石几 砰当 第一出 第七出 第三出 第二出 第五出 第六出 第四出 系个 系到
系有 绿发 翻台 老蒙 而克制 胡同里 能克制 蒙直 表快 表王 表行 表转 被发 要克制 道鉴 长几 须须 领台 餐台 高几 黑须
"""


def test_phrases_that_are_words_only_sometimes() -> None:
    """What the frequencies say of all the phrases of OpenCC."""
    words = make_words(LEXICON).readings
    forms = taiwan_forms(LEXICON)
    readings = Readings(LEXICON, forms, classify(LEXICON, forms).to_simplified)
    known = {key for key in readings.known() if 1 < len(key) <= LONGEST_WORD and readings.word(key)}
    assert sorted(known - words.keys()) == sorted(_MET_BY_CHANCE.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("這個函式可能幹擾学习，目标是只保留重点", "這個函式可能干擾學習，目標是只保留重點"),
        ("脚本对表做了检查，再把通知被发到群组的时间记下", "腳本對表做了檢查，再把通知被發到群組的時間記下"),
        ("问题在于有只写的权限", "問題在於有只寫的權限"),
        ("在最短几秒之内读完", "在最短幾秒之內讀完"),
        ("总额折合美元五千", "總額折合美元五千"),
        ("她在克制自己的脾气", "她在克制自己的脾氣"),
        ("阳台上有只猫，不是只狗", "陽台上有隻貓，不是隻狗"),
        ("他被发左衽，系好腰带", "他被髮左衽，繫好腰帶"),
    ],
)
def test_a_phrase_counts_where_the_words_around_support_it(text: str, expected: str) -> None:
    assert unify(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("可能幹擾學習", "可能干擾學習"),
        ("上遊與下遊", "上游與下游"),
        ("概率分髮器", "概率分發器"),
        ("傅裏葉轉換", "傅里葉轉換"),
        ("成爲羣衆", "成為群眾"),
        ("被认为是重要的", "被認為是重要的"),
        ("头发和发展", "頭髮和發展"),
        ("這裡的数据很重要", "這裡的數據很重要"),
        ("面条与方面", "麵條與方面"),
        ("皇后在后面", "皇后在後面"),
        ("他最后采用了", "他最後採用了"),
        ("干净的干部干扰", "乾淨的幹部干擾"),
        ("複雜的系統", "複雜的系統"),
        ("面对风险，了解计划", "面對風險，了解計畫"),
        ("汇总数据，走到面前", "彙總數據，走到面前"),
    ],
)
def test_taiwan(text: str, expected: str) -> None:
    assert unify(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "改變量子位元、少數組織、發明、展示了如何、參與製造",
        "半導體製造、管理發展、鏡頭發現、方面包括、明白發生",
        "皇后、太后、公里、里程、干擾、若干、樹幹、幹部、乾燥、游泳、遊戲、面對、麵粉、只有、一隻",
        "台灣與臺灣、分布與分佈、了解與瞭解、週末與周末、計劃與計畫",
        "日本語の気象予報士が発表した",
        "山水人口",
        "",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert unify(text) == text


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        (Target.HONG_KONG, "這裡的数据說明", "這裏的數據説明"),
        (Target.HONG_KONG, "可能幹擾衞生", "可能干擾衞生"),
        (Target.MAINLAND, "可能幹擾學習的數據", "可能干扰学习的数据"),
        (Target.MAINLAND, "已经是简体字的皇后", "已经是简体字的皇后"),
        (Target.MAINLAND, "著名的頭髮，看著他", "著名的头发，看着他"),
    ],
)
def test_other_targets(target: Target, text: str, expected: str) -> None:
    assert unify(text, target) == expected


def test_every_change_has_its_reason() -> None:
    reasons = [(c.reason, c.content) for c in UNIFIERS[Target.TAIWAN].changes("幹擾数据，成爲")]
    assert reasons == [(Reason.OVER_CONVERTED, "干擾"), (Reason.SIMPLIFIED, "數據"), (Reason.VARIANT, "為")]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([*list(LEXICON.repairs)[::3], *list(LEXICON.leftovers)[::3], *"的在後发面里，。a"]),
        max_size=8,
    ).map("".join),
    st.sampled_from(list(Target)),
)
def test_fixing_comes_to_rest_in_every_target(text: str, target: Target) -> None:
    rules = RULES[target]
    once = fix(Document(text), rules, Applicability.SAFE)
    assert fix(once.document, rules, Applicability.SAFE).document.text == once.document.text
    assert len(once.document.text) == len(text)


@pytest.mark.parametrize("wrong", sorted(LEXICON.repairs.keys() | LEXICON.leftovers.keys()))
def test_lexicon_entry_works_by_itself(wrong: str) -> None:
    """Alone, and between words that lend it nothing, an entry becomes what it says in the end."""
    right = {**LEXICON.leftovers, **LEXICON.repairs}[wrong]
    fixed = fix(Document(f"「{wrong}」"), RULES[Target.TAIWAN], Applicability.SAFE)
    assert fixed.document.text == f"「{right}」"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("この記事では、機械学習の基礎を説明します。", True),
        ("データを収集する", True),
        ("新ネットワーク層，避免幹擾舊結構", False),
        ("好奇心みな算法的學習", False),
        ("最詳細の新手指南與你分享", False),
        ("沒有假名", False),
    ],
)
def test_japanese(line: str, *, expected: bool) -> None:
    assert is_japanese(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 画像認識の基礎\n\nこの章では、画像認識の基礎を説明します。\n\n## 学習率\n\n- 転移学習\n", None),
        ("# 画像认识\n\nこの章では、画像認識の基礎を説明します。\n", "# 畫像認識"),
        (
            "# 学习率\n\n這一章說明「この章では説明します」這句話的意思，以及它和中文說法的不同。\n",
            "# 學習率",
        ),
        ("# 转学\n\nありがとう。\n\n這一章說明道謝的說法，以及它和中文說法的不同。\n", "# 轉學"),
    ],
)
def test_lines_of_japanese_without_kana_stay(text: str, expected: str | None) -> None:
    assert unify(text).partition("\n")[0] == (expected or text.partition("\n")[0])
    assert expected or unify(text) == text


def test_a_short_section_is_japanese_if_the_rest_is() -> None:
    text = "学習率\nこの章では、学習率を説明します。損失関数も計算します。\n"
    assert not list(UNIFIERS[Target.TAIWAN].changes(text, [Span(0, 4)]))


@pytest.mark.parametrize(
    ("sections", "reason"),
    [
        ({"repairz": "a=b"}, "unknown section"),
        ({"repairs": "甲乙"}, "sides of equal length"),
        ({"repairs": "甲=乙丙"}, "sides of equal length"),
        ({"repairs": "甲=甲"}, "changes nothing"),
        ({"repairs": "甲=乙 甲=丙"}, "given twice"),
        ({"repairs": "甲=乙", "leftovers": "甲=丙"}, "both a repair and a leftover"),
        ({"firm": "甲"}, "neither a repair nor a leftover"),
    ],
)
def test_lexicon_mistakes(sections: dict[str, str], reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        parse_lexicon(sections)


def test_words_of_taiwan_stay_as_written() -> None:
    for word in sorted(LEXICON.borders):
        assert unify(f"「{word}」") == f"「{word}」"


def test_two_words_of_one_key_have_a_reading_of_their_own() -> None:
    """Otherwise the order of a set would choose between them."""
    simplified = corrected_phrases("STPhrases")
    forms = taiwan_forms(LEXICON)
    readings = Readings(LEXICON, forms, classify(LEXICON, forms).to_simplified)
    keys = Counter(readings.key(word) for word in LEXICON.borders)
    shared = {key for key, count in keys.items() if count > 1}
    assert shared - simplified.keys() - LEXICON.readings.keys() == set()
    assert not LEXICON.borders & (LEXICON.repairs.keys() | LEXICON.leftovers.keys())


def test_the_result_does_not_hang_on_the_order_of_sets() -> None:
    script = (
        "from tests.test_chinese import LEXICON, unify\n"
        "from linter.chinese.characters import classify\n"
        "from linter.chinese.readings import taiwan_forms\n"
        "keys = classify(LEXICON, taiwan_forms(LEXICON)).to_simplified\n"
        "key = lambda word: ''.join(keys.get(c, c) for c in word)\n"
        "print([unify(key(word)) for word in sorted(LEXICON.borders)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牆上挂着两面旗子，風一吹就晃", "牆上掛著兩面旗子，風一吹就晃"),
        ("書包里还有三只铅笔盒與橡皮擦", "書包裡還有三隻鉛筆盒與橡皮擦"),
        ("皇后區的图书馆沒有開", "皇后區的圖書館沒有開"),
    ],
)
def test_an_ambiguous_character_near_a_simplified_one(text: str, expected: str) -> None:
    assert unify(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9天后他寄来5只杯子", "9天後他寄來5隻杯子"),
        ("镇子在20 里外，养了7 只鸭", "鎮子在20 里外，養了7 隻鴨"),
        ("机房有12台风扇", "機房有12台風扇"),
        ("她卖掉了3只股票", "她賣掉了3只股票"),
        ("于老师和余经理在门口等涂医生", "于老師和余經理在門口等涂醫生"),
        ("请把多余部分剪掉，由于先前的错误", "請把多餘部分剪掉，由於先前的錯誤"),
        ("那天餘經理打電話來", "那天余經理打電話來"),
    ],
)
def test_numbers_and_names_say_what_follows_and_comes_before(text: str, expected: str) -> None:
    assert unify(text) == expected


def test_a_name_without_a_dot() -> None:
    assert unify("杰佛里开了门") == "傑佛里開了門"
    assert unify("他从盒里拿出巴黎的信") == "他從盒裡拿出巴黎的信"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("把遊標移到最後，結果會被複制", "把游標移到最後，結果會被複製"),
        ("她說戰后的房子后院很大", "她說戰後的房子後院很大"),
        ("大家都乾了杯，口水也乾了", "大家都乾了杯，口水也乾了"),
        ("捲軸、收摺、迴歸與書背", "捲軸、收摺、迴歸與書背"),
        ("不吸煙，贏得聖盃，歎了一口氣", "不吸煙，贏得聖盃，歎了一口氣"),
    ],
)
def test_a_spelling_that_nobody_in_taiwan_writes(text: str, expected: str) -> None:
    assert unify(text) == expected


def test_a_doubtful_word_is_shown_and_stays() -> None:
    changes = list(Unifier(LEXICON).changes("她看准機會才出手"))
    assert [(change.content, change.reason) for change in changes] == [("看準", Reason.DOUBTFUL)]
    assert not list(Unifier(LEXICON).converted("她看准機會才出手"))


def test_a_character_after_a_word_is_likely_left_over() -> None:
    """A conversion takes it; a fix leaves it to a person, because villages have such names."""
    changes = list(Unifier(LEXICON).changes("他在文檔里說明用法"))
    assert [(change.content, change.reason) for change in changes] == [("裡", Reason.DOUBTFUL)]
    assert next(Unifier(LEXICON).converted("他在文檔里說明用法"))[2] == "他在文檔裡說明用法"
    assert unify("她住在幸福里長大的巷子") == "她住在幸福里長大的巷子"
