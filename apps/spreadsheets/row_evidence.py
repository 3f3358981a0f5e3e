"""Where the changes of an import come from: the sources its rows name, and the rule.

A sheet of something with sources has the columns `source` and `source_where`.
"""

from apps.records.evidence_results import NamedSource

from .models import Verdict


class RowEvidence:
    """Settles the records of some rows; made before they are written."""

    def __init__(self, sheet, rows):
        self.sheet, self.rows = sheet, rows
        changing = [row.instance for row in rows if row.verdict != Verdict.NEW]
        owners = [i for i in map(sheet.record_of, changing) if i.pk]
        owners += [
            owner
            for row in rows
            if (owner := sheet.record_of(row.instance)) is not row.instance
        ]
        self.before = {}
        for model, keys in _keys_by_model(owners).items():
            fresh = list(model._default_manager.filter(pk__in=keys))
            self.before[model] = model.evidence_of(fresh)

    def settle(self):
        """To be called when all is written; returns (columns that follow, refusals).

        Refusals are (row, message).
        """
        records, named, columns, refused = {}, [], set(), []
        for row in self.rows:
            record = self.sheet.record_of(row.instance)
            source = self._named(row, record)
            named += source
            if source or row.verdict != Verdict.NEW or record is not row.instance:
                records.setdefault(type(record), {}).setdefault(record.pk, record)
        for model, found in records.items():
            mine = [source for source in named if type(source.record) is model]
            settled = model.settle_all(
                list(found.values()), self.before.get(model, {}), mine
            )
            columns |= settled.columns
            for row in self.rows:
                if row.instance.pk in settled.followed and not row.named:
                    row.evidence = {"was": settled.followed[row.instance.pk]}
            for key, refusal in settled.refused.items():
                refused += self._rows_at_fault(model, key, refusal.faults)
        for row in self.rows:
            if row.named:
                row.evidence = {
                    "made": row.named.made,
                    "outranked": row.named.outranked,
                }
        return columns, refused

    def _named(self, row, record):
        """The source that a row names for what it changes, as a list."""
        reasons = {
            column.column_name: row.values.get(column.column_name, "")
            for column in self.sheet.columns
            if column.is_reason
        }
        source, statements = reasons.get("source"), ()
        if not source:
            return []
        if row.verdict == Verdict.CHANGED:
            columns = {
                c.attribute for c in self.sheet.columns if c.column_name in row.changes
            }
            statements = row.instance.stated_in(columns)
            if not statements:
                return []
        row.named = NamedSource(
            record,
            row.instance,
            source,
            where=reasons["source_where"],
            statements=statements,
        )
        return [row.named]

    def _rows_at_fault(self, model, key, faults):
        """The rows that change a statement at fault, else the first of its record."""
        rows = [
            row
            for row in self.rows
            if isinstance(record := self.sheet.record_of(row.instance), model)
            and record.pk == key
        ]
        return [
            (row, fault.message)
            for fault in faults
            for row in [r for r in rows if self.sheet.touches(r.instance, fault.key)]
            or rows[:1]
        ]


def _keys_by_model(records):
    found = {}
    for record in records:
        found.setdefault(type(record), set()).add(record.pk)
    return found
