"""`python -m ratebook` is the `ratebook` command."""

from ratebook.cli.main import run

run()
