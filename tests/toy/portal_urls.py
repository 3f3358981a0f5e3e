"""The addresses of the portal, and before them those of the toy."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from baliportal import urls

urlpatterns = [
    *i18n_patterns(path("accords/", include("tests.toy.urls"))),
    *urls.urlpatterns,
]
handler404, handler500 = urls.handler404, urls.handler500
