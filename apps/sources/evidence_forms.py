"""Naming the source of a value in the form that changes it."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.records.evidence_results import NamedSource

from .models import Claim, Source
from .models.cited import claims_about
from .statements import statements_of

LABELS = [_("Source"), _("Where in it"), _("In its own words")]


class SourceWidget(forms.MultiWidget):
    """The sources of a value in one line, and under it the inputs that name another.

    Without scripts a source is named by its address.
    """

    def __init__(self, choice):
        text = {"class": "vTextField"}
        widgets = {
            "": choice,
            "where": forms.TextInput(text),
            "words": forms.TextInput(text),
        }
        super().__init__(widgets)
        self.statements, self.question, self.is_asked = [], "", False

    def decompress(self, value):
        return value or [None, "", ""]

    def value_from_datadict(self, data, files, name):
        source, where, words = super().value_from_datadict(data, files, name)
        if slug := data.get(f"{name}_address", "").strip():
            found = Source.objects.filter(slug=slug).values_list("pk", flat=True)
            source = found.first() or f"“{slug}”"
        return [source, where, words]

    def id_for_label(self, id_):
        return id_

    def render(self, name, value, attrs=None, renderer=None):
        values = value if isinstance(value, list) else self.decompress(value)
        inputs = [
            {
                "id": f"id_{name}{suffix}",
                "label": label,
                "shown": widget.render(
                    name + suffix, one, {"id": f"id_{name}{suffix}"}, renderer
                ),
            }
            for suffix, label, widget, one in zip(
                self.widgets_names, LABELS, self.widgets, values, strict=True
            )
        ]
        live = [claim for statement in self.statements for claim in statement.live]
        context = {
            "name": name,
            "inputs": inputs,
            "sources": list(dict.fromkeys(claim.source for claim in live)),
            "unsourced": [
                s.about.STATEMENTS[s.name] for s in self.statements if s.is_unsourced
            ],
            "question": self.question,
            "is_open": bool(self.question or self.is_asked or any(values)),
        }
        return render_to_string("staff/records/_source.html", context)


class SourceField(forms.MultiValueField):
    """A source, where in it, and what it says: a value without which none is named."""

    def __init__(self, **options):
        choice = forms.ModelChoiceField(
            Source.objects.all(),
            required=False,
            widget=AutocompleteSelect(Claim._meta.get_field("source"), admin.site),
        )
        texts = [
            forms.CharField(
                required=False, max_length=Claim._meta.get_field(name).max_length
            )
            for name in ["locator", "value"]
        ]
        super().__init__(
            [choice, *texts],
            required=False,
            require_all_fields=False,
            widget=SourceWidget(choice.widget),
            **options,
        )

    def compress(self, values):
        if values and not values[0]:
            raise ValidationError(_("Choose the source, too."))
        return values


class StatedEvidence:
    """What stands behind the statements of a record, for the forms on its staff page.

    `faults` are those for which its change was refused.
    """

    def __init__(self, record, faults=()):
        self.record = record
        self.questions = {fault.key: fault.question for fault in faults}

    @cached_property
    def statements(self):
        if self.record is None:
            return {}
        claims = list(claims_about(self.record))
        return {s.key: s for s in statements_of(self.record, claims)}

    def of(self, about, names):
        """The Statements of these names of a record or part."""
        if about.pk is None:
            return []
        keys = [(*about.statement_key, name) for name in names]
        return [self.statements[key] for key in keys if key in self.statements]

    def question(self, statement):
        """What is to be asked of a value that stands without its evidence; else blank."""
        if statement.key in self.questions or not statement.denials:
            return ""
        return statement.question(statement.denials)


class NamesSources:
    """Form mixin: shows and asks for the sources of the values in the same form.

    `stated` are the statements that each source field is for, by its name.
    """

    evidence = None  # StatedEvidence, from the admin
    stated = {}

    def __init__(self, *args, evidence=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.evidence = evidence or self.evidence
        if self.evidence is None:
            return
        for name, statements in self.stated.items():
            if name in self.fields:
                widget = self.fields[name].widget
                widget.statements = self.evidence.of(self.instance, statements)
                asked = map(self.evidence.question, widget.statements)
                widget.question = next(filter(None, asked), "")
                widget.is_asked = any(
                    s.key in self.evidence.questions for s in widget.statements
                )

    def clean(self):
        cleaned = super().clean()
        for name in self.stated.keys() & self.fields.keys():
            for statement in self.fields[name].widget.statements:
                if question := self.evidence.questions.get(statement.key):
                    self.add_error(name, question)
        return cleaned

    def named_sources(self, record):
        """The sources that were named in it."""
        return [
            NamedSource(
                record,
                self.instance,
                *self.cleaned_data[name],
                statements=statements if self.instance is record else (),
            )
            for name, statements in self.stated.items()
            if self.cleaned_data.get(name)
        ]


class WithSource(forms.Widget):
    """The widget of a value with the source field of its row under it."""

    def __init__(self, widget, source):
        self.widget, self.source = widget, source
        super().__init__(widget.attrs)

    def render(self, name, value, attrs=None, renderer=None):
        value = self.widget.render(name, value, attrs, renderer)
        return format_html(
            '<div class="with-source">{}{}{}</div>',
            value,
            self.source.errors,
            self.source,
        )

    def value_from_datadict(self, data, files, name):
        return self.widget.value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data, files, name):
        return self.widget.value_omitted_from_data(data, files, name)

    def id_for_label(self, id_):
        return self.widget.id_for_label(id_)

    @property
    def media(self):
        return self.widget.media + self.source.field.widget.media


class CitedPartForm(NamesSources, forms.ModelForm):
    """One part of a record; the source of what its row says stands in its last value."""

    source = SourceField(label=_("Source"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stated = [name for name in self.instance.STATEMENTS if name in self.fields]
        if stated:
            last = self.fields[stated[-1]]
            last.widget = WithSource(last.widget, self["source"])

    @property
    def stated(self):
        return {"source": tuple(self.instance.STATEMENTS)}
