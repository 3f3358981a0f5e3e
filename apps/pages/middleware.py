"""The CMS's tools, for those who may have them."""

from cms.middleware.toolbar import ToolbarMiddleware
from cms.wizards.views import WizardCreateView
from django.conf import settings
from django.core.exceptions import PermissionDenied

from apps.accounts import form_recovery

TOOLS = ("admin/cms/", "admin/djangocms_", "admin/filer/")
OWN_SETTINGS = "admin/cms/usersettings/"
SAFE = {"GET", "HEAD", "OPTIONS"}


class StaffToolbar(ToolbarMiddleware):
    """Prepare the toolbar for whoever has a session, so that readers do not wait for it."""

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        return super().__call__(request)

    def process_view(self, request, view, args, kwargs):
        """The CMS opens its wizards, previews and files to all staff; here a role does."""
        user, route = request.user, request.resolver_match.route
        wizard = getattr(view, "view_class", None) is WizardCreateView
        if wizard and request.method == "POST" and not user.is_authenticated:
            return form_recovery.ask_to_sign_in(request)
        if wizard and not user.has_perm("cms.add_page"):
            raise PermissionDenied
        # Whoever has not signed in is led to the door by the address itself.
        if user.is_authenticated and route.startswith(TOOLS):
            reads = request.method in SAFE or route.startswith(OWN_SETTINGS)
            if not user.has_perm("cms.view_page" if reads else "cms.change_page"):
                raise PermissionDenied
        return None
