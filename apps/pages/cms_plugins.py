"""CMS plugins: excerpts of the record, callouts, stories, glossary.

Excerpts may be cached like any text: cached values are purged with the cache generation,
so none outlives a change of the record.
"""

from cms.plugin_base import CMSPluginBase
from cms.plugin_pool import plugin_pool
from django.utils.translation import gettext_lazy as _

from apps.publications.models import Publication

from . import record_excerpts
from .models import (
    Callout,
    GlossaryTerm,
    LatestMeetings,
    LatestPublications,
    PulledFigure,
    StoryStep,
    TimelineExcerpt,
)


class RecordPlugin(CMSPluginBase):
    """Base of plugins that show records; subclasses provide `template_context`."""

    module = _("The record")
    allowed_models = ["cms.pagecontent"]

    def template_context(self, instance) -> dict:
        raise NotImplementedError

    def render(self, context, instance, placeholder):
        context = super().render(context, instance, placeholder)
        context.update(self.template_context(instance))
        return context


@plugin_pool.register_plugin
class KeyFiguresPlugin(RecordPlugin):
    """The record in numbers: members, conferences, bodies, papers, disagreements."""

    name = _("Key figures")
    render_template = "pages/plugins/key_figures.html"
    show_add_form = False

    def template_context(self, instance):
        return {"figures": record_excerpts.key_figures()}


@plugin_pool.register_plugin
class ReachPlugin(RecordPlugin):
    """How far the record reaches: its latest event and source, and when it was read."""

    name = _("How far the record reaches")
    render_template = "pages/plugins/reach.html"
    show_add_form = False

    def template_context(self, instance):
        return record_excerpts.reach()


@plugin_pool.register_plugin
class MembersMapPlugin(RecordPlugin):
    """A small map of today's participants, linked to the full map."""

    name = _("Small map of members")
    render_template = "members/_map_glance.html"
    show_add_form = False

    def template_context(self, instance):
        return {"map": record_excerpts.map_of_today()}


@plugin_pool.register_plugin
class MembersPlugin(RecordPlugin):
    """Today's members by region."""

    name = _("Members by region")
    render_template = "pages/plugins/members.html"
    show_add_form = False

    def template_context(self, instance):
        return {"regions": record_excerpts.members_by_region()}


@plugin_pool.register_plugin
class LatestPublicationsPlugin(RecordPlugin):
    """The newest publications, as a list of links."""

    name = _("Latest publications")
    model = LatestPublications
    fields = ["count"]
    render_template = "pages/plugins/latest_publications.html"

    def template_context(self, instance):
        newest = Publication.objects.public().newest()
        return {"publications": newest[: instance.count]}


@plugin_pool.register_plugin
class MeetingsPlugin(RecordPlugin):
    """The meetings to come and the latest ones."""

    name = _("Next and latest meetings")
    model = LatestMeetings
    fields = ["count"]
    render_template = "pages/plugins/meetings.html"

    def template_context(self, instance):
        return record_excerpts.meetings_around(instance.count)


@plugin_pool.register_plugin
class TimelinePlugin(RecordPlugin):
    """Some years of the timeline."""

    name = _("Timeline excerpt")
    model = TimelineExcerpt
    render_template = "pages/plugins/timeline.html"

    def template_context(self, instance):
        return {
            "entries": record_excerpts.timeline_between(instance.since, instance.until)
        }


@plugin_pool.register_plugin
class CalloutPlugin(CMSPluginBase):
    """A remark set apart from the text, with a tone for notes and one for doubts."""

    name = _("Callout")
    module = _("Text")
    model = Callout
    render_template = "pages/plugins/callout.html"


@plugin_pool.register_plugin
class StoryPlugin(CMSPluginBase):
    """A story in a few ordered steps."""

    name = _("Story in steps")
    module = _("Text")
    render_template = "pages/plugins/story.html"
    allow_children = True
    child_classes = ["StoryStepPlugin"]
    show_add_form = False


@plugin_pool.register_plugin
class StoryStepPlugin(CMSPluginBase):
    """One step of a story."""

    name = _("Step of a story")
    module = _("Text")
    model = StoryStep
    render_template = "pages/plugins/story_step.html"
    require_parent = True
    parent_classes = ["StoryPlugin"]


@plugin_pool.register_plugin
class PulledFigurePlugin(RecordPlugin):
    """One figure of the record, in large type; empty if it is not public."""

    name = _("Figure of the record")
    model = PulledFigure
    render_template = "pages/plugins/pulled_figure.html"

    def template_context(self, instance):
        return {"figure": record_excerpts.figure(instance.group, instance.figure)}


@plugin_pool.register_plugin
class GlossaryPlugin(CMSPluginBase):
    """An ordered list of terms with their explanations."""

    name = _("Glossary")
    module = _("Text")
    render_template = "pages/plugins/glossary.html"
    allow_children = True
    child_classes = ["GlossaryTermPlugin"]
    show_add_form = False


@plugin_pool.register_plugin
class GlossaryTermPlugin(CMSPluginBase):
    """One term; long texts show its explanation at its first use."""

    name = _("Term of the glossary")
    module = _("Text")
    model = GlossaryTerm
    render_template = "pages/plugins/glossary_term.html"
    require_parent = True
    parent_classes = ["GlossaryPlugin"]
