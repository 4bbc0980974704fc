"""What the commands' argument parsers share."""

from __future__ import annotations

import argparse


def parser(command: str, does: str, example: str) -> argparse.ArgumentParser:
    """A parser with the command's purpose and an example that works."""
    return argparse.ArgumentParser(
        prog=f"ratebook {command}",
        description=does,
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_paths(to: argparse.ArgumentParser) -> None:
    """The documents a command reads, and how."""
    to.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="PDF, text dump, image or folder; - reads standard input",
    )
    add_ocr(to)
    to.add_argument(
        "--workers",
        type=_count,
        default=None,
        metavar="N",
        help="documents read at the same time (default: one a core)",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def add_store(to: argparse.ArgumentParser) -> None:
    """Where the store is."""
    to.add_argument(
        "--store", default="ratebook.sqlite", metavar="FILE", help="default: ./ratebook.sqlite"
    )


def add_ocr(to: argparse.ArgumentParser) -> None:
    """When pixels are read."""
    to.add_argument(
        "--ocr",
        choices=("auto", "always", "never"),
        default="auto",
        help="read pixels where a page has no usable text (default), always, or never",
    )
