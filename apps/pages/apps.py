from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from djangocms_text.html import cms_parser


def permissions(*models, actions=("add", "change", "delete")):
    """Permissions on models named as `app.model`."""
    return [
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in models)
        for action in actions
    ]


class PagesConfig(AppConfig):
    name = "apps.pages"
    verbose_name = _("Pages")
    staff_menu = {
        "pages": {
            "cms.pagecontent": _("Pages"),
            "filer.folder": _("Pictures and files"),
        },
        # Versions are reached from the page they are of.
        "left out": {"djangocms_versioning.pagecontentversion": ""},
        "settings": {"redirects.redirect": "", "sites.site": ""},
    }
    draft_views = ["apps.pages.page_drafts.PageDraftView"]
    dashboard_blocks = ["apps.pages.staff_views.drafts"]
    link_finders = ["apps.pages.page_links.links_in_pages"]
    role_permissions = {
        "contributor": [
            *permissions("cms.page", actions=["view", "add", "change"]),
            "cms.use_structure",
            *permissions(
                "cms.cmsplugin",
                "djangocms_text.text",
                "djangocms_link.link",
                "pages.callout",
                "pages.glossaryterm",
                "pages.latestmeetings",
                "pages.latestpublications",
                "pages.pulledfigure",
                "pages.storystep",
                "pages.timelineexcerpt",
            ),
            *permissions("cms.usersettings", actions=["change"]),
            "djangocms_text.view_text",  # the list of pages that a link can lead to
            "djangocms_versioning.view_pagecontentversion",
            "djangocms_versioning.change_pagecontentversion",
            "filer.can_use_directory_listing",
            *permissions("filer.file", "filer.image", "filer.folder", actions=["view"]),
            *permissions("filer.file", "filer.image", actions=["add"]),
        ],
        "editor": [
            "djangocms_versioning.delete_versionlock",
            *permissions("filer.folder", actions=["add", "change"]),
        ],
        "publisher": [
            "cms.publish_page",
            "cms.delete_page",
            # A file that is changed or gone changes the pages that show it.
            *permissions("filer.file", "filer.image", actions=["change", "delete"]),
        ],
        "administrator": ["cms.view_page", "pages.view_pagestep"],
    }

    def ready(self):
        # Importing `redirects` and `publication_audit` connects their signal receivers.
        from apps.serving import cache_generations  # noqa: PLC0415

        from . import file_permissions, page_publishing, publication_audit, redirects  # noqa: F401, PLC0415

        page_publishing.add_conditions()
        file_permissions.protect_files()
        # Scheduled steps are carried out by the first request after their moment.
        cache_generations.ON_EXPIRY.append(page_publishing.run_schedule)

        # Every rich text is sanitised on save. No inline styles: the security policy
        # forbids them and the tokens do better. But headings keep their ids, which
        # contents lists point at.
        allowed = cms_parser.ALLOWED_ATTRIBUTES
        allowed["*"] = (allowed.get("*", set()) - {"style"}) | {"lang"}
        for heading in ["h2", "h3", "h4"]:
            allowed[heading] = allowed.get(heading, set()) | {"id"}
