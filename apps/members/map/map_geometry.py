"""Lines and rings on a sheet: simplified, cut to a frame, written as SVG paths."""

from heapq import heapify, heappop, heappush
from itertools import pairwise


def simplified(points, least):
    """A line without corners of an area below `least` (Visvalingam–Whyatt)."""
    before = [i - 1 for i in range(len(points))]
    after = [i + 1 for i in range(len(points))]

    def area(i):
        (ax, ay), (bx, by), (cx, cy) = (points[j] for j in (before[i], i, after[i]))
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    areas = {i: area(i) for i in range(1, len(points) - 1)}
    waiting = [(size, i) for i, size in areas.items()]
    heapify(waiting)
    floor = 0.0
    while waiting:
        size, i = heappop(waiting)
        if areas.get(i) != size:
            continue  # removed, or measured anew since
        floor = max(floor, size)
        if floor >= least:
            break
        del areas[i]
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if j in areas:
                areas[j] = max(area(j), floor)
                heappush(waiting, (areas[j], j))
    return [points[0], *(points[i] for i in sorted(areas)), points[-1]]


def area(ring):
    """The area a ring encloses, whichever way it runs."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def box(ring):
    """West, east, north and south of a ring on a sheet."""
    xs, ys = zip(*ring, strict=True)
    return min(xs), max(xs), min(ys), max(ys)


def clipped(ring, width, height, margin):
    """The part of a ring on a sheet and `margin` beyond it (Sutherland–Hodgman)."""
    for axis, edge, sign in [
        (0, -margin, 1),
        (0, width + margin, -1),
        (1, -margin, 1),
        (1, height + margin, -1),
    ]:
        kept = []
        for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside = [sign * (point[axis] - edge) >= 0 for point in (a, b)]
            if inside[0] != inside[1]:
                share = (edge - a[axis]) / (b[axis] - a[axis])
                kept.append(
                    (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
                )
            if inside[1]:
                kept.append(b)
        ring = kept
    return ring


def path(ring):
    """A ring as an SVG path in whole units, "" where nothing is left of it."""
    points = []
    for x, y in ring:
        whole = (round(x), round(y))
        if not points or points[-1] != whole:
            points.append(whole)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    steps = [
        number for a, b in pairwise(points) for number in (b[0] - a[0], b[1] - a[1])
    ]
    line = "".join(f"{n}" if n < 0 else f" {n}" for n in steps).strip()
    return f"M{points[0][0]} {points[0][1]}l{line}z"
