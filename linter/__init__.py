"""seedlint: finds, fixes and unifies the marks that language models leave in Chinese/English Markdown."""

__version__ = "0.1.0"
