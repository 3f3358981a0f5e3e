"""Take away the second factor of an account whose owner has lost it.

They set up a new one when they sign in next. For the operator, where no
administrator can do it on the staff pages.
"""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.audit import log_action
from apps.accounts.models import Entry


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account named {username}.")
        for model in [TOTPDevice, StaticDevice]:
            model.objects.filter(user=user).delete()
        log_action(Entry.Kind.FACTOR_REMOVED, user)
        self.stdout.write(
            f"{username} sets up a new second factor at the next sign-in."
        )
