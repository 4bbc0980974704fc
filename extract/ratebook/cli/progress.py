"""The progress bar of long runs, on stderr."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar(count: int) -> Generator[Callable[[int], None], None, None]:
    """A bar over `count` documents; call what it gives with the pages of each one done."""
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents, {task.fields[pages]} pages, {task.fields[rate]:.1f} pages/s, left"),
        TimeRemainingColumn(),
    )
    began, pages = time.monotonic(), 0
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("reading", total=count, pages=0, rate=0.0)

        def advance(more: int) -> None:
            nonlocal pages
            pages += more
            rate = pages / max(time.monotonic() - began, 0.001)
            progress.update(task, advance=1, pages=pages, rate=rate)

        yield advance
