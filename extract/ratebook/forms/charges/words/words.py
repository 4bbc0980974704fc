"""The words of charge sheets, as the lookup `charges.toml` has them, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import regex

from ratebook.rules.lookup import load_lookup
from ratebook.rules.phrase import skeleton
from ratebook.rules.vocabulary import Key, Shape

_MAPS = ("measures", "worn", "units", "most", "by_unit")
_LISTS = ("components", "alone", "fits", "seasons", "periods", "quantities", "words", "percentages")
_SHAPE: Shape = {
    **{name: Key("map", required=True) for name in _MAPS},
    **{name: Key("table", required=True) for name in _LISTS},
}
# `Each customer, per month`: the first words of a row.
_EACH_ONE = (
    r"^each(?=\s+(?:customer|consumer|member|meter|account|connection)\b[\s,]+"
    r"(?:per|a|each)\s+month)"
    # `Each hydrant on private property, per year`
    r"|^(?:for\s+)?each(?:\s+public)?(?=\s+(?:(?:private|fire)\s+){0,2}hydrant\b[^$;.]{0,120}"
    r"\bper\s+(?:month|year|annum)\W*$)"
)
# `Each additional 1,000 gallons`: what a price is by.
_EACH_MORE = (
    r"each\s+additional(?=\s+(?:1,?000|100|thousand|hundred)\s)"
    # `Each 1,000 gallons over minimum`
    # `minimum each month`, and below it `and each 1,000 gallons`
    r"|(?:(?<![a-z]\s)|(?<=^and\s))each(?=\s+(?:1,?000|100|thousand|hundred)\s+(?:gal|cu))"
)
# `Septage received from haulers, each gallon`: the last words of a label.
_EACH_LAST = (
    r"(?<=,\s)each(?=\s+(?:gallons?|gal|mcf|ccf|dth|therm|kwh|foot|mile|hour"
    r"|(?:1,?000|100|thousand|hundred)\s[a-z ]{2,12})\W*$)"
)
# `Added to each monthly bill:`: paid by the month. What is on `the monthly bill` may be a fee.
_BILLED = (
    r"(?<!\w)(?P<billed>(?:(?:added|charged|applied|billed)\s+)?(?:to|on|of|in)\s+(?:each|every|all)\s+"
    r"(?:(?:residential|customer[’']?s?|member[’']?s?)\s+)?monthly\s+bills?"
    r"|(?:added|charged|applied)\s+to\s+(?:the|a)\s+monthly\s+bill(?=,?\s+by\s+(?:\w+\s+)?class(?:es)?\s*:)"
    r"|(?:added|charged|applied)\s+to\s+(?:each|every|all)\s+(?:\w+\s+)?bills?\s+(?:each|every)\s+month"
    r"|(?:each|every)\s+(?:\w+\s+)?bill\s+carries\s+(?:monthly|each\s+month)"
    r"|(?:is|are)\s+billed\s+(?:monthly|each\s+month)(?=\s*:))(?!\w)"
)
# `For every kWh up to 300` is a block, and no unit.
_BOUND = r"(?:up\s+to|over|above|beyond|after)\s+(?:the\s+first\b|\d)"
_BREAK = r"[\s‐‑–-]{0,3}"


@lru_cache(maxsize=1)
def charge_words() -> dict[str, Any]:
    """The whole lookup, worn spellings among the measures and quantities. RuleError where it is
    broken."""
    words = load_lookup("charges", _SHAPE)
    known = {fold(word): meant for word, meant in words["measures"].items()}
    worn = {said: known[fold(unit)] for said, unit in words["worn"].items()}
    counted = {**words["quantities"], "words": [*words["quantities"]["words"], *worn]}
    return {**words, "measures": words["measures"] | worn, "quantities": counted}


def phrases(words: Iterable[str]) -> str:
    """The longest of these phrases as a pattern: white space folded, hyphen and blank alike. A tree
    of their letters, so that a text is compared with all of them at once."""
    return _tree([_letters(phrase) for phrase in words])


def _letters(phrase: str) -> list[str]:
    parts = regex.split(r"[\s-]+", phrase.strip().lower())
    return [sign for part in parts for sign in (_BREAK, *map(regex.escape, part))][1:]


def _tree(endings: list[list[str]]) -> str:
    """Any of these rows of signs, the longest that stands there."""
    following: dict[str, list[list[str]]] = {}
    for ending in endings:
        if ending:
            following.setdefault(ending[0], []).append(ending[1:])
    ways = "|".join(sign + _tree(rest) for sign, rest in following.items())
    if not ways or (len(following) == 1 and all(endings)):
        return ways
    return f"(?:{ways})" if all(endings) else f"(?:{ways})?"


def any_phrase(words: Iterable[str]) -> str:
    """Any of these phrases, at the edges of words."""
    return rf"(?<![\w$])(?:{phrases(words)})(?![\w])"


@lru_cache(maxsize=64)
def word_pattern(table: str, key: str) -> re.Pattern[str]:
    """The compiled pattern of one list of the lookup."""
    return re.compile(any_phrase(charge_words()[table][key]), re.IGNORECASE)


def says_no_charge(text: str) -> bool:
    """Whether a text says that figures are of a bill or a study, or print for information alone."""
    return any(word_pattern("words", k).search(text) for k in ("no_charges", "informing"))


@lru_cache(maxsize=1)
def measures() -> dict[str, str]:
    """Measures by their folded spelling."""
    return {fold(word): meant for word, meant in charge_words()["measures"].items()}


@lru_cache(maxsize=4096)
def unworn(text: str) -> str:
    """The text with its units as they are spelled: `Next 350 Mef` is `Next 350 Mcf`."""
    worn: dict[str, str] = charge_words()["worn"]
    return _worn().sub(lambda m: worn[m[0]], text)


@lru_cache(maxsize=1)
def _worn() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, charge_words()['worn']))})\b")


fold = skeleton
"""Letters and digits alone, small."""


@lru_cache(maxsize=1)
def _units() -> dict[tuple[str, ...], str]:
    """Units by their measures in alphabetical order."""
    return {_apart(words): unit for words, unit in charge_words()["units"].items()}


def _apart(words: str) -> tuple[str, ...]:
    """The measures a text is made of, in alphabetical order, none twice."""
    known = sorted(
        {m for m in measures().values() if m not in ("kW month", "kW year", "kVA month")}, key=len
    )
    found: set[str] = set()
    while words:
        head = next((k for k in reversed(known) if words.startswith(k)), words)
        found.add(head)
        words = words[len(head) :].strip()
    return tuple(sorted(found))


@lru_cache(maxsize=256)
def unit_of(said: tuple[str, ...]) -> str | None:
    """The unit of these measures (as the lookup spells their meaning); None if it is none."""
    return _units().get(_apart(" ".join(said)))


@lru_cache(maxsize=4)
def meanings(table: str) -> dict[str, str]:
    """What each folded phrase of `components`, `seasons` or `periods` means."""
    lists = charge_words()[table]
    names = lists.get("order", list(lists))
    return {fold(word): name for name in reversed(names) for word in lists[name]}


@lru_cache(maxsize=1)
def scanner() -> re.Pattern[str]:
    """One pattern for all that may stand beside a price: groups `per`, `tier`, `season`, `period`,
    `monthly`, `otherwise` (another time than the month), `coinage` and `component`."""
    words = charge_words()
    measure = phrases(words["measures"])
    per = (
        r"(?P<coin>\$|¢|(?<!\w)cents?|(?<!\w)mills?|(?<!\w)dollars?)?\s*"
        rf"(?:\b(?:per|for\s+(?:each|every)(?!\s+(?:kwh|mcf|ccf|dth|therm)\s+(?:used\s+)?{_BOUND}))\b|/|{_EACH_ONE}|{_EACH_LAST}|\b(?:{_EACH_MORE}))\s*"
        r"(?:(?:each|one|billing|billed|metered|measured|individual|actual|private|fire|service(?=\s+connection)"
        r"|(?:distribution\s+system|\d?n?cp|coincident(?:\s+peak)?)(?=\s+(?:billing\s+)?k(?:w|va)\b))\s+)*"
        rf"(?P<measure>{measure})(?!\w|-\s?kw\b)\.?"
    )
    lists = {
        name: any_phrase(
            [w for key, group in words[table].items() if key != "order" for w in group]
        )
        for name, table in (
            ("season", "seasons"),
            ("period", "periods"),
            ("component", "components"),
        )
    }
    body = "|".join(
        (
            _tier(_quantities(words)),
            rf"(?P<per>{per}|(?<!\w)(?P<yearly>annual(?!\s+(?:hours|kwh|usage|use|consumption|energy|volume|load|report|test\s+(?:reports?|results?|certificates?)))|annually|yearly|each\s+year)(?!\w)|{_BILLED})",
            r"(?P<coinage>\(\s*(?:in\s+)?(?P<said>dollars|cents|mills|\$|¢)\s*\))",
            *(rf"(?P<{name}>{body})" for name, body in lists.items()),
            r"(?P<thousand>\(?\bper\s+(?:1,?000|thousand)\b(?!\s+(?:gal|cu))\)?)",
            rf"(?P<whole>\b(?:for\s+)?all\s+(?:of\s+the\s+)?(?:{_quantities(words)}|energy|usage)(?:\s+used)?\b)",
            r"(?P<monthly>\b(?:monthly|each\s+month|a\s+month)\b)",
            r"(?P<otherwise>\b(?:daily|each\s+day|quarterly|bi-?monthly)\b)",
        )
    )
    # Nothing begins inside a word, or with a blank that is not before `per`: told at once.
    return re.compile(
        rf"(?:(?<!\w)(?=[\w$¢/(])|(?=[$¢/(]|\s++(?:per\b|for\b|/)))(?:{body})", re.IGNORECASE
    )


def _quantities(words: dict[str, Any]) -> str:
    return phrases(words["quantities"]["words"])


def _tier(q: str) -> str:
    number = r"(?:\d{1,3}(?:,\s?\d{3})+|\d+)"
    tail = rf"\s*(?:{q})(?!\w)\.?"
    note = r"(?:\s+(?:\d(?=\s)|\(\d\)|\d/|\*{1,2}(?=\s)))?"
    sized = r"(?!\s+(?:substation|transformer|facilit|station|meters?\b|service))"
    per_kw = (
        r"(?:(?<!\bkw)(?<!kilowatts)(?<!kilowatt)(?:/(?:kw|kilowatt)|\s+per\s+(?:kw|kilowatt)"
        r"(?:\s+of\s+(?:(?:billing|firm|contract|base|measured|metered|total)\s+){0,2}demand)?\b))?"
    )
    # `over 1,500 gallons and up to 5,000 gallons` is one block.
    up_to = (
        r"(?:,?\s+(?:and|but)\s+(?:up\s+to(?:\s+and\s+including)?|not?\s+(?:over|more\s+than|exceeding))"
        rf"\s+{number}{tail})?"
    )
    hours = (
        rf"{number}\s+hours[’']?(?:\s+(?:use|usage))?"
        r"(?:\s+(?:of|per\s+kw(?:\s+of)?)\s+(?:the\s+)?(?:[a-z]+\s+)?demand)?"
    )
    return (
        rf"(?P<tier>(?<!\w)(?:(?:the\s+)?(?:first|1st|next|initial|last)\s+{number}{note}{tail}(?:\s+or\s+less)?{per_kw}"
        rf"|(?:the\s+)?(?:first|next)\s+{hours}"
        r"|(?:all\s+)?(?:remaining|additional|excess|other)\s+hours[’']?\s+(?:use|usage|of)(?:\s+of)?"
        r"(?:\s+(?:the\s+)?(?:[a-z]+\s+)?demand)?"
        rf"|(?:all\s+)?kwh\s+(?:equal\s+to|up\s+to|not\s+(?:over|exceeding)|over|above|in\s+excess\s+of)"
        rf"\s+{number}\s+times\s+(?:the\s+)?kw(?:\s+of\s+(?:the\s+)?(?:monthly\s+)?(?:billing\s+)?demand)?(?!\w)"
        rf"|(?:(?:for\s+)?all\s+kwh\s+)?(?:equal\s+to|up\s+to)\s+{hours}"
        rf"|(?:(?:for\s+)?all\s+(?:kwh\s+)?)?(?:over|above|in\s+excess\s+of)\s+{hours}"
        rf"|all\s+kwh\s+(?:equal\s+to\s+or\s+)?(?:less|greater|more)\s+than\s+(?:or\s+equal\s+to\s+)?{hours}"
        rf"|(?:all\s+)?(?:over|above|beyond|(?:in\s+)?excess\s+(?:of|over)|more\s+than|exceeding|greater\s+than)"
        rf"\s+(?:the\s+first\s+)?{number}{note}{tail}{per_kw}{up_to}"
        rf"|(?:for\s+)?(?:(?:all|every|each)\s+)?(?:{q})\s+(?:used\s+|of\s+(?:billing\s+)?demand\s+)?"
        rf"(?:over|above|in\s+excess\s+of|(?:greater|more)\s+than|beyond|exceeding|up\s+to|after(?=\s+the)|equal\s+to(?=\s+the\s+first))"
        rf"\s+(?:the\s+first\s+)?{number}"
        rf"(?:{tail})?(?![\d.,]*\d)"
        rf"|(?:for\s+)?(?:all|every|each)\s+(?:{q})\s+(?:used\s+)?(?:over|above|beyond|after)\s+the\s+first(?!\w|\s+\d)"
        rf"|(?:(?:all|any)\s+)?(?:remaining|additional|excess|other)(?:{tail})"
        rf"(?:,?\s+(?:over|above|in\s+excess\s+of)\s+{number}(?:{tail}|(?![\d.,]*\d)))?"
        rf"|(?:from\s+|between\s+)?{number}(?:{tail})?\s*(?:to|through|thru|and|[-–])\s*{number}{tail}{sized}"
        rf"|(?:up\s+to|not?\s+(?:over|above|more\s+than|exceeding)|less\s+than|under|below)\s+{number}{tail}{sized}"
        rf"|{number}{tail}\s+(?:or\s+(?:less|more|over|greater|larger)|(?:and|&)\s+(?:over|above|greater|larger|more|up)){sized}"
        rf"|{number}{tail}(?=\s+minimum\b)"
        rf"|(?:(?<=\bincludes\s)|(?<=\bincluding\s)){number}{tail}"
        rf"|{number}\s+(?:and|or|&)\s+(?:over|above|more)(?!\w)(?:\s+(?:{q})(?!\w))?"
        r"|(?:(?:all\s+)?(?:over|above|after)\s+)?(?:the\s+)?first\s+(?:mcf|ccf|dth|kwh)(?!\w)"
        r"|(?:for\s+)?(?:all\s+)?(?:(?:water|gas|energy)\s+)?(?:usage|use|consumption)?\s*"
        r"(?:over|above|in\s+excess\s+of)\s+(?:the\s+)?(?:sum\s+of\s+(?:the|these)\s+minimums|minimum(?:\s+(?:usage|use|bill))?)(?!\w)"
        rf"|(?:where\s+)?{number}\s*kva\s+or\s+less(?:\s+(?:of\s+)?transformer\s+capacity(?:\s+is\s+required)?)?"
        r"|tier\s+\d\s+usage(?:\s+continued)?(?:\s*\([^()]{0,40}\))?))"
    )
