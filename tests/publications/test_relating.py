"""Versions, translations and what else a publication belongs with."""

import pytest

from apps.publications.models import Relation
from apps.publications.related_publications import Related
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def relate(publication, kind, other):
    Relation.objects.create(publication=publication, kind=kind, other=other)


@pytest.fixture
def strategy():
    """Three versions, the second without a date, and a translation of the first."""
    first = PublicationFactory(slug="first", issued="2014")
    second = PublicationFactory(slug="second", issued="")
    third = PublicationFactory(slug="third", issued="2017")
    translation = PublicationFactory(slug="translation", issued="2015")
    relate(second, "new-version-of", first)
    relate(third, "new-version-of", second)
    relate(translation, "translation-of", first)
    return [first, translation, second, third]


@pytest.mark.parametrize("place", range(4))
def test_all_versions_and_translations_are_tied_together_from_each_of_them(
    strategy, place, django_assert_num_queries
):
    with django_assert_num_queries(1):
        related = Related(strategy[place])

    assert related.versions == strategy
    assert related.others == []


def test_a_version_names_the_ones_that_took_its_place(strategy):
    first, translation, second, third = strategy

    assert Related(first).newer == [second]
    assert Related(second).newer == [third]
    assert Related(third).newer == Related(translation).newer == []


def test_other_relations_are_told_from_both_ends():
    series = PublicationFactory()
    guide = PublicationFactory()
    relate(guide, "part-of", series)

    assert Related(guide).others == [(series, "Part of the series")]
    assert Related(series).others == [(guide, "Series includes")]
    assert Related(series).versions == []


def test_another_guide_of_the_series_is_no_relation_of_its_own():
    series = PublicationFactory()
    guide, other = PublicationFactory(), PublicationFactory()
    relate(guide, "part-of", series)
    relate(other, "part-of", series)

    assert Related(guide).others == [(series, "Part of the series")]


def test_what_is_not_public_is_not_related(strategy):
    strategy[2].status = "draft"
    strategy[2].save()

    related = Related(strategy[0])

    assert related.newer == []
    assert strategy[2] not in related.versions


def test_versions_in_a_circle_come_to_an_end():
    one, other = PublicationFactory(), PublicationFactory()
    relate(one, "new-version-of", other)
    relate(other, "new-version-of", one)

    assert set(Related(one).versions) == {one, other}
