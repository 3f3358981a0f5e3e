"""Two small maps of members, one for each of two days, with what changed outlined."""

from dataclasses import dataclass
from functools import cached_property

from .map_drawing import STYLES, Layer, Map, Outlines
from .map_sheets import OVERVIEW


@dataclass
class ComparedLayer:
    """What one frame shows on one day, and what is outlined on it."""

    layer: Layer
    absent: list  # those who take part on the other day only
    outlined: list
    rings: list  # (x, y) around the signs of outlined ones too small for an outline


class MapOfTwoDays(Outlines):
    """The maps of two registers, the earlier one first.

    `changed` are the keys of members for whom the world changed between the days: they
    are outlined on both maps.
    """

    def __init__(self, before, after, changed):
        self.maps = [Map(before), Map(after)]
        self.parts = list(
            {part.code: part for one in self.maps for part in one.parts}.values()
        )
        self.changed = [part for part in self.parts if part.member.pk in changed]

    @cached_property
    def days(self):
        """For each day its layers: the whole region, then the insets."""
        return [self._layers(one) for one in self.maps]

    def _layers(self, one):
        present = {part.code for part in one.parts}
        absent = [part for part in self.parts if part.code not in present]
        return [self._compared(layer, absent) for layer in [one.overview, *one.insets]]

    def _compared(self, layer, absent):
        signs = [
            OVERVIEW.marker_positions.get(part.code, part.place)[:2]
            for part in self.changed
            if part.frame == layer.frame == "region"
            and (part.code in OVERVIEW.marker_positions or not part.outline("region"))
        ]
        return ComparedLayer(
            layer,
            [part.code for part in absent if part.outline(layer.frame)],
            [part.code for part in self.changed if part.outline(layer.frame)],
            signs,
        )

    @cached_property
    def unplaced(self):
        """The number of members without a place on a map: organisations."""
        everybody = {row.member_id for one in self.maps for row in one.register}
        return len(everybody - {part.member.pk for part in self.parts})

    @cached_property
    def key(self):
        """The colours and patterns in use: (style, words, how many on each day)."""
        found = {}
        for index, one in enumerate(self.maps):
            for style, words, number in one.key:
                found.setdefault(style, [words, 0, 0])[index + 1] = number
        return [(style, *found[style]) for style in STYLES if style in found]
