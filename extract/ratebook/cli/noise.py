"""`ratebook noise`: typeset documents with exact truth, and degraded copies of them."""

from __future__ import annotations

import sys
from pathlib import Path

from ratebook.cli.arguments import parser


def run(argv: list[str]) -> int:
    """Exit code 0; 2 for a form, layout or quality that is not known."""
    args = parser(
        "noise",
        "Makes documents with exact truth, clean or degraded; the same seed makes the same bytes.",
        "ratebook noise out/ --forms lighting,order --qualities 'native,medium text' --seed 7",
    )
    args.add_argument("target", metavar="DIR", help="where the documents and their truth go")
    args.add_argument("--forms", default="", metavar="A,B", help="default: all")
    args.add_argument("--layouts", default="", metavar="A,B", help="default: all")
    args.add_argument(
        "--qualities", default="native,text", metavar="A,B", help="default: native,text"
    )
    args.add_argument("--seed", type=int, default=1, metavar="N")
    args.add_argument("--count", type=int, default=1, metavar="N", help="documents of each")
    chosen = args.parse_args(argv)
    from ratebook.noise import make
    from ratebook.noise.forms import FORMS

    made = make(
        Path(chosen.target),
        _list(chosen.forms) or list(FORMS),
        chosen.seed,
        _list(chosen.layouts),
        _list(chosen.qualities),
        chosen.count,
    )
    for path in made:
        print(path)
    print(f"{len(made)} documents", file=sys.stderr)
    return 0


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
