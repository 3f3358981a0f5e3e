"""Records are found by what they are called in either language."""

import pytest
from django.utils.translation import override

from apps.members.models import common_names
from apps.search.local_index import check
from apps.search.search_query import Query, synonyms
from tests import factories
from tests.indexing import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_ranking")]


def found(words):
    return [hit.title for hit in Query(q=words).results().hits]


@pytest.fixture
def koreas():
    republic = factories.MemberFactory(
        name="Republic of Korea", name_ind="Republik Korea", iso_code="KR"
    )
    north = factories.MemberFactory(
        name="Democratic People's Republic of Korea", iso_code="KP"
    )
    factories.MemberFactory(name="South Africa", iso_code="ZA")
    meeting = factories.MeetingFactory(title="Sitting")
    factories.AttendanceFactory(meeting=meeting, member=republic)
    guide = factories.PublicationFactory(title="Guide")
    guide.members.add(north)
    rebuild()


@pytest.mark.parametrize("words", ["South Korea", "Korea Selatan", "Republik Korea"])
def test_a_member_comes_first_by_any_of_its_names_and_what_names_it_follows(
    koreas, words
):
    titles = found(words)

    assert titles[0] == "Republic of Korea"
    assert "Sitting" in titles


def test_the_name_that_a_list_gives_in_another_language_finds_what_names_the_member(
    koreas,
):
    assert found("Korea Utara")[0] == "Democratic People's Republic of Korea"
    assert "Guide" in found("Korea Utara")


def test_a_name_in_parentheses_is_a_name_of_its_own():
    assert set(common_names("MM")) == {"Myanmar", "Burma"}
    assert list(common_names("")) == []


def test_a_topic_is_asked_for_alike_in_both_languages():
    topic = factories.TopicFactory(label="Fishing", label_ind="Perikanan")
    topic.names.create(name="trawlers", language="en")
    topic.names.create(name="kapal pukat", language="id")
    for title in ["On fishing", "Of trawlers"]:
        factories.PublicationFactory(title=title)
    factories.PublicationFactory(title="Kapal pukat")
    rebuild()

    for words in ["fishing", "perikanan", "trawlers", "kapal pukat"]:
        assert set(found(words)) == {
            "Fishing", "On fishing", "Of trawlers", "Kapal pukat",
        }  # fmt: skip


def test_a_body_is_asked_for_alike_in_both_languages():
    group = factories.GroupFactory(
        name="Regional Support Office", name_ind="Kantor Pendukung Regional"
    )
    factories.MeetingFactory(title="Sitting", group=group)
    rebuild()

    for words in ["Regional Support Office", "Kantor Pendukung Regional"]:
        assert found(words) == ["Regional Support Office", "Sitting"]


def test_indonesian_texts_and_kinds_are_found_in_every_kind_of_record():
    member = factories.MemberFactory(
        name="Fiji", kind="state", region="oceania", summary_ind="Kepulauan."
    )
    factories.ParticipationFactory(member=member, capacity="member")
    group = factories.GroupFactory(
        name="Forum", kind="working-group", composition_ind="Dua puluh negara.",
        founding_basis_ind="Keputusan menteri.", place_ind="Denpasar", state_ind="Aktif.",
    )  # fmt: skip
    factories.FigureFactory(group=group, label_ind="petugas terlatih")
    factories.AppointmentFactory(group=group, office_ind="Manajer bersama")
    factories.MeetingFactory(
        title="Sitting", group=group,
        outcome_ind="Deklarasi disahkan.", attendance_ind="Para menteri.",
    )  # fmt: skip
    rebuild()

    assert found("kepulauan") == ["Fiji"]
    assert found("negara anggota oseania")[0] == "Fiji"
    for words in ["puluh", "keputusan", "denpasar", "aktif", "terlatih", "manajer"]:
        assert found(words) == ["Forum"]
    assert found("kelompok kerja") == ["Forum"]
    assert found("disahkan") == ["Sitting"]
    assert found("para menteri")[0] == "Sitting"


@pytest.mark.parametrize(
    "words", ["lang:th", "lang:thai", "kind:laporan", "kind:report", "kind:publikasi"]
)
def test_languages_and_kinds_are_asked_for_in_either_language(words):
    factories.PublicationFactory(title="Survey", kind="report", languages="en th")
    factories.MeetingFactory(title="Sitting")
    rebuild()

    assert found(words) == ["Survey"]


def test_bodies_and_meetings_are_found_by_who_was_what():
    group = factories.GroupFactory(name="Steering Group", name_ind="Kelompok Pengarah")
    meeting = factories.MeetingFactory(title="Sitting", group=group)
    for name, role in [("Fiji", "co-chair"), ("Nauru", "member"), ("Palau", "member")]:
        member = factories.MemberFactory(name=name)
        factories.SeatFactory(group=group, member=member, role=role)
        factories.AttendanceFactory(meeting=meeting, member=member, capacity=role)
    rebuild()

    assert found("steering group members")[0] == "Steering Group"
    assert found("anggota kelompok pengarah")[0] == "Steering Group"
    for words in ['"co-chair fiji"', '"member nauru palau"', "ketua bersama fiji"]:
        assert {"Steering Group", "Sitting"} <= set(found(words)), words
    assert found('"co-chair nauru"') == []


def test_a_place_is_found_in_either_language_whoever_writes_the_index():
    host = factories.MemberFactory(name="Philippines", name_ind="Filipina")
    factories.MeetingFactory(title="Sitting", city="Manila", host=host)
    with override("id"):
        rebuild()

    for words in ['"manila philippines"', '"manila filipina"']:
        assert found(words) == ["Sitting"]
    assert not any(of.differs for of in check().values())


def test_equivalents_cost_two_queries(koreas, django_assert_num_queries):
    with django_assert_num_queries(2):
        synonyms()
