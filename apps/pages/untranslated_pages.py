"""Pages and records without an up-to-date text in Bahasa Indonesia."""

from collections import defaultdict

from cms.models import PageContent
from django.utils.translation import gettext as _

from apps.records.untranslated import MISSING, OLDER, Gap, gaps_of_record

from .published_texts import text_versions


def gaps_of_pages():
    """CMS pages without a published Indonesian text, or with one older than the English."""
    texts = defaultdict(dict)
    for content in PageContent.objects.order_by("pk"):
        texts[content.page_id][content.language] = content
    published = dict(text_versions().values_list("object_id", "modified"))
    for languages in texts.values():
        english, indonesian = languages.get("en"), languages.get("id")
        if english is None:
            continue
        if indonesian is None:
            yield _gap(english, MISSING)
        elif published[english.pk] > published[indonesian.pk]:
            yield _gap(english, OLDER)


def _gap(content, why):
    return Gap(
        kind=_("page"),
        where=content.title,
        text=_("text"),
        why=why,
        url=content.get_absolute_url(),
    )


def all_gaps():
    """All missing and outdated translations, pages first."""
    return [*gaps_of_pages(), *gaps_of_record()]
