"""The header row of a file: mapping of its columns to those of the sheet."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from .cell_text import column_letter, invisible
from .table_files import FileProblem


def ignored_columns(sheet, header):
    """The indices of export-only columns, which are ignored on import."""
    return {
        index for index, title in enumerate(header) if _name(title) in sheet.export_only
    }


def columns_of(sheet, header):
    """The sheet's column at each index of the file; a FileProblem where it is wrong."""
    known = {column.column_name: column for column in sheet.columns}
    found, problems = {}, []
    for index, title in enumerate(header):
        name = _name(title)
        if not name or name in sheet.export_only:
            continue
        if name not in known:
            problems += [_unknown(index, title, known), invisible(title)]
        elif known[name] in found.values():
            problems.append(
                _("Column %(letter)s: “%(name)s” appears twice.")
                % {"letter": column_letter(index), "name": name}
            )
        else:
            found[index] = known[name]
    for name in known:
        if known[name].required and known[name] not in found.values():
            problems.append(_("The column “%(name)s” is missing.") % {"name": name})
    if problems:
        problems.append(
            _("The first row must name columns of this list: %(names)s.")
            % {"names": ", ".join(known)}
        )
        raise FileProblem(" ".join(filter(None, problems)))
    return found


def _name(title):
    return "_".join(title.lower().split())


def _unknown(index, title, known):
    words = {"letter": column_letter(index), "title": title[:80]}
    close = get_close_matches(title.lower(), known, n=1)
    if close:
        return _(
            "Column %(letter)s: there is no “%(title)s”; perhaps “%(close)s” is meant."
        ) % (words | {"close": close[0]})
    return _("Column %(letter)s: there is no “%(title)s”.") % words
