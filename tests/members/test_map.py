"""The map of members: everybody who has a place on it is a link, however small."""

import datetime as dt
import gzip
import json
import re
from pathlib import Path

import pytest

from apps.members.map import map_drawing, map_geometry
from apps.members.map.map_drawing import Map, atlas
from apps.members.map.map_sheets import ASIA, INSETS, OVERVIEW, PACIFIC, WIDE
from apps.members.models import Participation
from tests.factories import ParticipationFactory

# States and territories that would vanish if they were drawn to scale.
SMALL = ["BN", "FJ", "HK", "KI", "MO", "MV", "NR", "PW", "SB", "SG", "TO", "VU", "WS"]
DAY = dt.date(2024, 1, 1)


@pytest.fixture
def taking_part(db):
    def _taking_part(*codes, **values):
        for code in codes:
            ParticipationFactory(
                member__iso_code=code, member__name=f"State {code}", **values
            )
        day = dt.date.fromisoformat(values.get("since") or "2016-03-23")
        return Map(Participation.objects.as_of(day))

    return _taking_part


def linked(layer):
    return {part.code for part in layer.shapes} | {s.part.code for s in layer.markers}


def test_the_outlines_are_light():
    shapes = Path(map_drawing.__file__).with_name("shapes.json").read_bytes()

    assert len(gzip.compress(shapes)) < 25_000


def test_every_member_state_of_the_shipped_record_has_a_place(portal):
    states = Participation.objects.exclude(member__kind="organisation")

    places = {part.member.pk for part in Map(states.as_of(DAY)).parts}

    assert places == set(states.standing_on(DAY).values_list("member", flat=True))


def test_on_a_wide_screen_each_is_a_link_once(portal):
    drawn = Map(Participation.objects.public().standing_on(DAY))

    codes = [linked(layer) for layer in [drawn.wide, *drawn.insets]]

    assert sum(map(len, codes)) == len(drawn.parts)
    assert set().union(*codes) == {part.code for part in drawn.parts}


def test_on_a_narrow_screen_each_is_a_link_once(portal):
    drawn = Map(Participation.objects.public().standing_on(DAY))

    codes = [linked(layer) for layer in drawn.narrow]
    codes.append({part.code for part in drawn.elsewhere})

    assert sum(map(len, codes)) == len(drawn.parts)
    assert set().union(*codes) == {part.code for part in drawn.parts}


@pytest.mark.parametrize("code", SMALL)
def test_a_small_state_has_a_sign_that_a_thumb_can_hit(taking_part, code):
    drawn = taking_part(code, since="2002-02-26")

    (sign,) = [sign for layer in drawn.narrow for sign in layer.markers]

    # At 360 pixels the map is 328 wide, and a thumb needs 44.
    assert 2 * sign.sheet.touch_radius * 328 / sign.sheet.width >= 44
    assert [s.part.code for s in drawn.wide.markers] == [code]


@pytest.mark.parametrize("sheet", [WIDE, ASIA, PACIFIC], ids=lambda sheet: sheet.name)
def test_no_sign_covers_the_middle_of_another(sheet):
    marks = list(sheet.marker_positions.values())
    reach = sheet.touch_radius if sheet is WIDE else 2 * sheet.touch_radius

    for i, one in enumerate(marks):
        for two in marks[i + 1 :]:
            apart = ((one.x - two.x) ** 2 + (one.y - two.y) ** 2) ** 0.5
            assert apart >= reach * 0.95, (one, two)


@pytest.mark.parametrize(
    "sheet", [WIDE, ASIA, PACIFIC, OVERVIEW], ids=lambda sheet: sheet.name
)
def test_signs_stand_on_their_sheet(sheet):
    for mark in sheet.marker_positions.values():
        assert sheet.x < mark.x < sheet.x + sheet.width
        assert sheet.y < mark.y < sheet.y + sheet.height


def test_a_long_name_keeps_to_its_sheet(taking_part):
    drawn = taking_part("HK", since="2002-02-26")
    (sign,) = [sign for layer in drawn.narrow for sign in layer.markers]

    assert sign.label_position[2] == "middle"

    del sign.part.name
    sign.part.member.name = "Hong Kong Special Administrative Region"

    assert sign.label_position[0] < ASIA.x + ASIA.width
    assert sign.label_position[2] == "end"


def test_at_a_glance_everybody_is_seen(portal):
    drawn = Map(Participation.objects.public().standing_on(DAY))

    codes = [linked(layer) for layer in [drawn.overview, *drawn.insets]]

    assert set().union(*codes) == {part.code for part in drawn.parts}
    assert {"US", "CA", "GB", "AU", "TO"} <= set().union(*codes)


def test_insets_lie_on_the_wide_sheet():
    for frame, x, y in INSETS:
        width, height = atlas()["frames"][frame]
        assert x + width <= WIDE.width
        assert y + height <= WIDE.height


def test_who_is_surely_a_member_is_not_drawn_as_a_possible_observer(taking_part):
    drawn = taking_part("US", since="2013-04-01")
    member = drawn.parts[0].member
    ParticipationFactory(member=member, capacity="observer", until="2013-04-01")

    drawn = Map(Participation.objects.as_of(dt.date(2013, 4, 1)))

    assert [part.style for part in drawn.parts] == ["member"]


def test_possible_is_drawn_otherwise_than_documented(taking_part):
    documented = taking_part("FJ", since="2002-02-26").parts[0]
    drawn = taking_part("TO")

    styles = {part.code: part.style for part in drawn.parts}

    assert documented.style == "member"
    assert styles["TO"] == "member-possible"
    assert [style for style, _words, _n in drawn.key][-1] == "member-possible"


def test_presumed_is_drawn_otherwise_than_documented(taking_part):
    taking_part("FJ", since="2002-02-26")

    (part,) = Map(Participation.objects.as_of(DAY)).parts

    assert (part.style, part.legend_label) == ("member-presumed", "Member, presumed")


def test_france_is_shown_as_new_caledonia_for_which_it_takes_part(taking_part):
    drawn = taking_part("FR", since="2002-02-26")

    assert [part.code for part in drawn.parts] == ["NC"]
    assert "europe" not in {part.frame for part in drawn.parts}


def test_an_organisation_has_no_place_and_is_counted_beside_the_map(taking_part):
    taking_part("FJ", since="2002-02-26")
    ParticipationFactory(member__kind="organisation", since="2002-02-26")

    drawn = Map(Participation.objects.as_of(dt.date(2016, 3, 23)))

    assert len(drawn.parts) == 1
    assert drawn.unplaced == 1


def test_a_state_without_outline_gets_a_sign_where_it_is(taking_part):
    drawn = taking_part("TV", since="2002-02-26")

    assert [sign.part.code for sign in drawn.wide.markers] == ["TV"]


def test_the_page_draws_links_with_names_in_words(client, taking_part):
    taking_part("TO", since="2002-02-26")

    html = client.get("/en/members/", {"as_of": "2002-02-26"}).text

    assert "<title>State TO: Member, documented</title>" in html
    assert re.search(
        r'<a class="map__part map__part--member"[^>]* href="/en/members/', html
    )
    assert 'href="#register"' in html
    assert "imply no opinion" in html
    assert (
        "style="
        not in html[html.index('<figure class="map"') : html.index("</figure>")]
    )


def test_the_map_follows_the_day(client, taking_part):
    taking_part("TO", since="2012-01-01")

    assert 'class="map"' not in client.get("/en/members/?as_of=2011-12-31").text
    assert 'class="map"' in client.get("/en/members/?as_of=2012-01-01").text


@pytest.mark.django_db
def test_two_days_are_drawn_beside_each_other_with_what_changed_outlined(client):
    ParticipationFactory(member__iso_code="ID", since="2002-02-26", until="2020")
    ParticipationFactory(member__iso_code="VN", since="2013-04-01")
    ParticipationFactory(member__iso_code="TO", since="2013-04-01")
    turns = ParticipationFactory(
        member__iso_code="US", capacity="observer", since="2002", until="2012"
    ).member
    ParticipationFactory(member=turns, since="2013-04-01")
    ParticipationFactory(member__iso_code="LK", since="[2002..2016]", until="2020")

    html = client.get("/en/members/?as_of=2018-01-01&compare=2009-01-01").text
    figure = html[html.index('<figure class="map') : html.index("</figure>")]
    key = figure[figure.index('class="map__key"') :]
    before, after = figure[: figure.index('class="map__key"')].split(
        'class="map__day"'
    )[1:]

    assert "1 January 2009" in before
    assert "1 January 2018" in after
    for day in [before, after]:
        assert set(re.findall(r'class="map__change" href="#shape-([^"]*)', day)) >= {
            "region-VN",
            "america-US",
        }
        assert len(re.findall(r'<circle class="map__change"', day)) == 1
        assert 'class="map__change" href="#shape-region-LK"' not in day
    assert 'class="map__land" href="#shape-region-VN"' in before
    assert 'class="map__land" href="#shape-region-VN"' not in after
    assert "map__part--member-possible" in before
    assert "map__part--member-possible" not in after
    assert "Changed between the two days" in key
    assert "Observer, documented <b>1</b> → <b>0</b>" in key
    assert "Invited" not in key


@pytest.mark.django_db
def test_a_map_of_two_days_names_no_change_where_there_is_none(client):
    ParticipationFactory(member__iso_code="ID", since="2002-02-26", until="2020")

    html = client.get("/en/members/?as_of=2018-01-01&compare=2009-01-01").text

    assert "map--two-days" in html
    assert "Changed between the two days" not in html


def test_coordinates_have_no_comma_in_indonesian(client, taking_part):
    taking_part("TO", "AU", since="2002-02-26")

    html = client.get("/id/members/").text
    scale = re.findall(r'x1="([^"]*)%"', html)

    assert scale
    assert not any("," in number for number in scale)


def test_simplifying_keeps_the_ends_and_every_corner_that_matters():
    line = [(0, 0), (5, 0.01), (10, 0), (10, 10)]

    assert map_geometry.simplified(line, least=1) == [(0, 0), (10, 0), (10, 10)]


def test_a_ring_is_cut_to_its_sheet():
    ring = map_geometry.clipped([(-5, 2), (5, 2), (5, 8), (-5, 8)], 10, 10, margin=0)

    assert map_geometry.box(ring) == (0, 5, 2, 8)
    assert map_geometry.area(ring) == 30


def test_a_path_is_written_in_whole_steps():
    assert map_geometry.path([(0, 0), (10.2, 0), (10, 9.8)]) == "M0 0l10 0 0 10z"
    assert map_geometry.path([(0, 0), (0.3, 0.2), (0.1, 0.4)]) == ""


def test_the_outlines_are_those_of_their_frames():
    shapes = json.loads(Path(map_drawing.__file__).with_name("shapes.json").read_text())

    for lines in shapes["shapes"].values():
        for frame, line in lines.items():
            width, height = shapes["frames"][frame]
            for x, y in re.findall(r"M(-?\d+) (-?\d+)l", line):
                assert -6 <= int(x) <= width + 6
                assert -6 <= int(y) <= height + 6
