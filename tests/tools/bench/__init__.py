"""The speed of seedlint as ratios to other programs and to itself: `make bench`, which writes docs/performance.md.

`rows` has the table and what is run for it, `inputs` the files and `texts` what is in them, `running` the
measuring, `table` the arithmetic, and `page` the page.
"""
