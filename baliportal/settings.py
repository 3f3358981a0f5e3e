"""Settings of the portal.

Safe as they stand; the environment relaxes them. Every variable is listed in
the README. What a machine makes for itself (database, uploads, index, caches)
lives under one folder, `.var`, or where BALIPORTAL_VAR says.
"""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from .private_files import keep_private, kept_secret_key

BASE_DIR = Path(__file__).resolve().parents[1]
VAR_DIR = Path(os.environ.get("BALIPORTAL_VAR", BASE_DIR / ".var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def flag(name, default):
    """True or False as the environment says: 1 or 0."""
    return os.environ.get(name, default) == "1"


DEBUG = flag("BALIPORTAL_DEBUG", "0")
HTTPS = flag("BALIPORTAL_HTTPS", "1")
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret_key(VAR_DIR)
hosts = os.environ.get("BALIPORTAL_HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = hosts.split(",")
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")
]

SITE_ID = 1
INSTALLED_APPS = [
    "apps.accounts",
    "apps.core",
    "apps.charts",
    "apps.serving",
    "apps.records",
    "apps.editing",
    "apps.spreadsheets",
    "apps.search",
    "apps.members",
    "apps.groups",
    "apps.conferences",
    "apps.publications",
    "apps.sources",
    "apps.desk",
    "apps.exchange",
    "apps.pages",
    "apps.desk.site_config.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.redirects",
    "cms",
    "menus",
    "treebeard",
    "sekizai",
    "djangocms_text",
    "filer",
    "easy_thumbnails",
    "polymorphic",
    "djangocms_link",
    "djangocms_versioning",
    "simple_history",
    "import_export",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]
MIDDLEWARE = [
    "apps.serving.page_cache.UpdatePageCache",
    "django.middleware.security.SecurityMiddleware",
    "apps.serving.middleware.ContentSecurityPolicy",
    "apps.serving.middleware.NoStoreWhenSignedIn",
    "apps.exchange.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "apps.serving.middleware.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "apps.accounts.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "cms.middleware.user.CurrentUserMiddleware",
    "cms.middleware.page.CurrentPageMiddleware",
    "apps.pages.middleware.StaffToolbar",
    "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "baliportal.urls"
WSGI_APPLICATION = "baliportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sekizai.context_processors.sekizai",
                "cms.context_processors.cms_settings",
            ]
        },
    }
]

# SQLite by default: one file, several readers while one writes. Writers take
# their lock at once (IMMEDIATE), so two of them wait instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,  # the database may have been away since
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    keep_private(Path(DATABASES["default"]["NAME"]))
else:
    # Of a database that does not even refuse, nobody waits long for a sign.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_CLIENT_IP_CALLABLE = "apps.accounts.client_ip.client_address"
OTP_TOTP_ISSUER = "Bali Process Record"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("id", _("Indonesian"))]
LOCALE_PATHS = [BASE_DIR / "apps" / "core" / "locale"]
FORMAT_MODULE_PATH = ["apps.core.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# PDFs of publications lie apart from other uploads, where no address leads straight to
# them: whether a file is public is asked each time.
LIBRARY_ROOT = VAR_DIR / "library"
for folder in [MEDIA_ROOT, LIBRARY_ROOT]:
    folder.mkdir(exist_ok=True)  # what is backed up is there from the start
# With less room on the disk than this the portal is not ready (`/readyz`).
MIN_FREE_BYTES = 100 * 1024**2  # bytes: an upload at its largest
# Read a PDF right after it is attached; else `extract_files` does when it next runs.
EXTRACT_ON_COMMIT = flag("BALIPORTAL_EXTRACT", "1")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "apps.serving.static_files.BundledStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True


def file_cache(folder, max_entries, **more):
    """A cache on disk, shared by every process of this machine."""
    return {
        "BACKEND": "apps.serving.file_cache.FileCache",
        "LOCATION": VAR_DIR / folder,
        "OPTIONS": {"MAX_ENTRIES": max_entries},
        **more,
    }


CACHES = {
    "default": file_cache(
        "cache", 20_000, KEY_FUNCTION="apps.serving.cache_generations.cache_key"
    ),
    # Counts of requests: they do not end with what is published.
    "limits": file_cache("limits", 20_000),
    # Formatted citations, each a function of its key alone: no generation ends them.
    "citations": file_cache("citations", 10_000, TIMEOUT=None),
}
# The page cache. Several web nodes share one folder.
PAGE_CACHE_DIR = Path(os.environ.get("BALIPORTAL_SNAPSHOTS", VAR_DIR / "snapshots"))
# Tables that no public page shows: writing to them does not purge the page cache.
PAGE_CACHE_IGNORE_TABLES = (
    "accounts_",
    "auth_",
    "axes_",
    "cms_usersettings",
    "spreadsheets_",
    "desk_",
    "django_admin_log",
    "django_content_type",
    "django_migrations",
    "django_session",
    "easy_thumbnails_",
    "menus_cachekey",
    "otp_",
    "search_",
    "serving_",
)

# This machine's copy of the search index: made from the database, never the truth.
SEARCH_INDEX_DIR = Path(os.environ.get("BALIPORTAL_INDEX", VAR_DIR / "index"))
# Rank by meaning beside words; needs requirements-semantic.txt.
SEARCH_BY_MEANING = flag("BALIPORTAL_SEMANTIC", "0")

CMS_TEMPLATES = [
    ("pages/standard.html", _("Standard page")),
    ("pages/reading.html", _("Long reading, with contents list")),
    ("pages/home.html", _("Home page")),
    ("pages/introduction.html", _("Introduction to a list of records")),
]
CMS_LANGUAGES = {
    1: [{"code": code, "name": name, "public": True} for code, name in LANGUAGES],
    # Without the redirect, an unpublished translation answers 500 in django CMS 5.1.3.
    "default": {
        "public": True,
        "fallbacks": ["en", "id"],
        "redirect_on_fallback": True,
        "hide_untranslated": False,
    },
}
CMS_PERMISSION = False
# A draft is written by one person at a time; editors may take it over.
DJANGOCMS_VERSIONING_LOCK_VERSIONS = True
CMS_TOOLBAR_ANONYMOUS_ON = False
CMS_ENABLE_HELP = False
CMS_PAGE_CACHE = True
CMS_CACHE_DURATIONS = {"content": 300, "menus": 3600, "permissions": 3600}
FILER_MIME_TYPE_WHITELIST = [
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/svg+xml",
    "application/pdf",
]
FILER_STORAGES = {"public": {"main": {"UPLOAD_TO": "apps.pages.file_names.place"}}}

# A change note may be as long as what it has to say.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

X_FRAME_OPTIONS = "SAMEORIGIN"  # the CMS edits in frames of its own pages
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # see the line above
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
# Sessions of staff end: after two hours without a click, and after twelve anyway.
SESSION_IDLE = 60 * 60 * 2
SESSION_LONGEST = SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "apps.accounts.form_recovery.csrf_failure"
# The page of a record is one form with all its rows: a hundred claims have a thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FORMS_URLFIELD_ASSUME_HTTPS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
