"""Drawing of the map of members as of a day."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from apps.records.models import Standing

from .map_sheets import (
    ASIA,
    DRAWN_AS,
    INSETS,
    OVERVIEW,
    PACIFIC,
    WIDE,
    MarkerPosition,
    Sheet,
    narrow_sheet,
)

CHAR_WIDTH = 0.56  # of a letter on the average, in heights of letters
CAPACITIES = ["member", "observer", "invited"]  # as they come in the key
ENDINGS = {  # of the names of patterns, surest first
    Standing.DOCUMENTED: "",
    Standing.PRESUMED: "-presumed",
    Standing.POSSIBLE: "-possible",
}
# Of a participant's capacity and standing, as they come in the key.
STYLES = [f"{capacity}{end}" for capacity in CAPACITIES for end in ENDINGS.values()]


@lru_cache(maxsize=1)
def atlas():
    """The outlines that build.py has made."""
    return json.loads(Path(__file__).with_name("shapes.json").read_text())


@dataclass
class Participant:
    """A participant with a place on the map."""

    participation: object
    code: str

    @property
    def member(self):
        return self.participation.member

    @cached_property
    def name(self):
        """Its name as plain text: a drawing has no place for anything else."""
        return f"{self.member.display_name}"

    @cached_property
    def style(self):
        """The name of its colour and pattern."""
        row = self.participation
        return row.capacity + ENDINGS[row.standing]

    @cached_property
    def legend_label(self):
        """What its colour and pattern mean, in the reader's language."""
        standing = Standing(self.participation.standing).label.lower()
        return f"{self.participation.get_capacity_display()}, {standing}"

    @property
    def frame(self):
        """The name of its home frame."""
        return atlas()["homes"][self.code][0]

    @property
    def place(self):
        """Its [x, y] in that frame, in units."""
        return atlas()["homes"][self.code][1]

    @property
    def outlines(self):
        """The paths of its shape, by frame."""
        return atlas()["shapes"].get(self.code, {})

    def outline(self, frame):
        """The SVG path of its shape in a frame; blank where it has none."""
        return self.outlines.get(frame, "")


@dataclass
class Marker:
    """The marker of a participant too small to be touched, on one sheet."""

    part: Participant
    sheet: Sheet
    mark: MarkerPosition

    @property
    def has_outline(self):
        """Whether its shape is drawn too, beside the marker."""
        return bool(self.part.outline(self.part.frame))

    @property
    def needs_leader_line(self):
        """Whether it stands so far from its place that a line connects them."""
        x, y = self.part.place
        distance = (x - self.mark.x) ** 2 + (y - self.mark.y) ** 2
        return distance > (1.6 * self.sheet.radius) ** 2

    @property
    def label_position(self):
        """(x, y, text-anchor) of its name."""
        letters = self.sheet.letters
        away = self.sheet.radius + letters // 3
        x, y, side = self.mark
        if side == "right":
            return x + away, y + letters // 3, "start"
        if side == "left":
            return x - away, y + letters // 3, "end"
        y += away + letters * 2 // 3 if side == "below" else -away
        # A long name keeps to the sheet instead of standing evenly about its sign.
        half = len(self.part.name) * letters * CHAR_WIDTH / 2
        left, right = self.sheet.x + 8, self.sheet.x + self.sheet.width - 8
        if x + half > right:
            return right, y, "end"
        return (left, y, "start") if x - half < left else (x, y, "middle")


@dataclass
class Layer:
    """What one frame shows on a sheet or inset."""

    frame: str
    box: tuple  # x, y, width and height
    shapes: list  # those looked for here, large enough to be touched
    background: list  # those that reach into it, and are links elsewhere
    markers: list


def participants_of(register):
    """Participants with a place on the map, by name; of two rows the surest."""

    def surest_last(row):
        return -list(Standing).index(row.standing), -CAPACITIES.index(row.capacity)

    found = {}
    for row in sorted(register, key=surest_last):
        code = DRAWN_AS.get(row.member.iso_code, row.member.iso_code)
        if code in atlas()["homes"]:
            found[code] = Participant(row, code)
    return sorted(found.values(), key=lambda part: part.name)


def layer(frame, box, parts, here, sheet=None):
    """A layer on which `here` of the parts are links."""
    markers = [
        Marker(
            part,
            sheet,
            sheet.marker_positions.get(part.code, MarkerPosition(*part.place)),
        )
        for part in here
        if sheet and (part.code in sheet.marker_positions or not part.outline(frame))
    ]
    with_marker = {marker.part.code for marker in markers}
    linked = {part.code for part in here}
    return Layer(
        frame,
        box,
        [p for p in here if p.outline(frame) and p.code not in with_marker],
        [p for p in parts if p.outline(frame) and p.code not in linked],
        markers,
    )


class Outlines:
    """What the sheets of a map are drawn from: the shapes of `parts`, and other land."""

    parts: list

    @cached_property
    def outlines(self):
        """(name, path) of every outline the sheets use, each said once."""
        return [
            (f"{frame}-{part.code}", part.outline(frame))
            for part in self.parts
            for frame in atlas()["frames"]
            if part.outline(frame)
        ]

    @cached_property
    def other_land(self):
        """(frame, path) of the land of all others, without borders."""
        drawn = {part.code for part in self.parts}
        return [
            (
                frame,
                "".join(
                    lines.get(frame, "")
                    for code, lines in atlas()["shapes"].items()
                    if code not in drawn
                ),
            )
            for frame in atlas()["frames"]
        ]


class Map(Outlines):
    """The map of a register (rows with their `standing`), on all its sheets."""

    def __init__(self, register):
        self.register = list(register)
        self.parts = participants_of(self.register)

    @cached_property
    def wide(self):
        """The layer of the whole region, for wide screens."""
        return self._whole(WIDE)

    def _whole(self, sheet):
        here = [part for part in self.parts if part.frame == "region"]
        box = (sheet.x, sheet.y, sheet.width, sheet.height)
        return layer("region", box, self.parts, here, sheet)

    @cached_property
    def insets(self):
        """The layers of Europe and northern America on the wide sheet."""
        return [
            layer(
                frame,
                (x, y, *atlas()["frames"][frame]),
                self.parts,
                [part for part in self.parts if part.frame == frame],
            )
            for frame, x, y in INSETS
        ]

    @cached_property
    def overview(self):
        """The wide sheet as a small picture, of which the insets are part too."""
        return self._whole(OVERVIEW)

    @cached_property
    def narrow(self):
        """The layers of Asia and of the Pacific, for narrow screens."""
        return [
            layer(
                "region",
                (sheet.x, sheet.y, sheet.width, sheet.height),
                self.parts,
                [p for p in self.parts if self._narrow_sheet(p) is sheet],
                sheet,
            )
            for sheet in [ASIA, PACIFIC]
        ]

    @cached_property
    def elsewhere(self):
        """Participants that a narrow screen lists instead of drawing."""
        return [part for part in self.parts if self._narrow_sheet(part) is None]

    @staticmethod
    def _narrow_sheet(part):
        return narrow_sheet(*part.place) if part.frame == "region" else None

    @cached_property
    def key(self):
        """The colours and patterns in use: (style, words, how many), in order."""
        found = Counter(part.style for part in self.parts)
        words = {part.style: part.legend_label for part in self.parts}
        return [(style, words[style], found[style]) for style in STYLES if found[style]]

    @cached_property
    def unplaced(self):
        """The number of members without a place on a map: organisations."""
        drawn = {part.member.pk for part in self.parts}
        return len({row.member_id for row in self.register} - drawn)
