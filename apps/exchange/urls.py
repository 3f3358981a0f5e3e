from django.urls import path, re_path
from django.views.generic import RedirectView

from .api import api
from .api_guide import root
from .problem_details import problem


def unknown_address(request):
    """404 as a problem document, for any other address under /api/."""
    return problem(
        "not-found", "There is nothing at this address; /api/v1/ says what there is."
    )


urlpatterns = [
    path("v1/", root),
    path("v1/", api.urls),
    re_path(r"^(?:v1|v1/docs/?)?$", RedirectView.as_view(url="/api/v1/")),
    re_path("", unknown_address),
]
