"""The block structure of Markdown (CommonMark 0.31, chapters 3 to 5), a file for each kind of block.

`scan` walks the lines and passes each to the file that reads what it begins: `front_matter`, `quotes`,
`list_items`, `headings`, `tables`, `definitions`, `fences`, `dialects` (admonitions, containers, tabs, MDX),
and `enclosed` (comments, raw HTML and displayed maths). What they share is in `state`: what was found, and
what is open.
"""
