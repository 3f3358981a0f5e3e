"""Addresses of CMS pages: all that no other app uses.

The names are those that the CMS reverses.
"""

from cms.constants import SLUG_REGEXP
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from . import views

urlpatterns = [
    # The CMS offers a login without the second factor: there is one door only.
    path(
        "cms_login/", RedirectView.as_view(pattern_name="admin:login"), name="cms_login"
    ),
    path("cms_wizard/", include("cms.wizards.urls")),
    re_path(rf"^(?P<slug>{SLUG_REGEXP})/$", views.page, name="pages-details-by-slug"),
    path("", views.page, {"slug": ""}, name="pages-root"),
]
