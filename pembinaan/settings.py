"""The one settings module. Every knob is an environment variable; defaults are the safe ones."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pembinaan import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# Plain HTTP, static files straight from their sources, the demo world: for one's own machine only.
DEVELOPMENT = env.flag("DEBUG")
# Errors show our own pages even then, as a user would see them, unless Django's technical ones are asked for.
DEBUG = DEVELOPMENT and env.flag("DEBUG_PAGES")
SECRET_KEY = env.secret("SECRET_KEY")
NIK_KEY = env.secret("NIK_KEY")
if SECRET_KEY == NIK_KEY:
    raise ImproperlyConfigured("SECRET_KEY and NIK_KEY must differ")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", ["127.0.0.1", "localhost"] if DEVELOPMENT else [])
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
# How many proxies of ours stand in front; forged X-Forwarded-For entries before them are ignored.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)
INSECURE_HTTP = env.flag("INSECURE_HTTP", default=DEVELOPMENT)

INSTALLED_APPS = [
    "pembinaan",
    "pembinaan.audit",
    "pembinaan.accounts",
    "clients",
    "partners",
    "trainings",
    "pembinaan.dashboards",
    "pembinaan.admin_site.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
]

MIDDLEWARE = [
    "pembinaan.middleware.RequestIdMiddleware",
    "pembinaan.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pembinaan.middleware.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pembinaan.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pembinaan.accounts.middleware.SessionLimitMiddleware",
    "pembinaan.accounts.middleware.LogInMiddleware",
    "pembinaan.middleware.ZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pembinaan.scoping.ScopeGuardMiddleware",
]

ROOT_URLCONF = "pembinaan.urls"
WSGI_APPLICATION = "pembinaan.wsgi.application"
TEMPLATE_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    TEMPLATE_LOADERS
                    if DEBUG
                    else [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pembinaan.context.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "pembinaan.templatetags.pembinaan"],
        },
    }
]
FORM_RENDERER = "pembinaan.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.database("DATABASE_URL", default_path=VAR_DIR / "pembinaan.sqlite3")}
if env.text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = env.replica("DATABASE_REPLICA_URL", of=DATABASES["default"])
    DATABASE_ROUTERS = ["pembinaan.replica.Router"]
    MIDDLEWARE.append("pembinaan.replica.OwnChangesMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits live here: a file on one machine, a shared server where several machines serve.
CACHE_URL = env.text("CACHE_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {
        "BACKEND": "pembinaan.shared_cache.FileCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["pembinaan.accounts.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "pembinaan.accounts.hashers.Argon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "pembinaan.accounts.passwords.ContextWordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "pembinaan.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# An office shares one address. "key" is an account at one address, login_anywhere one at new places.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "login_anywhere": "20/10m/key",
}
MFA_ADAPTER = "pembinaan.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_MINUTES = env.integer("SESSION_IDLE_MINUTES", 30, least=1)
SESSION_ABSOLUTE_HOURS = env.integer("SESSION_ABSOLUTE_HOURS", 12, least=1)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_HOURS * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_HTTPONLY = "Lax", True
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = "bahasa", 365 * 86_400
CSRF_FAILURE_VIEW = "pembinaan.errors.csrf_failure"
if not INSECURE_HTTP:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 2 * 365 * 86_400
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Without a server nothing is sent; on one's own machine mails are shown in the terminal.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587, least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", shortest=0)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "pembinaan@localhost")
_BACKEND = "smtp" if EMAIL_HOST else "console" if DEVELOPMENT else "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{_BACKEND}.EmailBackend"
_HERE = f"http://127.0.0.1:{env.text('PORT', '8000')}"
SITE_URL = env.text("SITE_URL", _HERE if DEVELOPMENT else f"https://{''.join(ALLOWED_HOSTS[:1])}").rstrip("/")
# Stands on certificates: where SITE_URL names the service, a neutral name for the same server.
CHECK_URL = env.text("CHECK_URL", SITE_URL).rstrip("/")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
# Before the libraries' own: what they say in Indonesian, said in the words of this application.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale/libraries"]
FORMAT_MODULE_PATH = "pembinaan.formats"
TIME_ZONE = "Asia/Makassar"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
if DEVELOPMENT:
    STATIC_ROOT.mkdir(exist_ok=True)  # nothing is collected there, and that needs no warning
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "pembinaan.made_files.MadeFileFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "pembinaan.assets.PackageFinder",
]
WHITENOISE_USE_FINDERS = DEVELOPMENT
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A posted attendance sheet of 2,000 people has some 12,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 16_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "pembinaan.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"level": "INFO", "handlers": ["console"], "propagate": False},
        # Its 4xx lines would repeat addresses that strangers typed.
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "WARNING", "handlers": ["console"], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W021"] if INSECURE_HTTP else []
