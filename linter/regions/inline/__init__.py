"""The inline structure of Markdown (CommonMark 0.31, chapter 6), a file for each kind of it.

`scan` goes from one character that may begin something to the next, and passes each to the file that reads
it: `code_spans`, `tags` (HTML, comments, addresses in angle brackets), `addresses` (bare ones, and paths),
`links` (all in square brackets), `maths`, `escapes` (with entities), `names` (hashtags, mentions, fields),
`templates` (code in braces). Emphasis is found once all of these are known: see `linter.regions.emphasis`.
"""
