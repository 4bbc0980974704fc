"""From a table as found to the parts of a form that would read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import regex

from ratebook.draft.arithmetic import Found, RowFigures, adds_up, relations_of
from ratebook.draft.columns import ColumnDraft, amount, columns_of, label_of
from ratebook.draft.grid import Grid, GridRow
from ratebook.forms.tokens.dates import MONTH_NUMBERS
from ratebook.model.page import Line

_PERCENT = regex.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,3})?)\s?%")
_SPECIAL = regex.compile(r"[{}\[\]|]|\.\.\.")
_WORD = regex.compile(r"[A-Za-z][A-Za-z'’&-]*")
_NUMBERED = regex.compile(r"(.*[A-Za-z])[\s#.:]*(\d{1,6})\W*")
_PHRASE = 8
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A kind of row: a label in words (empty for the rows of the table) and its columns."""

    name: str
    label: str
    columns: tuple[str, ...]
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormDraft:
    """All that a form's file will say. `group` is the group's field and its templates; `start` is
    the line above a table that prints no headings."""

    name: str
    title: str
    within: str
    needs: tuple[str, ...]
    columns: tuple[ColumnDraft, ...]
    label: int
    rows: tuple[RowDraft, ...]
    checks: tuple[str, ...]
    group: tuple[str, tuple[str, ...]] | None = None
    start: str = ""
    loose_header: bool = False
    notes: tuple[str, ...] = field(default_factory=tuple[str, ...])

    @property
    def headed(self) -> bool:
        """Whether every column has a heading to be known by, but for the labels at the left."""
        first, *rest = self.columns
        return bool(rest) and all(c.head for c in rest) and bool(first.head or self.label == 0)

    @property
    def open_label(self) -> bool:
        """Whether the labels at the left have no heading."""
        return self.headed and not self.columns[0].head

    def without_blanks(self) -> FormDraft:
        """The same form where a blank cell leaves its row to be looked at."""
        return replace(self, columns=tuple(replace(c, optional=False) for c in self.columns))


def propose(
    grid: Grid, within: str, words: str, lines: Sequence[Line], sheet_title: str = ""
) -> FormDraft:
    """A form for a table. `words` are those of its section in lower case; `lines` are the page's;
    `sheet_title` serves where no title stands above the table."""
    columns = columns_of(grid)
    label = label_of(grid, columns)
    title = _plain(grid.title.text if grid.title else sheet_title)
    needs = _needs(title, grid, words)
    name = _slug(title or " ".join(needs[:1]) or "table")
    main = columns[label].name if not columns[label].values else "item"
    group = _group(grid, {c.name for c in columns})
    totals, sums = _totals(grid, columns, label, main, group[0] if group else "")
    found = relations_of(
        [_figures(row, columns, label) for row in grid.rows],
        [_figures(row, columns, label) for row in grid.totals],
        [i for i, c in enumerate(columns) if c.values and i != label],
        _factors(lines),
    )
    checks = [_equation(one, columns, main) for one in found]
    checks += [f"step {main}.{c.name}" for i, c in enumerate(columns) if _steps(grid, c, i)]
    made = FormDraft(
        name,
        " ".join((_runs(title) or [[]])[0]) or title or name,
        within,
        needs,
        tuple(columns),
        label,
        (*totals, RowDraft(main, "", tuple(c.name for c in columns))),
        (*checks, *sums),
        group,
        notes=_notes(grid, columns, label),
    )
    return made if made.headed else replace(made, start=_start(grid))


def _plain(text: str) -> str:
    return " ".join(text.replace('"', "'").split())


def _slug(text: str) -> str:
    words = [w.lower() for w in regex.findall(r"[A-Za-z]+", text)]
    return "-".join(words[:5]) or "table"


def _needs(title: str, grid: Grid, words: str) -> tuple[str, ...]:
    """Phrases that the section prints and that tell the table: of its title and its headings,
    without figures, which change from filing to filing."""
    said = [" ".join(run) for run in _runs(title)]
    cells = [_plain(c.text) for line in grid.heading for c in line.cells]
    heads = sorted((p for c in cells for p in (" ".join(r) for r in _runs(c))), key=len)[::-1]
    phrases = [p.lower() for p in (*said[:1], *heads) if len(p) >= _PHRASE]
    short = [h.lower() for h in (*said, *heads) if len(h) < _PHRASE]
    kept = [p for p in dict.fromkeys((*phrases, *short)) if p in words]
    if not kept:
        labels = (" ".join(run).lower() for r in grid.rows for run in _runs(r.texts[0] or ""))
        kept = [label for label in labels if label in words][:1]
    return tuple(kept[:3])


def _runs(text: str) -> list[list[str]]:
    """The runs of words without a figure or a comma between them, but for months."""
    parts = regex.split(r"[^A-Za-z'’&\- ]+", text)
    runs = [part.split() for part in parts if len(part.strip()) > 3 and _WORD.search(part)]
    return [
        run[:_MOST_WORDS] for run in runs if not any(w[:3].lower() in MONTH_NUMBERS for w in run)
    ]


def _group(grid: Grid, taken: set[str]) -> tuple[str, tuple[str, ...]] | None:
    """The field and templates of the lines above groups of rows: words with a number, or a closed
    list of the words printed."""
    texts = [_plain(line.text).rstrip(":") for line in grid.groups]
    if not texts or any(_SPECIAL.search(t) for t in texts):
        return None
    numbered = [_NUMBERED.fullmatch(t) for t in texts]
    heads = {m[1].strip().lower() for m in numbered if m}
    if all(numbered) and len(heads) == 1:
        first = numbered[0]
        assert first is not None
        words = first[1].strip()
        field_name = _free(_slug(words).replace("-", "_"), taken)
        return field_name, (f"{words} {{{field_name}:integer}}",)
    field_name = _free("group", taken)
    return field_name, (f"{{{field_name}={'|'.join(dict.fromkeys(texts))}}}",)


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else f"{name}_group"


def _totals(
    grid: Grid, columns: list[ColumnDraft], label: int, main: str, group: str
) -> tuple[list[RowDraft], list[str]]:
    """Kinds of rows of totals, and the sums that hold in all of them."""
    kinds: dict[tuple[bool, tuple[int, ...]], list[GridRow]] = {}
    for row in grid.totals:
        whole = bool(group) and _is_of_all(row, grid, columns)
        filled = tuple(i for i, c in enumerate(columns) if c.values and i != label and row.texts[i])
        if filled:
            kinds.setdefault((whole, filled), []).append(row)
    rows: list[RowDraft] = []
    sums: list[str] = []
    for (whole, filled), members in sorted(kinds.items(), key=lambda k: (k[0][0], -len(k[0][1]))):
        words = _labels(members)
        if not words:
            continue
        name = "total" if not rows else f"total_{len(rows) + 1}"
        closes = (group,) if whole else ()
        rows.append(RowDraft(name, words, tuple(columns[i].name for i in filled), closes))
        for i in filled:
            if all(_is_sum(r, i, grid, bool(group) and not whole) for r in members):
                sums.append(f"sum({main}.{columns[i].name}) = {name}.{columns[i].name}")
    return rows, sums


def _labels(rows: Sequence[GridRow]) -> str:
    """The words of totals as a template, alternatives in parentheses; empty where one prints
    none."""
    said = list(dict.fromkeys(map(_label, rows)))
    if len(said) < 2 or not all(said) or any(ch in "".join(said) for ch in "(){}"):
        return said[0] if len(said) == 1 else ""
    return f"({'|'.join(said)})"


def _label(row: GridRow) -> str:
    """The words of a total's row as a template: figures in them may be others."""
    text = _SPECIAL.sub(" ", next((t for t in row.texts if t and amount(t) is None), "") or "")
    return regex.sub(r"\d{1,6}", "{no:integer}", _plain(text), count=1)


def _is_of_all(total: GridRow, grid: Grid, columns: list[ColumnDraft]) -> bool:
    return any(c.values and _is_sum(total, i, grid, grouped=False) for i, c in enumerate(columns))


def _is_sum(total: GridRow, at: int, grid: Grid, grouped: bool) -> bool:
    text = total.texts[at]
    figure = amount(text) if text else None
    rows = [r for r in grid.rows if not grouped or r.group == total.group]
    parts = [{at: f} for r in rows if (t := r.texts[at]) and (f := amount(t))]
    return figure is not None and len(parts) == len(rows) and adds_up(parts, figure, at)


def _figures(row: GridRow, columns: list[ColumnDraft], label: int) -> RowFigures:
    found: RowFigures = {}
    for i, (column, text) in enumerate(zip(columns, row.texts, strict=True)):
        figure = amount(text) if column.values and i != label and text else None
        if figure is not None:
            found[i] = figure
    return found


def _factors(lines: Sequence[Line]) -> list[Decimal]:
    """Shares in percent that the page prints in its words."""
    texts = (m[1] for line in lines for m in _PERCENT.finditer(line.text) if len(line.cells) < 12)
    return [Decimal(t) / 100 for t in dict.fromkeys(texts) if Decimal(t)][:6]


def _equation(found: Found, columns: list[ColumnDraft], main: str) -> str:
    """The equation with the columns' names; of the table's rows alone where totals differ."""
    prefix = "" if found.everywhere else f"{main}."
    return found.text.format(*(prefix + column.name for column in columns))


def _steps(grid: Grid, column: ColumnDraft, at: int) -> bool:
    if column.type != "year" or grid.groups:
        return False
    years = [int(t) for r in grid.rows if (t := r.texts[at]) and t.strip().isdigit()]
    return len(years) > 2 and years == [*range(years[0], years[0] + len(years))]


def _start(grid: Grid) -> str:
    title = _plain(grid.title.text) if grid.title else ""
    return "" if _SPECIAL.search(title) else title


def _notes(grid: Grid, columns: list[ColumnDraft], label: int) -> tuple[str, ...]:
    """What a person must know of the draft."""
    spare = [c.name for i, c in enumerate(columns) if not c.values and i != label]
    said = [f"{name} is read and kept in no record" for name in spare]
    if any(c.optional for c in columns):
        said.append("cells of optional columns are blank in some rows")
    if grid.loose:
        said.append(f"{len(grid.loose)} lines among the rows are no rows")
    return tuple(said)
