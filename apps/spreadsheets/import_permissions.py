"""Permissions of imports and undo: the same as for editing by hand."""

from django.utils.translation import gettext as _

from apps.records.transitions import TRANSITIONS, may_apply, may_delete_unseen, may_edit


def write_refusal(user, record):
    """The reason why a user may not create or change this record; blank if they may.

    Without a user it is the operator's command, which may do everything.
    """
    if user is None or may_edit(user, record):
        return ""
    if record.pk is None:
        return _("Your role does not let you add records of this kind.")
    return _(
        "Your role does not let you change this record as it stands (%(state)s). "
        "Propose the change on its own page."
    ) % {"state": record.status_now.label}


def removal_refusal(user, record, *, was_public):
    """The reason why a user may not remove an imported record; blank if they may."""
    if user is None:
        return ""
    if was_public:
        may = may_apply(user, record, TRANSITIONS["withdraw"])
    else:
        may = may_delete_unseen(user, record)
    return "" if may else _("Your role does not let you remove this record.")
