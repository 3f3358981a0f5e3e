"""The sheets of the map, and the positions of markers of small states on them.

Wide screens and the overview have one sheet, with Europe and northern America as insets.
Narrow screens have two, Asia and the Pacific, and list the other members. All use the
units of the frame "region" (see build.py).
"""

from typing import NamedTuple


class Mark(NamedTuple):
    """The sign of a small state: where it stands, and on which side its name is."""

    x: int
    y: int
    side: str = "right"


class Sheet(NamedTuple):
    """A part of the frame, the size of signs on it, and the places of some of them."""

    name: str
    x: int
    y: int
    width: int
    height: int
    dot: int  # what one sees of a sign: its radius
    touch: int  # what answers a finger: its radius
    letters: int  # the size of names
    marks: dict


class Inset(NamedTuple):
    """A frame set into the empty part of the wide sheet."""

    frame: str
    x: int
    y: int


WIDE = Sheet(
    "wide",
    *(0, 0, 1600, 988),
    dot=11,
    touch=29,
    letters=26,
    marks={
        "BN": Mark(796, 497, "left"),
        "FJ": Mark(1318, 694, "below"),
        "HK": Mark(828, 380),
        "KI": Mark(1278, 537),
        "MO": Mark(795, 396, "below"),
        "MV": Mark(478, 514, "below"),
        "NC": Mark(1212, 734, "below"),
        "NR": Mark(1228, 551, "left"),
        "PW": Mark(970, 487),
        "SB": Mark(1176, 627),
        "SG": Mark(730, 549),
        "TL": Mark(893, 628, "below"),
        "TO": Mark(1373, 722),
        "VU": Mark(1229, 676, "left"),
        "WS": Mark(1395, 660),
    },
)
# At 360 pixels a finger needs 44 of them: signs stand apart, tied to their places.
ASIA = Sheet(
    "asia",
    *(80, 10, 1010, 720),
    dot=18,
    touch=70,
    letters=38,
    marks={
        "BN": Mark(880, 505, "below"),
        "HK": Mark(985, 310, "above"),
        "MO": Mark(797, 368, "left"),
        "LK": Mark(572, 548, "below"),
        "MV": Mark(430, 540, "left"),
        "SG": Mark(668, 652, "left"),
    },
)
PACIFIC = Sheet(
    "pacific",
    *(788, 400, 812, 588),
    dot=14,
    touch=55,
    letters=31,
    marks={
        "FJ": Mark(1305, 712, "below"),
        "KI": Mark(1328, 500),
        "NC": Mark(1180, 822, "below"),
        "NR": Mark(1214, 496, "above"),
        "PW": Mark(970, 487, "above"),
        "SB": Mark(1150, 580, "above"),
        "TL": Mark(896, 622, "below"),
        "TO": Mark(1415, 758),
        "VU": Mark(1195, 711, "left"),
        "WS": Mark(1420, 640),
    },
)
# A picture at a glance, beside other things: no names, signs large for its size.
GLANCE = Sheet(
    "glance",
    *(WIDE.x, WIDE.y, WIDE.width, WIDE.height),
    dot=17,
    touch=36,
    letters=0,
    marks=WIDE.marks | {"MO": Mark(786, 400)},
)
INSETS = [Inset("europe", 302, 628), Inset("america", 1186, 118)]

# Whom the record names for a part of its territory is shown where that part is.
SHOWN_AS = {"FR": "NC"}


def narrow_sheet(x, y):
    """The sheet of a narrow screen on which a place is looked for, or None."""
    if x > 870 and y > 440:
        return PACIFIC
    within = ASIA.x <= x <= ASIA.x + ASIA.width and ASIA.y <= y <= ASIA.y + ASIA.height
    return ASIA if within else None
