"""The CMS's tools, for those who may have them."""

from cms.middleware.toolbar import ToolbarMiddleware
from cms.wizards.views import WizardCreateView
from django.conf import settings
from django.core.exceptions import PermissionDenied


class StaffToolbar(ToolbarMiddleware):
    """Prepare the toolbar for whoever has a session, so that readers do not wait for it."""

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        return super().__call__(request)

    def process_view(self, request, view, args, kwargs):
        """The CMS opens its wizards to all staff, even to those who may make no page."""
        wizard = getattr(view, "view_class", None) is WizardCreateView
        if wizard and not request.user.has_perm("cms.add_page"):
            raise PermissionDenied
