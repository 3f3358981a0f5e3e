"""What is not public is told in no outlet, however it hangs together with what is."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from apps.desk.models import Share
from apps.exchange import og_images
from apps.groups.models import Group
from apps.pages.page_loader import load_pages
from apps.publications.models import Publication, PublicationFile
from apps.records.fixture_ledger import Ledger
from apps.records.models import Record
from apps.search.index_sync import rebuild
from tests.factories.everything import add_file, make_everything
from tests.factories.hidden import DAY, Hidden, generic_relations
from tests.public_pages import LISTS, addresses, forget
from tests.staff import somebody

MISTYPED = "unseenmeetinghosttragetdraft"


def pages_of(record):
    """What there is of one record: its page, its history, its data, its picture …"""
    kind = record._meta.model_name
    yield record.get_absolute_url()
    yield record.history_url
    yield reverse(f"api-1:{kind}", args=[record.slug])
    if isinstance(record, Publication):
        yield reverse("publications:reference", args=[record.slug, "ris"])
    if isinstance(record, Group):
        yield reverse("groups:figures", args=[record.slug])
    yield reverse("card", args=[kind, record.slug])


def pages_of_file(file):
    yield from [file.get_absolute_url(), file.version_url, file.cover_url]
    yield file.text_url


def outlets(public, languages=("en", "id")):
    """The address of everything anybody can read."""
    found = []
    for language in languages:
        with override(language):
            found += addresses(list(public.values()))
    return list(dict.fromkeys(found))


def searches():
    """(address, what it asks for) wherever anybody may ask for words."""
    names = [name for name, asked in LISTS.items() if "q=" in "".join(asked)]
    asked = ["unseen", "unseen*", "title:unseen*", MISTYPED]
    with override("en"):
        addresses = [reverse(name) for name in [*names, "api-1:search"]]
    return [(f"{address}?q={q}", q) for address in addresses for q in asked]


def text_of(client, address):
    return client.get(address).getvalue().decode(errors="ignore")


def telling(pages, word):
    """{what begins with a word: where it stands} of pages by their addresses."""
    found = {}
    for address, text in pages.items():
        for each in set(re.findall(rf"{word}[a-z]+", text.casefold())):
            found.setdefault(each, []).append(address)
    return found


@pytest.fixture
def public(db, settings, monkeypatch):
    """A public record of each kind, by its model; pages, and pictures as their words."""
    monkeypatch.setattr(
        og_images, "draw_card", lambda *w, **more: f"{w} {more}".encode()
    )
    records = make_everything(1)
    load_pages(settings.BASE_DIR / "fixtures" / "pages", Ledger())
    return {type(record): record for record in records}


def test_no_outlet_tells_of_what_is_not_public(client, public):
    hidden = Hidden(public)
    rebuild()

    holding = [address for record in hidden.holders for address in pages_of(record)]
    pages = {a: text_of(client, a) for a in [*outlets(public), *holding]}
    found = {a: text_of(client, a).replace(q, "") for a, q in searches()}

    assert telling(pages | found, "unseen") == {}
    # Nor is anything found by the names of what is hidden.
    assert telling(found, "/seen") == {}
    # Each page was there to tell.
    holders = {r.get_absolute_url(): str(r) for r in hidden.holders if r.is_public}
    read = holders.keys() & pages.keys()
    assert [address for address in read if holders[address] not in pages[address]] == []


def test_what_is_not_public_is_told_of_at_no_address_of_its_own(client, public):
    hidden = Hidden(public, holders=False)
    one_of_each = {(type(r), r.status, r.withdraw_at): r for r in hidden.records}
    files = PublicationFile.objects.exclude(publication=public[Publication])
    asked = [address for record in one_of_each.values() for address in pages_of(record)]
    asked += [address for file in files for address in pages_of_file(file)]

    pages = {address: client.get(address) for address in asked}

    # An address may say itself again, written small as it is.
    assert [a for a, page in pages.items() if "Unseen" in page.text] == []
    notices = {
        address
        for record in one_of_each.values()
        if record.status_now == Record.Status.WITHDRAWN
        for address in [record.get_absolute_url(), record.history_url]
    }
    assert {a for a, page in pages.items() if page.status_code == 200} == notices


def test_a_draft_that_is_shown_tells_of_no_other(client, public):
    drafts = [*public.values(), *Hidden(public).holders]
    editor, soon = somebody("editor"), timezone.now() + DAY
    for draft in drafts:
        type(draft).objects.filter(pk=draft.pk).update(status="draft", ending="")
    shares = [
        Share.objects.create(record=draft, made_by=editor, expires_at=soon)
        for draft in drafts
    ]

    pages = {
        str(share.record): client.get(share.get_absolute_url()) for share in shares
    }

    assert [a for a, page in pages.items() if page.status_code != 200] == []
    assert telling({a: page.text for a, page in pages.items()}, "unseen") == {}


def test_no_outlet_changes_by_what_is_not_public(client, public):
    rebuild()
    before = {a: text_of(client, a) for a in outlets(public, ["en"])}

    Hidden(public, holders=False)
    add_file(public[Publication], "unseen", pages=1, text="Unseen", is_private=True)
    rebuild()
    forget()

    assert {a: text_of(client, a) for a in before} == before


def test_relations_to_rows_of_any_kind_are_known():
    # Claims about what is hidden are among the cases; the others are for staff.
    assert generic_relations() == {
        "Claim.record",
        "Claim.fact",
        "Proposal.record",
        "Share.record",
    }
