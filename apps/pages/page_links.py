"""External links on pages, for the link checker."""

import html

from cms.models import CMSPlugin, PageContent
from cms.toolbar.utils import get_object_edit_url
from cms.utils.plugins import downcast_plugins
from django.contrib.contenttypes.models import ContentType
from django.db import models
from djangocms_versioning.constants import DRAFT, PUBLISHED

from apps.desk.links.link_finder import FoundLink, links_in


def links_in_pages():
    """The external links of published texts and drafts."""
    content_type = ContentType.objects.get_for_model(PageContent)
    contents = PageContent.admin_manager.filter(
        versions__state__in=[DRAFT, PUBLISHED]
    ).distinct()
    by_pk = {content.pk: content for content in contents}
    plugins = CMSPlugin.objects.filter(
        placeholder__content_type=content_type, placeholder__object_id__in=by_pk
    ).select_related("placeholder")
    for plugin in downcast_plugins(list(plugins)):
        content = by_pk[plugin.placeholder.object_id]
        for url in sorted(set(links_of(plugin))):
            yield FoundLink(
                url,
                content_type.pk,
                content.pk,
                content.title[:300],
                str(plugin.get_plugin_name())[:100],
                get_object_edit_url(content, content.language),
            )


def links_of(plugin):
    """The external addresses in the fields of one plugin."""
    for field in plugin._meta.local_concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            yield from links_in(html.unescape(getattr(plugin, field.attname) or ""))
