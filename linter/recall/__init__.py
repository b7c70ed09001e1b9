"""Remembers what earlier runs found, so that an unchanged run is answered without doing it again.

A run is remembered under its command line and surroundings, with the content of all that it read
(`linter.recall.runs`); the findings of a file under its content and what judged it
(`linter.recall.objects`, `linter.jobs.remembered`). What a run over many files needed of these
is kept in one object (`linter.recall.bundle`). Nothing is believed by its time stamp.

These modules are imported before anything else is, and so import next to nothing themselves: no `re`, no
`typing`, no `pathlib`.
"""
