from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.characters.misread import misread
from linter.diagnostics import Applicability

if TYPE_CHECKING:
    from tests.trying import Make, Try

FIX = {"applicability": "unsafe"}


def as_windows(text: str) -> str:
    """A text as a program shows it that takes its UTF-8 for Windows-1252."""
    data = text.encode("utf-8")
    return "".join(bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in data)


def as_latin(text: str) -> str:
    """The same for Latin-1."""
    return text.encode("utf-8").decode("latin-1")


@pytest.fixture
def rule(make: Make) -> Try:
    return make("misread", {}, message="{correction}", fix=FIX)


@pytest.mark.parametrize(
    "text", ["訓練模型", "機器學習，很簡單。", "深層学習", "𠮷", "😀", "Привет", "αβ", "é", "’", "— ", "안녕"]
)
@pytest.mark.parametrize("read", [as_windows, as_latin, lambda text: as_windows(as_windows(text))])
def test_all_bytes_are_there(rule: Try, read: type[str], text: str) -> None:
    assert rule.fixes(f"這是 {read(text)}。", Applicability.UNSAFE) == f"這是 {text}。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("学习", "gbk"),
        ("（訓練）", "gbk"),
        ("幽灵堵车", "gbk"),
        ("平穩", "big5"),
        ("讓模型學習。", "mac_roman"),
        ("é", "mac_roman"),
        ("’s", "gbk"),
    ],
)
def test_utf_8_read_as_something_else(rule: Try, text: str, encoding: str) -> None:
    wrong = text.encode("utf-8").decode(encoding)
    assert rule.fixes(f"it{wrong} 甲", Applicability.UNSAFE) == f"it{text} 甲"


def test_shift_jis_read_as_windows(rule: Try) -> None:
    assert rule.fixes("書：ƒXƒgƒŒƒXと ƒ(x)", Applicability.UNSAFE) == "書：ストレスと ƒ(x)"
    assert rule.fixes("VoilÃ , dÃ©jÃ  vu", Applicability.UNSAFE) == "Voilà, déjà vu"


def test_a_last_byte_that_became_a_question_mark(rule: Try) -> None:
    assert rule.finds("瀛︿範鍚? 吧") == ["瀛︿範鍚"]
    assert rule.fixes("瀛︿範鍚? 吧", Applicability.UNSAFE) == "瀛︿範鍚? 吧"


@pytest.mark.parametrize(
    "text",
    ["鈥與鈽、鈥（Ho）", "魑魅魍魎、饕餮、脛腓腱", "ÈÉÊ OÙ, √π ≤ ∑", "鍚馨鏗鏘，鑫淼鑽鍊，瀛海溫泉", "Ã la"],
)
def test_rare_characters_are_left_alone(rule: Try, text: str) -> None:
    assert rule.finds(text) == []


def test_a_missing_byte_is_reported_and_not_guessed(rule: Try) -> None:
    text = f"談{as_windows('數據')[:-1]}的{as_latin('訓練')[:4]}"
    assert rule.finds(text) == [as_windows("數據")[:-1], as_latin("訓練")[:4]]
    assert rule.fixes(text, Applicability.UNSAFE) == text


def test_nothing_is_fixed_unless_asked_for(make: Make) -> None:
    text = as_windows("訓練")
    assert make("misread", {}, message="{match}").says(text) == [text]
    assert make("misread", {}, fix=FIX).fixes(text) == text


def test_controls_of_latin_are_marks_of_windows(rule: Try) -> None:
    assert rule.fixes("\x93甲\x94 a\x96b\x85 \x81", Applicability.UNSAFE) == "“甲” a–b\x85 \x81"
    assert rule.finds("甲\x85乙\x81") == ["\x85", "\x81"]


def test_a_byte_order_mark_is_deleted(rule: Try) -> None:
    assert rule.says("ï»¿甲\n\n第一欄會變成 ï»¿id\n") == ["delete 'ï»¿'"]


def test_names_of_bytes(rule: Try) -> None:
    text = "<0xE8><0xAE><0x93>模型與 Jens<0x94>en é<0xe8> <0x0A>"
    assert rule.finds(text) == ["<0xE8><0xAE><0x93>", "<0x94>", "<0xe8>", "<0x0A>"]
    assert rule.fixes(text, Applicability.UNSAFE) == "讓" + text[18:]


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo, naïve, Ångström, Österreich – Überä, Ñandú, Æsir, Þórr, Œuvre",
        "café—“bar” é—“x” «é»… « À » ÀÉ» l’été… ç“”",
        "5 °C ± 2 %, £3, ½, × ÷, © 2024 ®, “quote” – dash • item €5 ™",
        "NÃ», ROMÂ»",
        "résu\u00admé, Ã, Â, Ã ",
        "",
    ],
)
def test_words_with_accents_are_left_alone(rule: Try, text: str) -> None:
    assert rule.finds(text) == []


def test_unless_quoted(make: Make) -> None:
    text = f"「{as_windows('讓')}」（{as_windows('讓')}）與 `{as_windows('讓')}`"
    assert len(make("misread", {}).finds(text)) == 2
    assert make("misread", {"unless_quoted": True}).finds(text) == []


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=9))
def test_chinese_comes_back(text: str) -> None:
    (found,) = misread(f"甲{as_windows(text)}乙")
    assert found.should == text


@given(st.text(st.characters(max_codepoint=0x2FF)))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    done = 0
    for start, end, _ in misread(text):
        assert done <= start < end <= len(text)
        assert re.search("[\u0080-\u009f\u00c2-\u00f4]|<0x", text[start:end])
        done = end
