"""Which characters are Han."""

#: The Han characters that runs are made of: the unified ideographs of the BMP with extension A and the
#: compatibility ideographs, and the supplementary planes 2 and 3 (Unicode 16, blocks).
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
