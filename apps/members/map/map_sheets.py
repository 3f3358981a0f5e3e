"""The sheets of the map, and the positions of markers of small states on them.

Wide screens and the overview have one sheet, with Europe and northern America as insets.
Narrow screens have two, Asia and the Pacific, and list the other members. All use the
units of the frame "region" (see build.py).
"""

from typing import NamedTuple


class MarkerPosition(NamedTuple):
    """Where the marker of a small state stands, and on which side its name is."""

    x: int
    y: int
    side: str = "right"


class Sheet(NamedTuple):
    """A part of the frame, the size of its markers, and positions of some of them."""

    name: str
    x: int
    y: int
    width: int
    height: int
    radius: int  # of a marker as drawn
    touch_radius: int  # of the area around it that can be touched
    letters: int  # font size of names
    marker_positions: dict


class Inset(NamedTuple):
    """A frame set into the empty part of the wide sheet."""

    frame: str
    x: int
    y: int


WIDE = Sheet(
    "wide",
    *(0, 0, 1600, 988),
    radius=11,
    touch_radius=29,
    letters=26,
    marker_positions={
        "BN": MarkerPosition(796, 497, "left"),
        "FJ": MarkerPosition(1318, 694, "below"),
        "HK": MarkerPosition(828, 380),
        "KI": MarkerPosition(1278, 537),
        "MO": MarkerPosition(795, 396, "below"),
        "MV": MarkerPosition(478, 514, "below"),
        "NC": MarkerPosition(1212, 734, "below"),
        "NR": MarkerPosition(1228, 551, "left"),
        "PW": MarkerPosition(970, 487),
        "SB": MarkerPosition(1176, 627),
        "SG": MarkerPosition(730, 549),
        "TL": MarkerPosition(893, 628, "below"),
        "TO": MarkerPosition(1373, 722),
        "VU": MarkerPosition(1229, 676, "left"),
        "WS": MarkerPosition(1395, 660),
    },
)
# At 360 pixels a finger needs 44 of them: signs stand apart, tied to their places.
ASIA = Sheet(
    "asia",
    *(80, 10, 1010, 720),
    radius=18,
    touch_radius=70,
    letters=38,
    marker_positions={
        "BN": MarkerPosition(880, 505, "below"),
        "HK": MarkerPosition(985, 310, "above"),
        "MO": MarkerPosition(797, 368, "left"),
        "LK": MarkerPosition(572, 548, "below"),
        "MV": MarkerPosition(430, 540, "left"),
        "SG": MarkerPosition(668, 652, "left"),
    },
)
PACIFIC = Sheet(
    "pacific",
    *(788, 400, 812, 588),
    radius=14,
    touch_radius=55,
    letters=31,
    marker_positions={
        "FJ": MarkerPosition(1305, 712, "below"),
        "KI": MarkerPosition(1328, 500),
        "NC": MarkerPosition(1180, 822, "below"),
        "NR": MarkerPosition(1214, 496, "above"),
        "PW": MarkerPosition(970, 487, "above"),
        "SB": MarkerPosition(1150, 580, "above"),
        "TL": MarkerPosition(896, 622, "below"),
        "TO": MarkerPosition(1415, 758),
        "VU": MarkerPosition(1195, 711, "left"),
        "WS": MarkerPosition(1420, 640),
    },
)
# A picture at a glance, beside other things: no names, signs large for its size.
OVERVIEW = Sheet(
    "glance",
    *(WIDE.x, WIDE.y, WIDE.width, WIDE.height),
    radius=17,
    touch_radius=36,
    letters=0,
    marker_positions=WIDE.marker_positions | {"MO": MarkerPosition(786, 400)},
)
INSETS = [Inset("europe", 302, 628), Inset("america", 1186, 118)]

# Whom the record names for a part of its territory is shown where that part is.
DRAWN_AS = {"FR": "NC"}


def narrow_sheet(x, y):
    """The sheet of a narrow screen on which a place is looked for, or None."""
    if x > 870 and y > 440:
        return PACIFIC
    within = ASIA.x <= x <= ASIA.x + ASIA.width and ASIA.y <= y <= ASIA.y + ASIA.height
    return ASIA if within else None
