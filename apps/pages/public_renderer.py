"""Rendering of published texts without the toolbar, with one query per kind of plugin."""

from collections import defaultdict

from cms.models import CMSPlugin
from cms.plugin_rendering import ContentRenderer
from cms.utils.plugins import downcast_plugins, get_plugins_as_layered_tree
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe


def plugins_by_slot(contents, language):
    """The top-level plugins of a queryset of page contents, by slot of their placeholder."""
    plugins = CMSPlugin.objects.filter(
        placeholder__content_type__app_label="cms",
        placeholder__content_type__model="pagecontent",
        placeholder__object_id__in=contents.values("pk"),
        language=language,
    ).select_related("placeholder")
    plugins = list(plugins.order_by("placeholder", "position"))
    placeholders = {plugin.placeholder_id: plugin.placeholder for plugin in plugins}
    placed = defaultdict(list)
    for plugin in downcast_plugins(plugins, placeholders.values()):
        placed[plugin.placeholder.slot].append(plugin)
    return {slot: get_plugins_as_layered_tree(found) for slot, found in placed.items()}


class PublicRenderer(ContentRenderer):
    """Renders the placeholders of one published text."""

    def __init__(self, request, contents, language):
        super().__init__(request)
        self.contents = contents
        self.language = language

    @cached_property
    def plugins(self):
        return plugins_by_slot(self.contents, self.language)

    def render_obj_placeholder(
        self, slot, context, inherit=False, nodelist=None, editable=False
    ):
        html = "".join(
            self.render_plugin(plugin, context, plugin.placeholder)
            for plugin in self.plugins.get(slot, [])
        )
        return mark_safe(html)  # noqa: S308  templates of plugins have rendered it
