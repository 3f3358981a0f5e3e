"""Authors of a publication in one cell."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.publications.models import Contributor
from apps.spreadsheets.cell_text import one_line
from apps.spreadsheets.columns import LineWidget, RelatedRowsColumn

# A name in braces is an organisation whatever is in it; so BibTeX has it, too.
NAME = re.compile(r"\{([^{}]*)\}|([^;{}]+)|([{}])")


class AuthorsWidget(LineWidget):
    """Authors in order: organisations, and people as “Family, Given”.

    An organisation with a comma or a semicolon in its name stands in braces; somebody
    without given names has a comma all the same.
    """

    def clean(self, value, row=None, **kwargs):
        names = []
        for whole, plain, stray in NAME.findall(value):
            if stray:
                raise ValidationError(
                    _("A brace is opened and not closed, or closed and not opened.")
                )
            if one_line(whole):
                names.append((one_line(whole), "", ""))
            elif "," in plain:
                family, given = map(one_line, plain.split(",", 1))
                names.append(("", family, given))
            elif one_line(plain):
                names.append((one_line(plain), "", ""))
        for name in names:
            contributor = Contributor(
                **dict(zip(["organisation", "family", "given"], name, strict=True))
            )
            contributor.clean_fields(exclude=["publication"])
            if not contributor.organisation and not contributor.family:
                raise ValidationError(_("There is a name without a family name."))
        return names

    def render(self, value, **kwargs):
        return "; ".join(self._name(*name) for name in value or [])

    @staticmethod
    def _name(organisation, family, given):
        if organisation:
            special = re.search("[,;{}]", organisation)
            return f"{{{organisation}}}" if special else organisation
        return f"{family}, {given}".strip() if given else f"{family},"


class AuthorsColumn(RelatedRowsColumn):
    """The authors of a publication; its editors stay as they are."""

    def get_value(self, instance):
        people = instance.contributors.all() if instance.pk else []
        return [(p.organisation, p.family, p.given) for p in people if p.is_author]

    def store(self, values):
        Contributor.objects.filter(
            publication__in=[publication for publication, _names in values],
            role=Contributor.Role.AUTHOR,
        ).delete()
        Contributor.objects.bulk_create(
            Contributor(
                publication=publication,
                position=position,
                organisation=organisation,
                family=family,
                given=given,
            )
            for publication, names in values
            for position, (organisation, family, given) in enumerate(names, start=1)
        )
