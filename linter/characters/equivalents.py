"""Characters that Unicode defines as others: radicals, compatibility ideographs, ligatures."""

from __future__ import annotations

import unicodedata

#: The characters of each group, as the inside of a character class.
GROUPS = {
    "kangxi-radicals": "\u2f00-\u2fd5",
    "radicals-supplement": "\u2e80-\u2ef3",
    "compatibility-ideographs": "\uf900-\ufaff\U0002f800-\U0002fa1f",
    "ligatures": "\ufb00-\ufb06",
}
#: Radicals that look like a whole character, each before that character. Unicode gives those of Kangxi in
#: UnicodeData.txt, and these in EquivalentUnifiedIdeograph.txt, which Python does not have.
_SUPPLEMENT = (
    "⺎兀⺐尢⺒巳⺓幺⺜日⺝月⺟母⺠民⺧牛⺩王⺫目⺬示⺻聿⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页"
    "⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_SUPPLEMENTED = str.maketrans(dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)))


def equivalent(text: str) -> str:
    """A text with characters of `GROUPS` replaced by those that Unicode defines them as."""
    return unicodedata.normalize("NFKC", text.translate(_SUPPLEMENTED))
