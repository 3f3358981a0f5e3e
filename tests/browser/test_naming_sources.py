"""A date is corrected, and its source named, in Chromium."""

import pytest

from tests.browser.test_editing import choose, press, public

ADDRESS = "/en/conferences/ministerial-conference-5/"


@pytest.fixture
def publisher(as_somebody, site):
    """A publisher on the page of a conference that has two sources for its day."""
    tab = as_somebody("publisher")
    tab.goto(ADDRESS)
    tab.get_by_role("link", name="Edit this record").click()
    return tab


def test_a_date_is_corrected_and_its_source_named_when_asked(publisher, site):
    publisher.get_by_label("Dates:", exact=True).fill("2013-04-03")
    publisher.get_by_label("Change note").fill("The day was wrong.")
    assert not publisher.locator("#id_dates_source_where").is_visible()
    press(publisher, "Publish this change")

    asked = publisher.get_by_text("says 2 April 2013. Which source says 3 April 2013?")
    asked.first.wait_for()
    assert publisher.locator("#id_dates").input_value() == "2013-04-03"
    choose(publisher, "dates_source", "Declaration")
    publisher.locator("#id_dates_source_words").fill("3 April 2013")
    press(publisher, "Publish this change")

    publisher.get_by_text("was changed successfully").wait_for()
    assert "3 April 2013" in public(site, ADDRESS)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_keeps_to_its_width(publisher, width):
    publisher.set_viewport_size({"width": width, "height": 900})
    publisher.locator("details.source").first.locator("summary").click()

    assert publisher.evaluate("document.documentElement.scrollWidth") == width
    box = publisher.locator("#id_title_source_where").bounding_box()
    assert box["x"] + box["width"] <= width
