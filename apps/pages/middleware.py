"""The CMS's toolbar, for those who may have one."""

from cms.middleware.toolbar import ToolbarMiddleware
from django.conf import settings


class StaffToolbar(ToolbarMiddleware):
    """Prepare the toolbar for whoever has a session, so that readers do not wait for it."""

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        return super().__call__(request)
