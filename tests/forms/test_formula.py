"""Formulas on sheets: what is read, what is only flagged, and what must not become a formula."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.forms.formulas.doubt import is_twin
from ratebook.forms.formulas.formula import read_formulas
from ratebook.forms.formulas.grammar import evenly, shape, statement
from ratebook.model.page import Cell, Line, Word
from ratebook.records.datum import Standing
from ratebook.records.ledger import Ledger

MARKS = "CDINRST"


def typed(text: str) -> list[Line]:
    """Lines of a text dump; `# ` marks a heading, blank lines only count."""
    return [
        Line(
            1,
            number,
            tuple(Cell(c, 0, len(c)) for c in line.removeprefix("# ").split("\t")),
            heading=line.startswith("# "),
        )
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def drawn(*lines: tuple[float, float, str], **words: Any) -> list[Line]:
    """Lines with boxes: (left, top, text); a tab is a wide gap, a letter is 5 points wide."""
    made = list[Line]()
    for left, top, text in lines:
        cells, x = list[Cell](), left
        for part in text.split("\t"):
            put, start = list[Word](), x
            for word in part.split():
                put.append(Word(word, (x, top, x + 5 * len(word), top + 10), **words))
                x += 5 * len(word) + 5
            cells.append(Cell(part, start, x - 5, tuple(put)))
            x += 60
        made.append(Line(1, None, tuple(cells)))
    return made


class Found:
    """The formulas of some lines, by field."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines, self.ledger = lines, Ledger()
        self.used = read_formulas(lines, self.ledger, None, MARKS)
        self.rows = [
            {name: self.ledger.data[i or 0] for name, i in d.fields.items()}
            for d in self.ledger.drafts
        ]

    def values(self, name: str) -> list[Any]:
        return [row[name].value for row in self.rows]

    def standings(self, name: str) -> list[Standing]:
        return [row[name].standing for row in self.rows]

    @property
    def variables(self) -> list[dict[str, str]]:
        return [
            {v["symbol"]: v["meaning"] for v in found or []} for found in self.values("variables")
        ]

    @property
    def unused(self) -> list[str]:
        return [line.text for line in self.lines if id(line) not in self.used]


SURCHARGE = """RATE:

XSF(m) = YS(m) - BXSF

Where XSF(m) = Surcharge Factor of the Month YS(m) = Surcharge Computed for the Month \
BXSF = Base Factor of 0%

YS(m) = [((WXSF) x (Mean of 12-months ended wholesale revenue, without surcharge)) + \
(Over)/Under Collection] divided by Mean of Retail Revenue (without surcharge) = %.

where WXSF = Wholesale Factor of the Expense Month (Over)/Under Collection =

(over)/under collection billed by the supplier minus that billed by the member. It is spread \
over six months.

# BILLING:

The expense month is the second month before the bill."""


def test_surcharge_with_variables_glued_in_one_line() -> None:
    found = Found(typed(SURCHARGE))
    assert found.values("symbol") == ["XSF(m)", "YS(m)"]
    assert found.values("expression") == [
        "YS(m) - BXSF",
        "[((WXSF) x (Mean of 12-months ended wholesale revenue, without surcharge)) + "
        "(Over)/Under Collection] divided by Mean of Retail Revenue (without surcharge)",
    ]
    assert found.variables == [
        {
            "XSF(m)": "Surcharge Factor of the Month",
            "YS(m)": "Surcharge Computed for the Month",
            "BXSF": "Base Factor of 0%",
        },
        {
            "WXSF": "Wholesale Factor of the Expense Month",
            "(Over)/Under Collection": "(over)/under collection billed by the supplier minus that "
            "billed by the member. It is spread over six months.",
        },
    ]
    assert found.standings("change") == [Standing.ABSENT] * 2
    assert found.unused == [
        "RATE:",
        "BILLING:",
        "The expense month is the second month before the bill.",
    ]
    assert not found.ledger.issues


def test_places_are_lines_of_the_source_and_raw_is_what_is_printed() -> None:
    row = Found(typed(SURCHARGE)).rows[0]
    assert [row[n].place.line for n in ("symbol", "expression", "variables")] == [3, 3, 5]
    assert row["expression"].raw == "YS(m) - BXSF"


RIDERS = {
    "fuel": (
        "(1) Bills are adjusted as follows:\nF = (Fm/Sm) - (Fb/Sb)\n\nWhere F is the fuel "
        "adjustment per kWh in the base (b)\nand current (m) periods; and S is the sales of these "
        "periods.",
        "F", "(Fm/Sm) - (Fb/Sb)",
        {"F": "the fuel adjustment per kWh in the base (b) and current (m) periods",
         "S": "the sales of these periods."},
    ),
    "fuel factor": (
        "The Adjustment Factor = F(m)/S(m) - F(b)/S(b)\nwhere F represents fuel expense.",
        "Adjustment Factor", "F(m)/S(m) - F(b)/S(b)", {"F": "fuel expense."},
    ),
    "demand side": (
        "DSMC = DCR + DRLS + DSMI + DBA\n\nWhere:\n\nDCR = DSM COST RECOVERY\nIt holds all costs."
        "\n\nDRLS = REVENUE FROM LOST SALES\n\nDSMI = INCENTIVE\n\nDBA = BALANCE ADJUSTMENT",
        "DSMC", "DCR + DRLS + DSMI + DBA",
        {"DCR": "DSM COST RECOVERY", "DRLS": "REVENUE FROM LOST SALES", "DSMI": "INCENTIVE",
         "DBA": "BALANCE ADJUSTMENT"},
    ),
    "gas cost": (
        "GCR = EGC + RA + AA + BA where EGC = expected gas cost, RA = refund adjustment; and "
        "AA = actual adjustment, BA = balance adjustment",
        "GCR", "EGC + RA + AA + BA",
        {"EGC": "expected gas cost", "RA": "refund adjustment", "AA": "actual adjustment",
         "BA": "balance adjustment"},
    ),
    "no list word": (
        "- (a) Formula: PCA = (A – B) x C\nA = cost of power this month\nB = cost of power in "
        "rates\nC = loss factor",
        "PCA", "(A – B) x C",
        {"A": "cost of power this month", "B": "cost of power in rates", "C": "loss factor"},
    ),
    "words": (
        "Refund Factor = Refunds received divided by annual sales in Mcf",
        "Refund Factor", "Refunds received divided by annual sales in Mcf", {},
    ),
    "wrapped": (
        "E(m) = [(RB/12) (ROR + (ROR - DR)\n(TR/(1 - TR)))] + OE\n- EAS\n\nOE = operating expense",
        "E(m)", "[(RB/12) (ROR + (ROR - DR) (TR/(1 - TR)))] + OE - EAS",
        {"OE": "operating expense"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RIDERS)
def test_riders(name: str) -> None:
    text, symbol, expression, variables = RIDERS[name]
    found = Found(typed(text))
    assert found.values("symbol") == [symbol]
    assert found.values("expression") == [expression]
    assert found.variables == [variables]
    assert found.standings("expression") == [Standing.READ]


def test_second_formula_after_the_list_is_not_one_of_its_variables() -> None:
    found = Found(
        typed(
            "M = C - B\n\nM = month's factor\nC = current factor\nB = base factor of 2%"
            "\n\nC = Net E(m) / R(m)"
        )
    )
    assert found.values("expression") == ["C - B", "Net E(m) / R(m)"]
    assert found.variables == [
        {"M": "month's factor", "C": "current factor", "B": "base factor of 2%"},
        {},
    ]


@pytest.mark.parametrize("text", [
    "The result is given as = %.",
    "1 Mcf = 1,000 cubic feet",
    "A = Active  B = Backup",
    "For 500 kWh the bill = 500 x $0.06 = $30.00",
    "Total Bill = 500 x $0.06",
    "Demand = 120 kW x $5.00 = $600.00",
    "Total = $30.00",
    "(I) = Increase (R) = Reduction",
    "N = New, D = Deleted",
    "Note = see sheet 5",
    "so that it = A + B for every month",
    "Code\tLamp = Type\t5",
    "==========",
    "x = 5",
    "W = 100",
    "CES(m) = ",
    "Temperature = 60 degrees and/or less",
    "The surcharge equals the sum of its parts.",
])  # fmt: skip
def test_no_formula(text: str) -> None:
    found = Found(typed(text))
    assert not found.rows
    assert not found.used


def test_a_legend_far_below_is_no_variable() -> None:
    legend = "\n\n".join(["A. Text of the sheet."] * 4)
    found = Found(typed(f"F = R / S\n\n{legend}\n\nR = Reduction"))
    assert found.variables == [{}]
    assert "R = Reduction" in found.unused


def test_symbol_set_to_a_constant() -> None:
    found = Found(typed("XF = CF - BXF\n\nWhere BXF = base factor\n\n# BXF = zero"))
    assert found.values("symbol") == ["XF", "BXF"]
    assert found.values("expression")[1] == "zero"


def test_twin_of_a_symbol_is_flagged() -> None:
    found = Found(typed("XF = CF - BXF\n\nWhere BXF = base factor\n\n# BFX = zero"))
    assert found.values("symbol") == ["XF", None]
    symbol = found.rows[1]["symbol"]
    assert symbol.standing is Standing.AMBIGUOUS
    assert [c.value for c in symbol.candidates] == ["BFX", "BXF"]
    assert [i.code for i in found.ledger.issues] == ["formula-symbol"]


FLAGGED = {
    "bracket lost": "XF = [(A + B) x C\n\nWhere A = cost",
    "breaks off": "XF = A + B +\n\n# BILLING",
    "stray sign": "XF = A | B + C",
    "twin": "XF = BFX + CX\nwhere BXF = base\nCX = current",
    "damaged symbol": "XF = 5C(m) + BXF",
    "fraction below": "Formula: XF = C x (A - B)\nD\nwhere, A = price",
    "fraction around": "F(m) F(b)\nXF = ---- - ----\nS(m) S(b)",
    "mark or word": "XF = Total costs (T) divided by total sales",
    "word damaged": "XF = (A x B + C) dividcd by RR(12)",
    "call apart": "XF = E ( m ) - BXF",
    "symbol apart": "XF = E(m) - B Y F",
    "mark or symbol": "XF = T + A x (R)\nwhere R = revenue",
}


@pytest.mark.parametrize("why", FLAGGED)
def test_doubtful_expression_is_flagged(why: str) -> None:
    found = Found(typed(FLAGGED[why]))
    assert found.values("expression") == [None]
    assert found.standings("expression") == [Standing.AMBIGUOUS]
    assert "formula-expression" in {i.code for i in found.ledger.issues}
    assert found.rows[0]["expression"].raw


def test_meaning_that_breaks_off_is_flagged() -> None:
    found = Found(typed("XF = A + B\nwhere A = the mean revenue of the\n\n# BILLING"))
    assert found.standings("variables") == [Standing.AMBIGUOUS]


def test_line_of_the_list_that_cannot_be_read_is_told() -> None:
    found = Found(typed("XMF = E(m) - BXF\n\nwhere lYIXF = month's factor\nBXF = base factor"))
    assert found.standings("variables") == [Standing.AMBIGUOUS]
    assert ["lYIXF" in i.message for i in found.ledger.issues] == [True]


def test_equation_in_words_about_a_known_symbol_is_told() -> None:
    equation = "CF = Monthly Factor of Surcharge - Base of it"
    near = Found(typed(f"XF = CF - BXF\n\n{equation}"))
    assert near.standings("variables") == [Standing.AMBIGUOUS]
    far = Found(typed(f"{equation}\n\nXF = CF - BXF"))
    assert far.values("symbol") == ["XF"]
    assert [(i.code, i.place.line) for i in far.ledger.issues] == [("formula-unread", 1)]


def test_symbols_of_the_list_are_written_as_in_the_formula() -> None:
    found = Found(typed("XF = E(m) - BXF\nwhere E (m) = expense\nB X F = base factor"))
    assert found.variables == [{"E(m)": "expense", "BXF": "base factor"}]


@pytest.mark.parametrize(
    "stray",
    [
        "EF=~ECTIVE",
        "B_ Or=~er _f the =~mmission, Ca_. No. 2",
        "I = ~SUED B. __ T.TLE V·ce Pr^sid=~n=~ + x",
    ],
)
def test_stray_signs_make_neither_formula_nor_variable(stray: str) -> None:
    found = Found(typed(f"XF = E x B\n\nwhere E = expense\n\n{stray}"))
    assert found.variables == [{"E": "expense"}]
    assert found.values("expression") == ["E x B"]


def test_mark_at_the_end_of_a_line_is_the_change() -> None:
    found = Found(typed("XF(m) = S(m) - BXF (T)\n\nwhere BXF = base factor"))
    assert found.values("change") == ["T"]
    assert found.values("expression") == ["S(m) - BXF"]
    assert found.values("symbol") == ["XF(m)"]


@pytest.mark.parametrize("text", [
    "XF = S - BXF\n\nwhere S = surcharge (T)",
    "XF = S - BXF\n\n# BILLING\n\n(T)",
    "XF = S -\nBXF (T)\n\n(C)\n" + "YF = S +(T)\nBXF (C)",
])  # fmt: skip
def test_mark_of_an_unknown_line_is_not_given(text: str) -> None:
    found = Found(typed(text))
    assert Standing.AMBIGUOUS in found.standings("change")
    assert "(T)" not in {line.text for line in found.lines if id(line) in found.used}


def test_formula_wrapped_on_a_page_with_boxes() -> None:
    found = Found(drawn(
        (72, 100, "RATE"),
        (100, 120, "XF(m) = [((WXF) x (Mean revenue of the twelve months"),
        (150, 132, "ended)) + OU] / RR\t(N)"),
        (72, 156, "where"),
        (100, 168, "WXF\t= Wholesale factor of the expense month as"),
        (180, 180, "Approved"),
        (100, 192, "RR\t= Retail revenue"),
        (72, 216, "Bills are due on the tenth."),
    ))  # fmt: skip
    assert found.values("expression") == [
        "[((WXF) x (Mean revenue of the twelve months ended)) + OU] / RR"
    ]
    assert found.variables == [
        {"WXF": "Wholesale factor of the expense month as Approved", "RR": "Retail revenue"}
    ]
    assert found.values("change") == ["N"]
    assert found.unused == ["RATE", "Bills are due on the tenth."]
    assert found.rows[0]["expression"].place.box == (140, 120, 360, 142)


def test_fraction_drawn_on_a_page_with_boxes() -> None:
    found = Found(
        drawn(
            (150, 94, "F(m)"), (100, 106, "XF ="), (150, 118, "S(m)"), (72, 140, "Bills are due.")
        )
    )
    assert found.standings("expression") == [Standing.AMBIGUOUS]
    assert found.rows[0]["expression"].raw == "F(m)\nS(m)"
    assert found.unused == ["Bills are due."]


def test_words_two_engines_read_differently_need_a_proof() -> None:
    lines = drawn((100, 100, "XF = SF + BF"), second="XF")
    row = Found(lines).rows[0]
    assert row["expression"].touched
    assert not Found(drawn((100, 100, "XF = SF + BF"))).rows[0]["expression"].touched


@pytest.mark.parametrize(("one", "other", "twin"), [
    ("BSEF", "BESF", True), ("E5F", "ESF", True), ("BESSF", "BESF", True),
    ("ES(rn)", "ES(m)", True),
    ("CESF", "BESF", False), ("RA", "AA", False), ("E(m)", "R(m)", False),
    ("BESF", "BESF", False),
])  # fmt: skip
def test_twins(one: str, other: str, twin: bool) -> None:
    assert is_twin(one, other) is twin


@pytest.mark.parametrize(("right", "kind"), [
    ("ES(m) - BESF", "symbolic"), ("ES(m)", "alias"), ("zero", "constant"), ("2.5%", "constant"),
    ("Net E(m) / R(m)", "mixed"), ("costs divided by sales", "worded"), ("%.", "prose"),
    ("Active - see sheet 2", "prose"), ("500 x $0.06", "prose"), ("", "empty"),
])  # fmt: skip
def test_shapes(right: str, kind: str) -> None:
    assert shape(right) == kind


_SYMBOLS = st.lists(
    st.from_regex(r"[A-HJ-NP-RT-Z]{3,6}(\([mb]\))?", fullmatch=True),
    min_size=3, max_size=6, unique_by=lambda s: "".join(sorted(set(s.partition("(")[0]))),
)  # fmt: skip


@given(_SYMBOLS, st.lists(st.sampled_from("+-x/"), min_size=5, max_size=5))
def test_any_symbols_survive_with_their_meanings(names: list[str], signs: list[str]) -> None:
    left, *rest = names
    tail = zip(signs, rest[1:], strict=False)
    right = rest[0] + "".join(f" {sign} {name}" for sign, name in tail)
    listed = "\n".join(f"{name} = amount number {at} of the month" for at, name in enumerate(rest))
    found = Found(typed(f"{left} = {right}\n\nWhere:\n{listed}"))
    if statement(f"{left} = {right}") is None:
        assert left.isupper()  # a unit such as MCF or KVA
        return
    assert found.values("symbol") in ([left], [None])
    assert found.values("expression") in ([right], [None])
    assert found.variables in (
        [{name: f"amount number {at} of the month" for at, name in enumerate(rest)}],
        [{}],
    )


@given(st.text(alphabet="AFm=()+-x/ .,[]%\n\t0", max_size=120))
def test_any_text_is_read_without_error_and_claims_only_what_it_used(text: str) -> None:
    found = Found(typed(text))
    claimed = {claim.line for claim in found.ledger.claims}
    assert claimed == {line.number for line in found.lines if id(line) in found.used}
    assert bool(found.rows) == bool(found.used)


def test_a_page_without_formulas_has_none() -> None:
    lines = typed("\n".join(["Customer charge per month\t$12.50 (I)"] * 80))
    assert not read_formulas(lines, Ledger(), None, MARKS)


def test_an_operator_close_to_its_bracket_stands_even() -> None:
    assert evenly("[(A x R(12)) + OU]/ RR(12)") == "[(A x R(12)) + OU] / RR(12)"
    assert evenly("ES(m) +OU") == "ES(m) + OU"
    assert evenly("P/E in $/kWh") == "P/E in $/kWh"
    assert evenly("E (m) / S (m) of a month (m)") == "E(m) / S(m) of a month (m)"


@pytest.mark.parametrize(
    "meaning", ["factor of the rnonth", "factor ofthe month", "factoi- billed"]
)
def test_worn_word_in_a_meaning_leaves_the_list_open(meaning: str) -> None:
    found = Found(typed(f"XF = A - B\n\nwhere A = {meaning}\nB = base factor"))
    assert found.standings("variables") == [Standing.AMBIGUOUS]


def test_code_that_another_line_prints_otherwise_leaves_the_list_open() -> None:
    found = Found(typed("The OBPC charge.\n\nXF = A - B\n\nwhere A = factor of OBPG\nB = base"))
    assert found.standings("variables") == [Standing.AMBIGUOUS]


def test_symbol_that_lost_its_brackets_leaves_the_formula_open() -> None:
    text = "SC(m) = (A + B) divided by RR\n(12)\n\nwhere A = factor\nB = base\nRR(12) = revenue"
    assert Found(typed(text)).standings("expression") == [Standing.AMBIGUOUS]
