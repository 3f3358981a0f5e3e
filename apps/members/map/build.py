"""Make shapes.json, the outlines the map of members is drawn with.

    python -m apps.members.map.build PACKAGE

PACKAGE is the folder of the npm package `world-atlas` (2.0.2), which holds the
countries of Natural Earth (public domain) as TopoJSON; `make map` runs this. The
result is committed: nobody needs the package to serve the portal.

Every outline is simplified, projected (Patterson's cylindrical projection: north is
up everywhere, so frames can stand side by side) and cut to three frames: the
Asia-Pacific with the Pacific whole, Europe, and northern America.
"""

import json
import math
import sys
from pathlib import Path
from typing import NamedTuple

from babel.core import get_global

from .map_geometry import area, box, clipped, path, simplified

TARGET = Path(__file__).with_name("shapes.json")
TURN = 2 * math.pi


def projected(longitude, latitude):
    """Degrees as (x, y) in Patterson's projection of a unit globe; y grows south."""
    phi = math.radians(latitude)
    square = phi * phi
    high = square * (0.23185 + square * (-0.14499 + square * 0.02406))
    return math.radians(longitude), -phi * (1.0148 + square * high)


class Frame(NamedTuple):
    """A rectangle of the world in degrees, drawn `width` units wide."""

    west: float
    east: float
    south: float
    north: float
    width: int
    detail: float  # the smallest triangle worth a corner, in square units

    @property
    def scale(self):
        """Units of the sheet for one radian of longitude."""
        return self.width / math.radians(self.east - self.west)

    @property
    def height(self):
        """The height of the sheet in units."""
        return round(
            self.scale * (projected(0, self.south)[1] - projected(0, self.north)[1])
        )

    def on_sheet(self, ring):
        """A ring of the plane in units, turned to this frame's side of the globe."""
        left, top = projected(self.west, self.north)
        west, east, _north, _south = box(ring)
        middle = left + math.radians(self.east - self.west) / 2
        turn = TURN * round((middle - (west + east) / 2) / TURN)
        return [
            (self.scale * (x + turn - left), self.scale * (y - top)) for x, y in ring
        ]

    def contains(self, point):
        """Whether a point (x, y) in units lies on the sheet."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


FRAMES = {
    "europe": Frame(-11, 32, 36, 66, 380, 4),
    "america": Frame(-169, -52, 23, 71, 400, 4),
    "region": Frame(14, 213, -50, 60, 1600, 4),
}
MARGIN = 6  # how far beyond its frame an outline is kept, so that no cut shows

# Where a country is looked for, if not in the middle of its largest piece of land;
# and one that is too small for the package.
PLACES = {"KI": (173.0, 1.4), "RU": (100.0, 57.0), "TV": (179.2, -8.5)}
# Land whose belonging two states dispute is left to neither: west, east, south and
# north of what holds its outline.
DISPUTED = [(32, 37, 44, 47)]


def arcs_of(topology):
    """The arcs of a topology on the plane, in one piece across the 180th meridian."""
    scale, start = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            point = projected(x * scale[0] + start[0], y * scale[1] + start[1])
            line.append(on_same_side(line[-1], point) if line else point)
        yield line


def on_same_side(last, point):
    """The point shifted by whole turns to lie nearest to the last one."""
    return point[0] + TURN * round((last[0] - point[0]) / TURN), point[1]


def rings_of(country, arcs):
    """The outlines of a country's pieces of land and of the holes in them."""
    parts = country.get("arcs", [])
    polygons = [parts] if country["type"] == "Polygon" else parts
    for numbers in (ring for polygon in polygons for ring in polygon):
        ring = []
        for number in numbers:
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            for point in line[1:] if ring else line:
                ring.append(on_same_side(ring[-1], point) if ring else point)
        yield ring


def is_disputed(ring):
    """Whether a ring lies wholly within an area of DISPUTED."""
    west, east, north, south = box(ring)
    return any(
        math.radians(left) <= west
        and east <= math.radians(right)
        and projected(0, top)[1] <= north
        and south <= projected(0, bottom)[1]
        for left, right, bottom, top in DISPUTED
    )


def home_frame(place):
    """(name of the frame, [x, y] on its sheet) of a projected place; None outside all."""
    for name, frame in FRAMES.items():
        (point,) = frame.on_sheet([place])
        if frame.contains(point):
            return name, [round(number) for number in point]
    return None


def build(topology):
    """Outlines by country and frame; each country's home frame, and where it is there."""
    letters = {
        code: found[0]
        for code, found in get_global("territory_aliases").items()
        if code.isdigit()
    }
    arcs = list(arcs_of(topology))
    countries = [
        (letters.get(country.get("id"), ""), country)
        for country in topology["objects"]["countries"]["geometries"]
    ]
    places = {}
    for code, country in countries:
        west, east, north, south = box(max(rings_of(country, arcs), key=area))
        places[code] = (west + east) / 2, (north + south) / 2
    places |= {code: projected(*place) for code, place in PLACES.items()}
    homes = {code: home_frame(place) for code, place in places.items() if code}
    shapes = {}
    for name, frame in FRAMES.items():
        kept = [simplified(arc, frame.detail / frame.scale**2) for arc in arcs]
        for code, country in countries:
            for ring in rings_of(country, kept):
                sheet = frame.on_sheet(ring)
                if area(sheet) < frame.detail:
                    continue
                line = path(clipped(sheet, frame.width, frame.height, MARGIN))
                owner = shapes.setdefault("" if is_disputed(ring) else code, {})
                owner[name] = owner.get(name, "") + line
    return {
        "frames": {name: [f.width, f.height] for name, f in FRAMES.items()},
        "homes": {code: home for code, home in homes.items() if home},
        "shapes": {
            code: {name: line for name, line in lines.items() if line}
            for code, lines in shapes.items()
            if any(lines.values())
        },
    }


def as_json(atlas):
    """JSON with a line for each country, so that a change can be read."""
    parts = []
    for name, rows in atlas.items():
        lines = ",\n".join(
            f"{json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(rows.items())
        )
        parts.append(f"{json.dumps(name)}: {{\n{lines}\n}}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(package):
    """Write shapes.json from the folder of the package `world-atlas`."""
    topology = json.loads((Path(package) / "countries-50m.json").read_text())
    TARGET.write_text(as_json(build(topology)))


if __name__ == "__main__":
    main(*sys.argv[1:])
