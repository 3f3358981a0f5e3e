from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from djangocms_text.html import cms_parser


class PagesConfig(AppConfig):
    name = "apps.pages"
    verbose_name = _("Pages")

    def ready(self):
        # Importing connects what keeps renamed addresses to the CMS's own signals.
        # So does what notes publications of pages in the audit log.
        from . import addresses, publications  # noqa: F401, PLC0415

        # Every rich text is sanitised on save. No inline styles: the security policy
        # forbids them and the tokens do better. But headings keep their ids, which
        # contents lists point at.
        allowed = cms_parser.ALLOWED_ATTRIBUTES
        allowed["*"] = (allowed.get("*", set()) - {"style"}) | {"lang"}
        for heading in ["h2", "h3", "h4"]:
            allowed[heading] = allowed.get(heading, set()) | {"id"}

    def links_found(self):
        """For `check_links`: the links on pages that lead elsewhere."""
        from . import links  # noqa: PLC0415  models exist only now

        return links.in_pages()

    def waiting(self, user):
        """For the first page of staff: pages that somebody has begun to change."""
        from . import staff  # noqa: PLC0415  models exist only now

        return staff.drafts(user)
