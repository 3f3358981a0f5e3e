from django.urls import path

from . import file_views

app_name = "files"
urlpatterns = [
    path("<slug:slug>/<slug:name>.pdf", file_views.pdf, name="current"),
    path("<slug:slug>/<slug:name>.v<int:version>.pdf", file_views.pdf, name="version"),
    path("<slug:slug>/<slug:name>.v<int:version>.webp", file_views.cover, name="cover"),
]
