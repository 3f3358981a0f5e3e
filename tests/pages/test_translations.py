"""The report of what waits for a translator."""

import pytest
from django.core.management import call_command

from apps.pages.untranslated_pages import gaps_of_pages
from apps.records.untranslated import gaps_of_record, translated_models
from tests import factories
from tests.pages.conftest import draft

pytestmark = pytest.mark.django_db


def found():
    return [(gap.where, str(gap.text), str(gap.why)) for gap in gaps_of_record()]


def test_a_text_without_translation_is_reported():
    factories.GroupFactory(name="Task Force", name_ind="", mandate="")

    assert found() == [("Task Force", "name", "missing")]


def test_a_translation_older_than_its_original_is_reported_until_it_follows():
    group = factories.GroupFactory(name="Task Force", name_ind="Satuan Tugas")
    assert found() == []

    group.name = "Task Force on Planning"
    group.save()
    assert len(found()) == 1

    group.name_ind = "Satuan Tugas Perencanaan"
    group.save()
    assert found() == []


def test_a_country_is_named_by_the_unicode_list():
    factories.MemberFactory(name="Japan", iso_code="JP")
    factories.MemberFactory(name="Red Cross Federation", iso_code="")

    assert [where for where, _text, _why in found()] == ["Red Cross Federation"]


def test_every_model_with_two_languages_is_looked_at():
    names = {model._meta.label for model in translated_models()}

    assert {"groups.Group", "groups.Figure", "sources.Claim"} <= names
    assert not any("Historical" in name for name in names)


def test_a_page_of_one_language_and_one_left_behind_are_reported(pages, editor):
    pages.page("about")
    pages.page("alone", languages={"en": {"title": "Alone", "slug": "alone"}})
    pages.load()
    assert [gap.where for gap in gaps_of_pages()] == ["Alone"]

    draft("about", editor, title="The portal").publish(editor)

    assert {gap.where for gap in gaps_of_pages()} == {"Alone", "The portal"}


def test_staff_see_the_report_and_others_do_not(admin_client, client):
    factories.GroupFactory(name="Task Force", name_ind="")

    assert "Task Force" in admin_client.get("/admin/translations/").text
    client.logout()
    assert client.get("/admin/translations/").status_code == 302


def test_the_shipped_record_is_translated(portal, capsys):
    call_command("report_translations")

    assert capsys.readouterr().out == "Texts that wait for a translator: 0.\n"
