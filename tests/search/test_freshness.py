"""From a saved record to the index."""

import shutil
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse

from apps.search.index_sync import (
    Position,
    process_outbox,
    rebuild_in_background,
)
from apps.search.models import OutboxEntry
from apps.search.search_query import Query
from apps.search_engine.file_locks import exclusive_lock
from apps.serving import cache_generations
from tests import factories
from tests.indexing import rebuild
from tests.staff import signed_in, somebody

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("either_ranking"),
]


def found(words):
    return [hit.title for hit in Query(q=words).results().hits]


def test_a_saved_record_is_found_at_once():
    rebuild()
    factories.MeetingFactory(title="Meeting in Colombo")

    assert found("Colombo") == ["Meeting in Colombo"]


def test_without_words_the_newest_come_first_whichever_was_saved_last():
    old = factories.PublicationFactory(title="Old guide", issued="2001")
    factories.PublicationFactory(title="New guide", issued="2020")
    rebuild()

    for title in ["Older guide", "Oldest guide"]:
        old.title = title
        old.save()

        assert found("") == ["New guide", title]


def test_a_changed_part_or_topic_is_found_at_once():
    member = factories.MemberFactory(name="Cambodia")
    publication = factories.PublicationFactory(title="Guide")
    rebuild()

    member.names.create(name="Kampuchea")
    publication.topics.add(factories.TopicFactory(slug="x", label="biometrics"))
    factories.ContributorFactory(publication=publication, organisation="NEXUS")

    assert found("Kampuchea") == ["Cambodia"]
    assert set(found("biometrics")) == {"Guide", "biometrics"}
    assert found("author:NEXUS") == ["Guide"]


def test_a_record_renamed_is_found_by_its_new_name_wherever_it_is_named():
    member = factories.MemberFactory(name="Cambodia", slug="cambodia")
    series = factories.GroupFactory(name="Forum", slug="forum")
    factories.SeatFactory(group=series, member=member)
    meeting = factories.MeetingFactory(title="Sitting", group=series, host=member)
    factories.AttendanceFactory(meeting=meeting, member=member)
    topic = factories.TopicFactory(slug="biometrics", label="Biometrics")
    guide = factories.PublicationFactory(title="Guide")
    guide.topics.add(topic)
    guide.members.add(member)
    rebuild()

    member.name, member.slug = "Kampuchea", "kampuchea"
    member.save()
    topic.label = "Fingerprints"
    topic.save()

    filtered = Query(filters=(("member", ("kampuchea",)),)).results()
    assert {hit.title for hit in filtered.hits} >= {"Guide", "Sitting", "Forum"}
    assert {"Sitting", "Forum"} <= set(found("Kampuchea"))
    assert found("Cambodia") == []
    assert set(found("fingerprints")) == {"Guide", "Fingerprints"}

    topic.delete()
    assert found("fingerprints") == []


def test_a_change_of_what_others_do_not_say_writes_nothing_but_the_record_itself():
    member = factories.MemberFactory()
    factories.SeatFactory(member=member)
    OutboxEntry.objects.all().delete()

    member.summary = "An island."
    member.save()

    entries = OutboxEntry.objects.values_list("kind", "object_id")
    assert list(entries) == [("member", member.pk)]


def test_what_ceases_to_be_public_is_not_found_any_more():
    meeting = factories.MeetingFactory(title="Meeting in Colombo")
    rebuild()

    meeting.status = "withdrawn"
    meeting.save()
    assert found("Colombo") == []

    meeting.status = "published"
    meeting.save()
    assert found("Colombo") == ["Meeting in Colombo"]

    meeting.delete()
    assert found("Colombo") == []


def test_a_record_is_found_by_whom_it_names_only_while_they_are_public():
    member = factories.MemberFactory(name="Kampuchea")
    factories.ClaimFactory(record=member)
    factories.MeetingFactory(title="Sitting", host=member)
    rebuild()
    publisher = signed_in(somebody("publisher"))

    for step, result in [
        ("withdraw", set()),
        ("republish", {"Sitting", "Kampuchea"}),
    ]:
        url = reverse("admin:members_member_move", args=[member.pk, step])
        publisher.post(url, {"note": "Checked again.", "ending": "withdrawn"})

        assert set(found("Kampuchea")) == result


def test_what_is_rolled_back_is_never_found():
    rebuild()
    OutboxEntry.objects.all().delete()
    with transaction.atomic():
        factories.MeetingFactory(title="Meeting in Colombo")
        transaction.set_rollback(True)

    assert found("Colombo") == []
    assert not OutboxEntry.objects.exists()


def test_a_change_made_in_plain_sql_or_in_bulk_is_found_at_once():
    """Nobody has told the index: the database has."""
    meeting = factories.MeetingFactory(title="Meeting in Colombo")
    seat = factories.SeatFactory(member__name="Cambodia", group__name="Forum")
    guide = factories.PublicationFactory(title="Guide")
    topic = factories.TopicFactory(slug="biometrics", label="Biometrics")
    rebuild()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE conferences_meeting SET title = 'Meeting in Kandy'")
        cursor.execute(
            "INSERT INTO publications_publication_topics (publication_id, topic_id) "
            "VALUES (%s, %s)",
            [guide.pk, topic.pk],
        )
    type(seat.member).objects.update(name="Kampuchea")

    assert (found("Colombo"), found("Kandy")) == ([], ["Meeting in Kandy"])
    assert set(found("biometrics")) == {"Guide", "Biometrics"}
    assert set(found("Kampuchea")) == {"Kampuchea", "Forum"}

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publications_publication_topics")
    type(meeting).objects.filter(pk=meeting.pk).delete()

    assert found("biometrics") == ["Biometrics"]
    assert found("Kandy") == []


def test_a_change_made_while_another_holds_the_lock_is_written_by_whoever_comes_next(
    index_dir,
):
    rebuild()
    with exclusive_lock(index_dir / "outbox.lock", timeout=1):
        factories.MeetingFactory(title="Meeting in Colombo")
        assert found("Colombo") == []

    process_outbox()

    assert found("Colombo") == ["Meeting in Colombo"]


def rename_unnoted(meeting, but):
    """Change a title, leaving in the outbox nothing but one entry."""
    with transaction.atomic():
        type(meeting).objects.update(title="Renamed meeting")
        OutboxEntry.objects.exclude(pk=but).delete()


def test_an_entry_that_commits_late_is_not_missed():
    rebuild()
    meeting = factories.MeetingFactory(title="Early meeting")
    late = Position().last + 1000
    OutboxEntry.objects.create(pk=late + 1, kind="meeting", object_id=meeting.pk)
    process_outbox()
    rename_unnoted(meeting, but=late + 1)
    assert found("renamed") == []

    OutboxEntry.objects.create(pk=late, kind="meeting", object_id=meeting.pk)
    process_outbox()

    assert found("renamed") == ["Renamed meeting"]
    assert not Position().waiting().exists()


def test_an_entry_that_commits_after_a_rebuild_is_not_missed():
    meeting = factories.MeetingFactory(title="Early meeting")
    late = OutboxEntry.objects.last().pk + 1000
    OutboxEntry.objects.create(pk=late + 1, kind="meeting", object_id=meeting.pk)
    rebuild()
    rename_unnoted(meeting, but=late + 1)
    assert found("renamed") == []

    OutboxEntry.objects.create(pk=late, kind="meeting", object_id=meeting.pk)
    process_outbox()

    assert found("renamed") == ["Renamed meeting"]


@pytest.mark.parametrize("content", ["", "[]", '{"last": null, "gaps": {"7": ""}}'])
def test_a_position_that_was_damaged_costs_no_change(index_dir, content):
    rebuild()
    (index_dir / "outbox.json").write_text(content)

    factories.MeetingFactory(title="Meeting in Colombo")

    assert found("Colombo") == ["Meeting in Colombo"]


def left_behind():
    """A meeting saved by a process that ended before it could write the index."""
    rebuild()
    with transaction.atomic():
        factories.MeetingFactory(title="Meeting in Colombo")
        transaction.get_connection().run_on_commit.clear()


def join_aside():
    for thread in threading.enumerate():
        if thread.name.startswith("search-"):
            thread.join()


def test_what_another_process_left_is_written_by_the_next_to_search(settings, tmp_path):
    left_behind()
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    cache_generations.invalidate()

    found("Colombo")
    join_aside()

    assert found("Colombo") == ["Meeting in Colombo"]


def test_what_another_process_left_is_written_at_the_next_start():
    left_behind()

    call_command("rebuild_index", if_needed=True)

    assert found("Colombo") == ["Meeting in Colombo"]


def test_a_missing_index_is_built_by_the_first_change():
    factories.MeetingFactory(title="Meeting in Colombo")

    assert found("Colombo") == ["Meeting in Colombo"]


def test_a_missing_index_is_built_aside(index_dir):
    factories.MeetingFactory(title="Meeting in Colombo")
    join_aside()
    shutil.rmtree(index_dir)

    rebuild_in_background()
    join_aside()

    assert found("Colombo") == ["Meeting in Colombo"]


def test_a_record_is_saved_even_where_the_index_cannot_be_written(index_dir):
    rebuild()
    (index_dir / "outbox.json").unlink(missing_ok=True)
    (index_dir / "outbox.json").mkdir()

    with transaction.atomic():
        meeting = factories.MeetingFactory(title="Meeting in Colombo")

    assert type(meeting).objects.filter(title="Meeting in Colombo").exists()
    assert OutboxEntry.objects.exists()


def test_commands_build_and_check_the_index(capsys):
    same, old, gone = factories.MeetingFactory.create_batch(3)
    call_command("rebuild_index")
    call_command("check_index")
    assert "The index and the database agree" in capsys.readouterr().out

    meetings = type(same).objects
    with transaction.atomic():
        meetings.filter(pk=old.pk).update(title="Changed behind the back of the index")
        meetings.filter(pk=gone.pk).update(status="withdrawn")
        new = factories.MeetingFactory(title="Not told")
        OutboxEntry.objects.all().delete()  # as if nobody had noted them

    with pytest.raises(CommandError, match="differ"):
        call_command("check_index")
    said = capsys.readouterr().out.splitlines()
    at = said.index("meeting: 3 in the database, 3 in the index")
    assert said[at + 1 : at + 4] == [
        f"  1 missing from the index: meeting:{new.pk}",
        f"  1 stale in the index: meeting:{old.pk}",
        f"  1 superfluous in the index: meeting:{gone.pk}",
    ]


def test_without_an_index_the_check_says_what_to_do():
    with pytest.raises(CommandError, match="Run rebuild_index"):
        call_command("check_index")
