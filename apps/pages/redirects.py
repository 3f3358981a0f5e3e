"""Permanent redirects from former addresses of CMS pages, and tombstones.

A page gets a new address when a version with another slug is published, or when it
or a page above it is dragged elsewhere in the tree. It loses its address when it is
withdrawn, and so do the pages below it. Signals of the CMS report all three.
"""

from cms.models import Page, PageContent, PageUrl
from cms.operations import MOVE_PAGE
from cms.signals import post_obj_operation, pre_obj_operation
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import override
from djangocms_versioning.constants import OPERATION_PUBLISH, OPERATION_UNPUBLISH
from djangocms_versioning.signals import post_version_operation, pre_version_operation

from .page_steps import PageEnding, PageStep


def address(language, path):
    """The URL of a page's path: '/en/about/'."""
    with override(language):
        if not path:
            return reverse("pages-root")
        return reverse("pages-details-by-slug", kwargs={"slug": path})


def live_addresses(page):
    """The public URLs of a page and all below it, by page and language."""
    page.refresh_from_db(fields=["path"])  # it may have been dragged elsewhere
    urls = PageUrl.objects.filter(page__path__startswith=page.path, path__isnull=False)
    return {
        (url.page_id, url.language): address(url.language, url.path) for url in urls
    }


def redirect(old, new):
    """Redirect an old address permanently to a new one, without chains."""
    here = Redirect.objects.filter(site_id=settings.SITE_ID)
    here.filter(old_path=new).delete()
    here.filter(new_path=old).update(new_path=new)
    Redirect.objects.update_or_create(
        site_id=settings.SITE_ID, old_path=old, defaults={"new_path": new}
    )


def redirect_moved_pages(before, after):
    """Redirect every address of `before` that has become another in `after`.

    Addresses of pages that were withdrawn and published again redirect too.
    """
    for key, old in before.items():
        if after.get(key, old) != old:
            redirect(old, after[key])
    for ending in PageEnding.objects.filter(page__in={page for page, _ in after}):
        language = ending.address.split("/")[1]
        new = after.get((ending.page_id, language))
        if new is not None:
            ending.delete()
            if new != ending.address:
                redirect(ending.address, new)
    here = Redirect.objects.filter(site_id=settings.SITE_ID)
    here.filter(old_path__in=after.values()).delete()


def record_endings(before, after, page, step):
    """Store a PageEnding for each address of `before` that is not in `after`."""
    ending = getattr(step, "ending", "") or PageStep.Ending.WITHDRAWN
    reason = getattr(step, "note", "")
    for (page_id, _language), old in before.items():
        if old in after.values():
            continue
        if ending == PageStep.Ending.MERGED and page_id == page.pk:
            redirect(old, step.successor)
            continue
        # A page below is not withdrawn for its own sake, and comes back with this one.
        own = page_id == page.pk
        PageEnding.objects.update_or_create(
            address=old,
            defaults={
                "ending": ending if own else PageStep.Ending.WITHDRAWN,
                "reason": reason if own else "",
                "page_id": page_id,
            },
        )


def _changes_addresses(operation, to_be_published=None, **kwargs):
    """Whether a version operation publishes or withdraws; not if it replaces a version."""
    return operation == OPERATION_PUBLISH or (
        operation == OPERATION_UNPUBLISH and to_be_published is None
    )


@receiver(pre_version_operation, sender=PageContent)
def store_addresses(obj, **kwargs):
    if _changes_addresses(**kwargs):
        obj.live_before = live_addresses(obj.content.page)


@receiver(post_version_operation, sender=PageContent)
def keep_former_addresses(obj, **kwargs):
    if not _changes_addresses(**kwargs):
        return
    page = obj.content.page
    if kwargs["operation"] == OPERATION_PUBLISH:
        redirect_moved_pages(obj.live_before, live_addresses(page))
    else:
        step = getattr(obj, "ending_step", None)
        record_endings(obj.live_before, live_addresses(page), page, step)


# Not every operation on pages comes with the page: one that begins a page has none yet.
@receiver(pre_obj_operation, sender=Page)
def store_addresses_before_moving(operation, obj=None, **kwargs):
    if operation == MOVE_PAGE:
        obj.live_before = live_addresses(obj)


@receiver(post_obj_operation, sender=Page)
def redirect_after_moving(operation, obj=None, **kwargs):
    if operation == MOVE_PAGE:
        redirect_moved_pages(obj.live_before, live_addresses(obj))
