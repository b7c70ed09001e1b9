"""Punctuation of Chinese and English text: pairs, and what ends a clause or a sentence."""

#: Quotation marks, opening to closing.
QUOTES = {"「": "」", "『": "』", "“": "”", "‘": "’", '"': '"'}
#: The marks around titles of works.
TITLES = {"《": "》", "〈": "〉"}
#: Brackets.
BRACKETS = {
    "（": "）",
    "(": ")",
    "［": "］",
    "[": "]",
    "【": "】",
    "〔": "〕",
    "｛": "｝",
    "{": "}",
}
#: All marks that come in pairs.
QUOTE_PAIRS = {**QUOTES, **TITLES, **BRACKETS}
#: The marks that can only open, and those that can only close.
OPENING = "".join(opening for opening, closing in QUOTE_PAIRS.items() if opening != closing)
CLOSING = "".join(closing for opening, closing in QUOTE_PAIRS.items() if opening != closing)
#: Ends a sentence, full or half width.
SENTENCE_END = "。！？!?.…"
#: Ends a clause or a sentence, full width.
FULL_WIDTH_CLAUSE_END = "，。、；：！？"
#: The same, full or half width; without the half-width full stop, which may be a decimal point.
CLAUSE_END = FULL_WIDTH_CLAUSE_END + ",;:!?"
#: Unicode's white space (PropList.txt), as the inside of a class: what `\s` is to the package `regex`.
WHITE_SPACE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
