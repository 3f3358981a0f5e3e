"""Languages and identifiers of a publication, each in one cell."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.publications.models import Identifier
from apps.spreadsheets.cell_text import join_items, split_items
from apps.spreadsheets.columns import LineWidget, RelatedRowsColumn


class LanguagesWidget(LineWidget):
    """Language codes, one after another."""

    def clean(self, value, row=None, **kwargs):
        return " ".join(re.split(r"[\s;,]+", value.strip(" ;,")))

    def render(self, value, **kwargs):
        return "; ".join((value or "").split())


class IdentifiersWidget(LineWidget):
    """Numbers under which it is known elsewhere, as “doi:10.1000/1; isbn:0-00”."""

    def clean(self, value, row=None, **kwargs):
        codes = []
        for item in split_items(value):
            scheme, _colon, code = map(str.strip, item.partition(":"))
            if not scheme or not code:
                raise ValidationError(
                    _("“%(item)s” has no scheme: write it as doi:10.1000/1.")
                    % {"item": item}
                )
            Identifier(scheme=scheme, value=code).clean_fields(exclude=["publication"])
            codes.append((scheme, code))
        return codes

    def render(self, value, **kwargs):
        return join_items(sorted(f"{scheme}:{code}" for scheme, code in value or []))


class IdentifiersColumn(RelatedRowsColumn):
    """Numbers and codes of a publication."""

    def get_value(self, instance):
        codes = instance.identifiers.all() if instance.pk else []
        return [(code.scheme, code.value) for code in codes]

    def store(self, values):
        Identifier.objects.filter(
            publication__in=[publication for publication, _codes in values]
        ).delete()
        Identifier.objects.bulk_create(
            Identifier(publication=publication, scheme=scheme, value=code)
            for publication, codes in values
            for scheme, code in codes
        )
