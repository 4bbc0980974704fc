"""How well a text layer, or a reading of a picture, reads: from its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORT_WORDS = """
    a an and any are as at be been but by can co corp day do does due each for from go had has
    have he her his i if in inc into is it its kw kwh last law less line llc ltd make may me mo
    more most must my new no nor not now of off on one only or our out over own p paid par pay
    per rate said sale same see set shall she so st such sum tax than that the then they this
    thus to two up upon use used was we were when who will with year you your all also area be
    bill both case city cost days did down end fee fees file four free full gas get give held
    here high hour how job kind left let load long lot low main man many meet met mile name
    need next note once open page part past peak plan plus pole post put read rent rule sec
    sold some sub term text them till time too town type unit very void was way week well went
    what work act add age ago air am aid arm art ask bid big box buy cap car cut date deed dba
    edge else even ever face fact feet filed find five foot form fuel fund gave good half hand
    head help hold home into item july june just keep kept know land late lay lead life like
    live loan made mail mean mill mind month near none noon oct offer oil old paper pipe pump
    road room run safe san seal send ship side sign site six size soon step stop sure take tell
    ten test told took true try turn us view want ward warm wet wide wire wood word yard zone
    amp volt feb mar apr aug sep nov dec jan ky psc yes web
"""
_SMALL = frozenset(_SHORT_WORDS.split())
_WORD = re.compile(r"[\"'(\[“‘$]*([A-Za-z]+(?:['’/&-][A-Za-z]+)*)[.,;:!?)\]\"'”’*]*")
_NUMBER = re.compile(
    r"[($#-]*\d{1,3}(?:,\d{3})+(?:\.\d+)?[)%¢.,;:]*|[($#-]*\d*\.?\d+[)%¢.,;:]*"
    r"|[(]?\d+(?:[-/:.]\d+)+[A-Za-z]?[).,;:]*|[A-Z]{1,4}-?\d+[.,;:]*|\d+(?:st|nd|rd|th)[.,]?"
    r"|(?:[A-Z]\.)+[A-Z]?,?|[(][A-Za-z0-9]{1,4}[).]+|[-–—_.=*•&§$|:©]+|\d+[A-Za-z][.,)]?",
    re.IGNORECASE,
)
_SHAPE = re.compile(r"[A-Z]*[a-z]*|[A-Z][a-z]+[A-Z][a-z]+|[kKM]W[hH]?|k[Vv][Aa]r?")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")


def quality_of(texts: Sequence[str]) -> float:
    """0 to 1: the share of tokens that look like words, numbers or signs, lowered where short
    lower-case words are not words of the language. 1.0 for nothing to judge (under 8 tokens)."""
    if len(texts) < 8:
        return 1.0
    sound = sum(1 for text in texts if _is_sound(text[:60]))
    short = [w for text in texts if (w := _bare(text)) and w.islower() and 2 <= len(w) <= 4]
    known = sum(1 for word in short if word in _SMALL)
    language = 1.0 if len(short) < 10 else min(known / len(short) / 0.85, 1.0)
    return sound / len(texts) * language


def is_small_word(text: str) -> bool:
    """Whether a text is a short word of the language, capitals aside."""
    return text.lower() in _SMALL


def _bare(text: str) -> str:
    found = _WORD.fullmatch(text[:60])
    return found[1] if found else ""


def _is_sound(text: str) -> bool:
    word = _bare(text)
    if not word:
        return _NUMBER.fullmatch(text) is not None
    if len(word) == 1:
        return word in "aAIBCDEFGHJKLMNOPQRSTUVWXYZ"
    parts = re.split(r"['’/&-]", word)
    shaped = all(_SHAPE.fullmatch(part) for part in parts)
    return shaped and (len(word) < 4 or word.isupper() or bool(_VOWEL.search(word)))
