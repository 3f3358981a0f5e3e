"""The second factor: TOTP app and recovery codes (django-otp)."""

import io

import qrcode
from django.utils.safestring import mark_safe
from django_otp import login
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathFillImage

RECOVERY_CODES = 10
SIGNED_IN_AT = "signed_in_at"


def is_enrolled(user):
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def unconfirmed_device(user):
    """The TOTP device being set up; the same one until it is confirmed."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def new_recovery_codes(user):
    """Ten new single-use codes; older ones become invalid."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=code) for code in codes
    )
    return codes


def recovery_codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


def qr_code(device):
    """The QR code of a device as inline SVG."""
    image = qrcode.make(device.config_url, image_factory=SvgPathFillImage, box_size=12)
    file = io.BytesIO()
    image.save(file)
    svg = file.getvalue().decode()
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  made here of a key


def complete_login(request, user, device):
    """Log the user in after both factors, with a new session key."""
    request.session.cycle_key()
    request.user = user
    login(request, device)
    request.session.pop(SIGNED_IN_AT, None)  # its time begins now
