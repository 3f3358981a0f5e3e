"""Records and pages, from the first word to the last, by those who keep them."""

from urllib.request import urlopen

MEETINGS = "/admin/conferences/meeting/"


def choose(page, field, words):
    """Type into a list that searches, and take what it finds first."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def open_record(page, title):
    """From the first page to a record that waits there."""
    page.goto("/admin/")
    page.locator(".desk").get_by_role("link", name=title, exact=True).first.click()


def press(page, words):
    page.get_by_role("button", name=words, exact=True).first.click()


def public(site, address):
    """What anybody is shown at an address."""
    with urlopen(f"{site.url}{address}") as response:
        return response.read().decode()


def test_a_meeting_is_begun_reviewed_and_published_by_three_people(as_somebody, site):
    contributor, editor = as_somebody("contributor"), as_somebody("editor")
    publisher = as_somebody("publisher")
    title, slug = "Meeting on Lighthouses", "meeting-on-lighthouses"

    contributor.goto(MEETINGS)
    contributor.get_by_role("link", name="Add meeting").click()
    contributor.wait_for_url("**/add/")  # and its scripts, which make the address
    contributor.get_by_label("Title:", exact=True).press_sequentially(title)
    assert contributor.get_by_label("Address:").input_value() == slug
    choose(contributor, "group", "Steering Group")
    contributor.get_by_label("Dates:", exact=True).fill("2016-03")
    press(contributor, "Save")
    assert contributor.get_by_role("button", name="Publish").count() == 0

    editor.goto(f"{MEETINGS}?q=Lighthouses")
    editor.get_by_role("link", name=title).click()
    editor.get_by_role("button", name="Add another Claim").click()
    claim = "sources-claim-content_type-object_id-0-"
    choose(editor, f"{claim}source", "Declaration")
    editor.locator(f"#id_{claim}about").select_option(label="Dates")
    editor.locator(f"#id_{claim}value").fill("March 2016")
    editor.locator(f"#id_{claim}reading").fill("2016-03")
    press(editor, "Send for review")
    editor.get_by_text("is now: In review").wait_for()

    open_record(publisher, title)
    press(publisher, "Publish…")
    press(publisher, "Publish")
    assert "This field is required." in publisher.inner_text("#content-main")
    publisher.get_by_label("Change note").fill("First publication.")
    press(publisher, "Publish")
    publisher.get_by_text("is now: Published").wait_for()
    assert title in public(site, f"/en/conferences/{slug}/")


def test_a_page_is_edited_in_place_and_published(as_somebody, site):
    publisher = as_somebody("publisher")
    more = "Lighthouses were not on the agenda."

    publisher.goto("/en/history/?toolbar_on")
    publisher.locator(".cms-btn", has_text="New Draft").click()
    text = publisher.locator("[contenteditable=true] p", has_text="Bali").first
    text.click()
    publisher.keyboard.press("Control+End")
    publisher.keyboard.type(more)
    with publisher.expect_response(lambda answer: "edit-plugin" in answer.url):
        publisher.locator("h1").click()
    assert more not in public(site, "/en/history/")
    publisher.locator(".cms-btn", has_text="Publish").last.click()
    publisher.get_by_label("Change note").fill("The story, completed.")
    press(publisher, "Publish")

    assert public(site, "/en/history/").count(more) == 1


def test_a_record_is_renamed_and_then_withdrawn_with_a_notice(as_somebody, site):
    publisher = as_somebody("publisher")
    old = "/en/publications/senior-official-meetings-kuala-lumpur-2024/"
    publisher.goto(old)
    publisher.get_by_role("link", name="Edit this record").click()

    publisher.get_by_label("Address:").fill("kuala-lumpur-2024")
    publisher.get_by_label("Change note:").fill("A shorter address.")
    press(publisher, "Publish this change")
    publisher.goto(old)
    assert publisher.url == f"{site.url}/en/publications/kuala-lumpur-2024/"

    publisher.get_by_role("link", name="Edit this record").click()
    publisher.get_by_role("link", name="Withdraw…").first.click()
    publisher.get_by_label("Reason:").fill("It was counted twice.")
    press(publisher, "Withdraw")
    publisher.get_by_text("is now: Withdrawn").wait_for()
    publisher.goto(old)
    assert "It was counted twice." in publisher.inner_text("main")
