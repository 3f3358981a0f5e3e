"""What somebody may bring in, or take back: nothing they could not do by hand."""

from django.utils.translation import gettext as _

from apps.records.transitions import TRANSITIONS, may_apply, may_delete_unseen, may_edit


def against_writing(user, record):
    """Why somebody may not write this record, new or changed; blank if they may.

    An import without anybody is the operator's, who may do everything.
    """
    if user is None or may_edit(user, record):
        return ""
    if record.pk is None:
        return _("Your role does not let you add records of this kind.")
    return _(
        "Your role does not let you change this record as it stands (%(state)s). "
        "Propose the change on its own page."
    ) % {"state": record.status_now.label}


def against_removing(user, record, *, was_public):
    """Why somebody may not take back what was new; blank if they may."""
    if user is None:
        return ""
    if was_public:
        may = may_apply(user, record, TRANSITIONS["withdraw"])
    else:
        may = may_delete_unseen(user, record)
    return "" if may else _("Your role does not let you remove this record.")
