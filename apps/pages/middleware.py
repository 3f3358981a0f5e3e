"""Access to the toolbar and staff pages of the CMS."""

from cms.middleware.toolbar import ToolbarMiddleware
from cms.wizards.views import WizardCreateView
from django.conf import settings
from django.core.exceptions import PermissionDenied

from apps.accounts import form_recovery

TOOLS = ("admin/cms/", "admin/djangocms_", "admin/filer/")
OWN_SETTINGS = "admin/cms/usersettings/"
SAFE = {"GET", "HEAD", "OPTIONS"}


class StaffToolbar(ToolbarMiddleware):
    """Set up the toolbar only for requests with a session cookie."""

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        return super().__call__(request)

    def process_view(self, request, view, args, kwargs):
        """Require a permission on pages where the CMS requires only a staff account."""
        user, route = request.user, request.resolver_match.route
        wizard = getattr(view, "view_class", None) is WizardCreateView
        if wizard and request.method == "POST" and not user.is_authenticated:
            return form_recovery.ask_to_sign_in(request)
        if wizard and not user.has_perm("cms.add_page"):
            raise PermissionDenied
        # The views themselves redirect anonymous users to the login page.
        if user.is_authenticated and route.startswith(TOOLS):
            reads = request.method in SAFE or route.startswith(OWN_SETTINGS)
            if not user.has_perm("cms.view_page" if reads else "cms.change_page"):
                raise PermissionDenied
        return None
