"""Every address at which a day can be asked refuses those outside the record."""

import datetime as dt

from django.utils import timezone


def test_every_address_that_takes_a_day_refuses_those_outside_the_record(
    client, places
):
    today = timezone.localdate()
    within = [dt.date(2002, 2, 26), dt.date(2016, 3, 23), today]
    outside = [
        dt.date(1990, 1, 1),
        dt.date(2002, 2, 25),
        today + dt.timedelta(days=1),
        dt.date(9999, 12, 31),
    ]
    for name in ["as_of", "compare"]:
        taking = sorted(path for path, names in places.items() if name in names)

        assert {"/en/members/", "/en/groups/"} < set(taking), name
        assert {
            (path, day): client.get(path, {name: day.isoformat()}).status_code
            for path in taking
            for day in within + outside
        } == {
            (path, day): 422 if day in outside else 200
            for path in taking
            for day in within + outside
        }, name
