"""Staff journeys, as somebody does them who has read nothing but the page."""

import base64

import pytest
from django_otp.oath import TOTP

PASSWORD = "A Process Since 2002"


@pytest.fixture
def account(site):
    """A new administrator as the operator makes one: a name and a password."""
    name = "journey"
    site.run(
        "from django.contrib.auth.models import User\n"
        "from django_otp.plugins.otp_totp.models import TOTPDevice\n"
        f"user, _ = User.objects.get_or_create(username={name!r}, defaults=dict("
        "is_staff=True, is_superuser=True))\n"
        f"user.set_password({PASSWORD!r})\n"
        "user.save()\n"
        "TOTPDevice.objects.filter(user=user).delete()\n"
    )
    return name


def code(key):
    """What the app on a telephone shows for a key."""
    totp = TOTP(base64.b32decode(key))
    return f"{totp.token():06d}"


def sign_in(page, account, goto="/admin/"):
    """The first time: set up the app by its key, and keep the recovery codes."""
    if goto:
        page.goto(goto)
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_text("The camera does not work").click()
    key = page.locator("details code").inner_text()
    page.get_by_role("textbox", name="Code").fill(code(key))
    page.get_by_role("button", name="Continue").click()
    kept = page.get_by_role("link", name="I have kept them: continue")
    kept.wait_for()
    codes = page.locator("#content-main li code").all_inner_texts()
    kept.click()
    return codes


def test_first_sign_in_with_enrolment_then_a_recovery_code(page, account):
    codes = sign_in(page, account)

    assert len(codes) == 10
    assert page.locator("#desk-review").is_visible()
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/members/member/")
    assert page.get_by_label("Password").is_visible()
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    assert page.locator("figure").count() == 0
    page.get_by_role("textbox", name="Code").fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    page.goto("/admin/account/")
    assert "9 recovery codes are left." in page.get_by_role("main").inner_text()


def test_the_picture_holds_what_the_app_needs(page, account):
    page.goto("/admin/")
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    box = page.locator("figure svg").bounding_box()

    assert min(box["width"], box["height"]) > 120


def test_a_draft_is_shared_and_commented_without_an_account(
    page, account, chromium, site
):
    sign_in(page, account)
    page.goto("/admin/publications/topic/add/")
    page.locator("#id_label").fill("Lighthouses")
    page.locator("#id_slug").fill("lighthouses")
    page.locator("input[name=_save]").first.click()
    page.get_by_role("link", name="Lighthouses", exact=True).first.click()
    page.get_by_role("link", name="Share this draft").click()
    page.locator("#id_whom").fill("Dr Sari")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("a[href*='/shared/']").inner_text()

    elsewhere = chromium.new_context(java_script_enabled=False)
    visitor = elsewhere.new_page()
    visitor.goto(link)
    assert "A draft shared with you" in visitor.inner_text("main")
    visitor.locator("#id_name").fill("Sari")
    visitor.locator("#id_text").fill("One lamp is missing.")
    visitor.get_by_role("button", name="Send").click()
    assert "Your comment has arrived" in visitor.inner_text("main")
    page.reload()
    assert "One lamp is missing." in page.inner_text("#content-main")
    page.get_by_role("button", name="Close the link now").click()
    gone = visitor.goto(link)
    assert gone.status == 410
    assert "This link does not work" in visitor.inner_text("main")
    elsewhere.close()


def test_a_form_outlives_the_session_of_its_author(as_somebody, account):
    page = as_somebody("editor")
    page.goto("/admin/publications/topic/add/")
    page.locator("#id_label").fill("Harbours")
    page.locator("#id_slug").fill("harbours")
    page.context.clear_cookies(name="sessionid")
    page.locator("input[name=_save]").first.click()
    assert "Your session has ended" in page.inner_text("h1")

    with page.expect_popup() as popup:
        page.get_by_role("link", name="Sign in (opens a new tab)").click()
    sign_in(popup.value, account, goto=None)
    assert "You are signed in" in popup.value.inner_text("h1")
    popup.value.close()
    page.get_by_role("button", name="Send the form again").click()

    page.get_by_text("The topic “Harbours” was added successfully.").wait_for()
