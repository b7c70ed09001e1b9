r"""Scripts as the inside of a character class: `re.compile(f"[{HAN}]")`.

In expressions of the package `regex`, `\p{Han}` means the same: a test holds both equal.
"""

#: Unicode's property Script=Han: ideographs with all extensions, compatibility ideographs, radicals, 々 and
#: 〇 (Unicode 17, Scripts.txt). Planes 2 and 3 are taken as a whole: later extensions are Han, too.
HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016fe2-\U00016ff6\U00020000-\U0003ffff"
)
#: Hiragana and katakana, full and half width, with the marks of iteration and the prolonged sound mark.
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
#: The syllables and the jamo of Korean that documents use.
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa0-\uffdc"
