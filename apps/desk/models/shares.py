"""Share links of drafts, with visits and comments."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SIGNER = signing.Signer(salt="apps.desk.share")


class ShareQuerySet(models.QuerySet):
    def for_record(self, record):
        content_type = ContentType.objects.get_for_model(record)
        return self.filter(content_type=content_type, object_id=record.pk)

    def for_token(self, token):
        """The share of a link; Share.DoesNotExist where the link is not one of ours."""
        try:
            return self.get(pk=int(SIGNER.unsign(token)))
        except (signing.BadSignature, ValueError) as error:
            raise Share.DoesNotExist from error


class Share(models.Model):
    """A share link: shows one draft, of a record or page, without an account."""

    # CASCADE: a link to a draft that is gone leads nowhere.
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    whom = models.CharField(
        _("for whom"),
        max_length=200,
        help_text=_("So that you know later whose link it is."),
    )
    # PROTECT: who showed a draft to others stays known.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="shares",
        verbose_name=_("shared by"),
    )
    made_at = models.DateTimeField(_("shared"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("ended early"), null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("shared draft")
        verbose_name_plural = _("shared drafts")
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="share_about")
        ]

    def __str__(self):
        return f"{self.whom}: {self.record}"

    def get_absolute_url(self):
        return reverse("shared-draft", args=[SIGNER.sign(self.pk)])

    @property
    def page(self):
        """The admin page of the draft's shares."""
        opts = self.content_type.model_class()._meta
        return reverse("share", args=[opts.app_label, opts.model_name, self.object_id])

    @property
    def is_open(self):
        return self.revoked_at is None and self.expires_at > timezone.now()


class Visit(models.Model):
    """One request of a shared draft."""

    # CASCADE: the log of a share goes where the share goes.
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    ip_address = models.GenericIPAddressField(_("from address"), null=True)
    browser = models.CharField(_("browser"), max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        default_permissions = []

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


class Comment(models.Model):
    """A visitor's comment on a shared draft."""

    # CASCADE: as for visits.
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="comments")
    name = models.CharField(_("your name"), max_length=100)
    text = models.TextField(_("comment"), max_length=5000)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = []

    def __str__(self):
        return f"{self.name}: {self.text[:60]}"
