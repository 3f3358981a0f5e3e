"""Addresses of CMS pages that have changed redirect for ever.

A page gets a new address when a version with another slug is published, or when it
or a page above it is dragged elsewhere in the tree. Pages are published and dragged
inside the CMS, which offers nothing but signals to hear of it.
"""

from cms.models import Page, PageContent, PageUrl
from cms.operations import MOVE_PAGE
from cms.signals import post_obj_operation, pre_obj_operation
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import override
from djangocms_versioning.constants import OPERATION_PUBLISH
from djangocms_versioning.signals import post_version_operation, pre_version_operation


def address(language, path):
    """The whole address of a page's path: '/en/about/'."""
    with override(language):
        if not path:
            return reverse("pages-root")
        return reverse("pages-details-by-slug", kwargs={"slug": path})


def paths_below(page):
    """The path of a page and of all below it, by page and language.

    A page that is not public at the moment keeps the path it would come back under.
    """
    page.refresh_from_db(fields=["path"])
    urls = PageUrl.objects.filter(page__path__startswith=page.path)
    paths = {}
    for url in urls.select_related("page").order_by("page__path"):
        path = url.path
        if path is None:
            above = paths.get((url.page.parent_id, url.language))
            path = f"{above}/{url.slug}" if above else url.slug
        paths[url.page_id, url.language] = path
    return paths


def redirect(old, new):
    """Send readers of an old address to the new one, directly and for ever."""
    here = Redirect.objects.filter(site_id=settings.SITE_ID)
    here.filter(old_path=new).delete()
    here.filter(new_path=old).update(new_path=new)
    Redirect.objects.update_or_create(
        site_id=settings.SITE_ID, old_path=old, defaults={"new_path": new}
    )


def keep_addresses(before, after):
    """Redirect every path of `before` that has become another in `after`."""
    for (page_id, language), old in before.items():
        new = after.get((page_id, language), old)
        if old != new:
            redirect(address(language, old), address(language, new))


@receiver(pre_version_operation, sender=PageContent)
def remember_before_publishing(obj, operation, **kwargs):
    if operation == OPERATION_PUBLISH:
        obj.paths_before = paths_below(obj.content.page)


@receiver(post_version_operation, sender=PageContent)
def redirect_after_publishing(obj, operation, **kwargs):
    if operation == OPERATION_PUBLISH:
        keep_addresses(obj.paths_before, paths_below(obj.content.page))


@receiver(pre_obj_operation, sender=Page)
def remember_before_moving(obj, operation, **kwargs):
    if operation == MOVE_PAGE:
        obj.paths_before = paths_below(obj)


@receiver(post_obj_operation, sender=Page)
def redirect_after_moving(obj, operation, **kwargs):
    if operation == MOVE_PAGE:
        keep_addresses(obj.paths_before, paths_below(obj))
