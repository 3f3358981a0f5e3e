"""Staff pages of records that say where each statement comes from."""

from django.contrib.admin.utils import flatten
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.editing.record_admin import RecordAdmin

from .evidence_forms import CitedPartForm, NamesSources, SourceField, StatedEvidence


def source_fields(model):
    """{name of a form field: (statement,)} of the sources of a record's own statements."""
    return {
        f"{statement}_source": (statement,)
        for statement in model.STATEMENTS
        if statement not in model.DERIVED
    }


def beside_their_values(model, fieldsets):
    """The fieldsets with a source field after the last column of each statement."""
    placed, waiting = [], source_fields(model)
    for title, options in fieldsets:
        lines = []
        for line in options["fields"]:
            line = [line] if isinstance(line, str) else list(line)
            for field, (statement,) in list(waiting.items()):
                if model.MADE_OF.get(statement, [statement])[-1] in flatten(line):
                    line.append(field)
                    del waiting[field]
            lines.append(tuple(line) if len(line) > 1 else line[0])
        placed.append((title, options | {"fields": lines}))
    first_title, first = placed[0]
    return [
        (first_title, first | {"fields": [*first["fields"], *waiting]}),
        *placed[1:],
    ]


class CitedInline:
    """Inline mixin: each row shows and asks for the source of what it says."""

    form = CitedPartForm

    def get_fields(self, request, obj=None):
        """Without the source, which stands under the last value of the row."""
        given = super().get_fields(request, obj)
        return [line for line in given if line != "source"]


class CitedRecordAdmin(RecordAdmin):
    """A record whose sources are named where its values are written, in one save."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        model = self.model
        fields = source_fields(model)
        declared = {
            name: SourceField(
                label=format_lazy("{}, {}", model.STATEMENTS[statement], _("source"))
            )
            for name, (statement,) in fields.items()
        }
        base = type(self.form)(
            "CitedForm", (NamesSources, self.form), declared | {"stated": fields}
        )
        form = super().get_form(request, obj, change=change, form=base, **kwargs)
        form.evidence = self.evidence(request)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return fieldsets
        return beside_their_values(self.model, fieldsets)

    def evidence(self, request):
        """What stands behind the record's statements, and what is asked about them."""
        editing = getattr(request, "edit_session", None)
        if editing is None:
            return StatedEvidence(None)
        refusal = editing.refusal
        found = StatedEvidence(editing.record, refusal.faults if refusal else ())
        earlier = getattr(editing, "evidence", None)
        if earlier:
            found.statements = earlier.statements
        editing.evidence = found
        return found

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, CitedInline):
            kwargs["form_kwargs"] = {"evidence": self.evidence(request)}
        return kwargs

    def named_sources(self, form, formsets):
        record = form.instance
        rows = [
            row
            for formset in formsets
            if issubclass(formset.form, CitedPartForm)
            for row in formset.forms
            if row.instance.pk
        ]
        return [named for one in [form, *rows] for named in one.named_sources(record)]
