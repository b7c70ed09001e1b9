"""`python -m linter` does what `seedlint` does."""

from linter.cli import run

if __name__ == "__main__":
    run()
