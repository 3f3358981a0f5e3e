"""What gunicorn serves: files and cached pages first, Django for the rest."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.template.loader import get_template
from django.urls import resolve
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")
django = get_wsgi_application()

# They need the models, which exist only now.
from apps.serving import cache_generations  # noqa: E402
from apps.serving.page_cache import FetchFromPageCache  # noqa: E402


def nosniff(headers, path, url):
    headers["X-Content-Type-Options"] = "nosniff"


def sandbox(headers, path, url):
    """What editors upload is shown, never run."""
    nosniff(headers, path, url)
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    headers["Accept-Ranges"] = "bytes"


class Media:
    """Files that editors uploaded, found on disk at each request; the rest passes by."""

    def __init__(self, application):
        self.application = application
        self.files = WhiteNoise(
            application,
            root=settings.MEDIA_ROOT,
            prefix=settings.MEDIA_URL,
            autorefresh=True,  # uploads come while the server runs
            allow_all_origins=False,
            add_headers_function=sandbox,
        )

    def __call__(self, environ, start_response):
        media = environ["PATH_INFO"].startswith(settings.MEDIA_URL)
        return (self.files if media else self.application)(environ, start_response)


# Loaded now: no reader waits for it, and an update brings other files before this process
# makes way for one that knows them.
resolve("/healthz")
TEMPLATES = settings.BASE_DIR / "templates"
for template in TEMPLATES.rglob("*.*"):
    get_template(str(template.relative_to(TEMPLATES)))

# Restarted, the portal may have other templates: nothing made before is used.
cache_generations.invalidate()
connection.close()

Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
application = WhiteNoise(
    FetchFromPageCache(Media(django)),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    allow_all_origins=False,
    immutable_file_test=r"\.[0-9a-f]{12}\.",
    add_headers_function=nosniff,
)
