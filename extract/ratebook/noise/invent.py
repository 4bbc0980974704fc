"""Invented utilities, people, places and feeders. Counties and laws are real, all else is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ratebook.noise.desk import Desk

COUNTIES = (
    "Adair",
    "Bath",
    "Boyle",
    "Bracken",
    "Carter",
    "Casey",
    "Christian",
    "Daviess",
    "Fleming",
    "Graves",
    "Green",
    "Hardin",
    "Hart",
    "Hickman",
    "Knott",
    "Larue",
    "Lewis",
    "Logan",
    "Lyon",
    "Marion",
    "Martin",
    "Menifee",
    "Metcalfe",
    "Morgan",
    "Ohio",
    "Pendleton",
    "Perry",
    "Pike",
    "Robertson",
    "Rowan",
    "Simpson",
    "Spencer",
    "Todd",
    "Trigg",
    "Trimble",
    "Union",
    "Webster",
)
_FIRST = (
    "Harlan Fork",
    "Green Ridge",
    "Tradewater",
    "Red Bird",
    "Barren Fork",
    "Knob Lick",
    "Cedar Bluff",
    "Limestone Valley",
    "Panther Creek",
    "Stonewall",
    "Blue Heron",
    "Kinniconick",
    "Rolling Fork",
    "Mill Spring",
    "Sandstone",
    "Five Counties",
    "Pennyrile Hills",
    "Beech Grove",
)
_LAST = (
    "Energy Cooperative Corporation",
    "Rural Electric Cooperative Corporation",
    "Electric Cooperative, Inc.",
    "Electric Membership Corporation",
    "Electric Company",
)
_SUPPLIERS = (
    ("Ohio Bend Power Cooperative, Inc.", "OBPC"),
    ("Three Rivers Generation, Inc.", "TRG"),
    ("Highland Rim Power Cooperative, Inc.", "HRPC"),
    ("Western Hills Power Corporation", "WHPC"),
)
_TOWNS = (
    "Sharpsville",
    "Elk Horn",
    "Cerulean",
    "Mount Olive",
    "Fairplay",
    "Cane Valley",
    "Bethelridge",
    "Hazel Patch",
    "Lovelaceville",
    "Petersburg",
    "Gracey",
    "Sonora",
    "Tollesboro",
    "Wallingford",
)
_GIVEN = (
    "Alma",
    "Boyd",
    "Carla",
    "Dwight",
    "Ellen",
    "Foster",
    "Greta",
    "Howard",
    "Irene",
    "Jasper",
    "Loretta",
    "Marvin",
    "Nadine",
    "Orville",
    "Paula",
    "Russell",
)
_FAMILY = (
    "Abney",
    "Burchett",
    "Catron",
    "Dishman",
    "Eversole",
    "Fugate",
    "Goodpaster",
    "Hatcher",
    "Isbell",
    "Kiser",
    "Ledford",
    "Maddox",
    "Neace",
    "Pergrem",
    "Quisenberry",
    "Sizemore",
)
_TITLES = (
    "President & CEO",
    "General Manager",
    "President and Chief Executive Officer",
    "Manager, Rates and Regulation",
    "Vice President, Finance",
)
_STATIONS = (
    "Alpha",
    "Bark Camp",
    "Bell Tavern",
    "Bridgeport",
    "Burkes Mill",
    "Cave Spring",
    "Clearfield",
    "Columbia Road",
    "Dixon",
    "Elihu",
    "Frenchburg",
    "Garrett",
    "Hickory Plains",
    "Index",
    "Jericho",
    "Kirkmansville",
    "Long Ridge",
    "Mazie",
    "Nelson Valley",
    "Oak Hill #2",
    "Oak Hill #1",
    "Pleasant Run",
    "Roundstone",
    "Sewellton",
    "Temple Hill",
    "Upton",
    "Van Arsdell",
    "Whitley",
    "Zula",
    "Airport Industrial",
    "North Springfield",
    "Russell Springs #1",
)
_FEEDERS = (
    "Ashbyburg",
    "Buck Lodge",
    "Cherry Run",
    "Dog Walk",
    "Elementary School",
    "Flat Lick",
    "Gum Tree",
    "Hwy 92 South",
    "Indian Fields",
    "Jamboree",
    "KY 1247",
    "Lost Branch",
    "Mud Lick",
    "New Salem",
    "Old Mill Rd.",
    "Peach Orchard",
    "Quarry",
    "Rose Terrace",
    "St. Joseph's",
    "Tanyard",
    "Union Church",
    "Vine Grove",
    "Water Plant",
    "Young's Branch",
    "Walnut Flat",
    "Sawmill",
    "Plum Springs",
    "Gap Hill",
    "Hwy 30 East",
    "Industrial Park",
    "Ford's Store",
    "Berry Ferry",
    "Clay Pit",
    "Iron Works",
    "Shady Grove",
    "Lower River",
    "Turkey Pen",
)


@dataclass(frozen=True, slots=True)
class Utility:
    """An invented utility. `short` is how prose calls it, `counties` where it serves."""

    name: str
    short: str
    town: str
    zip: str
    counties: tuple[str, ...]
    supplier: str
    supplier_short: str
    officer: str
    title: str
    book: int


def utility(desk: Desk) -> Utility:
    """A utility that does not exist, in counties that do."""
    first = desk.one(*_FIRST)
    supplier, short = desk.one(*_SUPPLIERS)
    return Utility(
        f"{first} {desk.one(*_LAST)}",
        first,
        desk.one(*_TOWNS),
        f"4{desk.chance.randint(0, 2)}{desk.chance.randint(100, 799)}",
        tuple(desk.some(COUNTIES, 4, 9)),
        supplier,
        short,
        person(desk),
        desk.one(*_TITLES),
        desk.chance.randint(2, 31),
    )


def person(desk: Desk) -> str:
    """A name of nobody in particular."""
    return f"{desk.one(*_GIVEN)} {desk.one('A', 'B', 'K', 'L', 'T')}. {desk.one(*_FAMILY)}"


def case_number(desk: Desk, year: int) -> str:
    """A docket number of that year: 2014-00127."""
    return f"{year}-{desk.chance.randint(3, 498):05d}"


def month_start(desk: Desk, first: int = 1996, last: int = 2023) -> date:
    """The first of some month."""
    return date(desk.chance.randint(first, last), desk.chance.randint(1, 12), 1)


def feeders(desk: Desk, count: int) -> list[tuple[str, str, str]]:
    """Different feeders: (substation, feeder number, feeder name)."""
    places = [(station, str(n)) for station in _STATIONS for n in range(1, 6)]
    chosen = desk.chance.sample(places, count)
    names = [desk.one(*_FEEDERS) for _ in chosen]
    return [(station, number, name) for (station, number), name in zip(chosen, names, strict=True)]


def ordinal(number: int) -> str:
    """1st, 2nd, 11th, 23rd."""
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number}{('th', 'st', 'nd', 'rd')[last] if last < 4 else 'th'}"


_ORDINALS = (
    "Original",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
)


def ordinal_word(number: int) -> str:
    """First ... Sixteenth; 0 is Original."""
    return _ORDINALS[number]
