#!python
"""`python -m linter` does what `seedlint` does: installers copy this file to where programs are.

What they write themselves for an entry point may import `re` first, which takes as long as all of a run that
is answered from memory.
"""

from linter.cli import run

if __name__ == "__main__":
    run()
