"""Markup of dialects, code of templates and names are protected; titles keep their words; contents are prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter import convert
from linter.diagnostics import Applicability
from linter.document import Document
from linter.fixing.fixer import fix
from linter.regions import RegionKind
from tests.conftest import load_rules

if TYPE_CHECKING:
    from linter.packs import Rule


KINDS = (
    RegionKind.ATTRIBUTES,
    RegionKind.CODE_BLOCK,
    RegionKind.COMMENT,
    RegionKind.FRONT_MATTER,
    RegionKind.HASHTAG,
    RegionKind.HTML,
)


def protected_parts(text: str) -> list[str]:
    return [region.span.text(text) for region in Document(text).regions if region.kind in KINDS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('!!! note "標題"\n\n    內容\n', ['!!! note "', '"']),
        ("??? tip\n\n    內容\n\n        碼\n", ["??? tip", "碼"]),
        ('???+ warning inline end "標題"\n', ['???+ warning inline end "', '"']),
        ("!!! 大家注意\n\n    碼\n", ["碼"]),
        ('!!! note "標題" 還有\n', []),
        ('=== "甲"\n\n    內容\n\n外面\n\n    碼\n', ['=== "', '"', "碼"]),
        ('文\n=== "甲"\n', ['=== "', '"']),
        ("/// note | 標題\n內容\n///\n", ["/// note | ", "///"]),
        ("::: warning 標題 :::\n內容\n:::\n", ["::: warning ", " :::", ":::"]),
        (':::tip[標題]{title="数据"}\n', [":::tip[", ']{title="数据"}']),
        ("::: {.note}\n", ["::: {.note}"]),
        ("::video[標題]{#a}\n", ["::video[", "]{#a}"]),
        ("甲::乙\n:: 丙\n", []),
        ("> [!笔记]- 標題\n> 內容\n", ["[!笔记]-"]),
        ("[!笔记] 不在引文裡\n", []),
        ('--8<-- "说明.md"\n', ['--8<-- "说明.md"']),
        ("import A from 'a'\nexport const 数据 = {\n\n a: 1}\n\n# 標題\n", None),
        ("import duties are high\n\nexport 是輸出\n", []),
        ("import 'a'\n\n看 {数据.length} 個\n", ["import 'a'", "{数据.length}"]),
        ("看 {数据} 與 {甲, 乙}\n", ["{数据}"]),
        ('看 {t("数据")} 與 {/* 数据 */}\n', ['{t("数据")}', "{/* 数据 */}"]),
        ('{"name": "数据"}\n', []),
        ("it's {t('数据')} isn't\n", ["{t('数据')}"]),
        ('<A b={[{c: "数据"}]} d={1 > 2} />\n', ['<A b={[{c: "数据"}]} d={1 > 2} />']),
        ('<A.B 标题="数据" {...{a: 1}}>甲</A.B>\n', ['<A.B 标题="数据" {...{a: 1}}>']),
        ("<A b={ 甲\n", []),
        ('{{ "数据" | f({a: {b: 1}}) }}{% if 数据 %}\n', ['{{ "数据" | f({a: {b: 1}}) }}', "{% if 数据 %}"]),
        ("{# 数据\n\n数据 #} 甲\n", ["{# 数据\n\n数据 #}"]),
        ("{# 数据\n\n甲\n", []),
        ("{# 数据 #}甲\n", ["{# 数据 #}"]),
        ("<%= 数据 > 3 %>甲<% 数据\n乙\n", ["<%= 数据 > 3 %>", "<% 数据"]),
        ('<?php echo "数据->a"; ?>甲\n', ['<?php echo "数据->a"; ?>']),
        ("甲 %%数据%% 乙\n\n%%\n数据\n\n数据\n%%\n", ["%%数据%%", "%%\n数据\n\n数据\n%%"]),
        ("成長 5%% 與 10%%\n", []),
        ('+++\ntags = ["数据"]\n+++\n甲\n', ['+++\ntags = ["数据"]\n+++']),
        ("#数据 甲 #課程/数据_一 （#2024数据）＃数据\n", ["#数据", "#課程/数据_一", "#2024数据", "＃数据"]),
        ("看#数据、C#数据 &#25968;[甲](#数据) #12 ##数据\n", []),
        ("來 #数据分析# 看\n", ["#数据分析#"]),
        ("# 標題 #数据\n", ["#数据"]),
        ('!!! 数据 "標題"\n!!! 数据\n    內容\n', ['!!! 数据 "', '"', "!!! 数据"]),
        ("@tab:active 標題\n<<< @/数据.js\n(数据)=\n", ["@tab:active ", "<<< @/数据.js", "(数据)="]),
        (":::{note} 標題\n:class: 数据\n甲\n", [":::{note} ", ":class: 数据"]),
        (":class: 数据\n", []),
        ("::: 甲.数据\n", ["::: 甲.数据"]),
        ('{\n  "title": "数据"\n}\n甲\n', ['{\n  "title": "数据"\n}']),
        ("见 @fig:数据 與 @abc数据 （@数据），甲@数据\n", ["@fig:数据", "@abc", "@数据"]),
        ("@include('数据', $甲) @ 数据\n", ["@include('数据', $甲)"]),
        ("数据:: 甲\n- (数据:: 4) 乙\n", ["数据:: 甲", "(数据:: 4)"]),
        ("甲，数据:: 乙\n", []),
        ("甲 [数据=甲] [a 数据]\n", []),
        ('甲 [name=数据] [a b="数据"]乙[/a] [model=数据,0]\n', ["[name=数据]", '[a b="数据"]']),
        ("甲 ^数据\n乙 ^数据 丙\n", ["^数据"]),
        ("\\eqref{数据} \\@ref(数据) \\textbf{数据}\n", ["\\eqref{数据}", "\\@ref(数据)", "{数据}"]),
        ("(ref:数据) 甲 :kbd[甲]{a=数据}\n", ["(ref:数据)", ":kbd", "{a=数据}"]),
        ("<数据 a='甲'>乙</数据> <数据/> <数据>\n", ["<数据 a='甲'>", "</数据>", "<数据/>"]),
        ("<#list 数据 as 甲>乙<@数据/>\n", ["<#list 数据 as 甲>", "<@数据/>"]),
        ("${数据} %{数据} {@html 数据} {数据:.2f}\n", ["${数据}", "{数据}", "{@html 数据}", "{数据:.2f}"]),
        ("{if $数据 > 1}甲{数据, plural, one {乙}}\n", ["{if $数据 > 1}", "{数据, plural, one {乙}}"]),
    ],
)
def test_what_is_protected(text: str, expected: list[str] | None) -> None:
    assert protected_parts(text) == (expected if expected is not None else [text.partition("\n\n#")[0]])


@pytest.fixture(scope="module")
def every() -> tuple[Rule, ...]:
    return load_rules(select=("default", "typography", "vocabulary", "words", "structure"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('???+ tip "学习,資料"\n\n    說明"学习"\n', '???+ tip "学习,資料"\n\n    說明「學習」\n'),
        (
            '> !!! tip "学习"\n>\n>     說明学习\n>\n>         学习\n',
            '> !!! tip "学习"\n>\n>     說明學習\n>\n>         学习\n',
        ),
        ('- 甲\n\n    === "学习"\n\n        說明学习\n', '- 甲\n\n    === "学习"\n\n        說明學習\n'),
        (":::tip[学习]\n說明学习。\n:::\n", ":::tip[学习]\n說明學習。\n:::\n"),
        ("> [!学习] 学习\n> 說明学习\n", "> [!学习] 学习\n> 說明學習\n"),
        ("這裡整理 #机器学习 的学习筆記。\n", "這裡整理 #机器学习 的學習筆記。\n"),
        ('這裡有 {t("学习")} 的学习筆記。\n', '這裡有 {t("学习")} 的學習筆記。\n'),
    ],
)
def test_what_is_fixed(text: str, expected: str, every: tuple[Rule, ...]) -> None:
    assert fix(Document(text), every, Applicability.UNSAFE).document.text == expected


def test_names_are_not_converted() -> None:
    text = "---\ntags: [学习]\n---\n#学习 说明 {% 学习 %} {t('学习')}\n\n> [!学习] 学习\n"
    converted = convert(text, "zh-TW")
    assert converted == text.replace("说明", "說明").replace("] 学习", "] 學習")


@pytest.mark.parametrize("text", ["見 (ref: 甲) 乙\n", "(ref:)\n", "(ref:"])
def test_what_begins_like_the_name_of_a_text_is_read_once(text: str) -> None:
    assert [region.kind for region in Document(text).regions] == [RegionKind.PROSE]
