"""One settings file; what differs between machines comes from the environment (docs/how-to/production.md)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from nastavnik.config.secret import secret_key

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent

# DATA holds all that must survive: the embedded database, uploaded files, the secret key.
DATA = Path(env("DATA", default=str(CHECKOUT / "data"))).expanduser().resolve()
DATA.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or secret_key(DATA)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_TLS = env.bool("BEHIND_TLS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "rules",
    "nastavnik.kit",
    "nastavnik.papers",
    "nastavnik.accounts",
    "nastavnik.organisations",
    "nastavnik.people",
    "nastavnik.regulation",
    "nastavnik.consents",
    "nastavnik.surveys",
    "nastavnik.partners",
    "nastavnik.banks",
    "nastavnik.pairs",
    "nastavnik.duties",
    "nastavnik.programmes",
    "nastavnik.appeals",
    "nastavnik.help",
    "nastavnik.roadmap",
    "nastavnik.orders",
    "nastavnik.monitoring",
    "nastavnik.documents",
    "nastavnik.site",
    "nastavnik.reminders",
    "nastavnik.desk",
    "nastavnik.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nastavnik.accounts.middleware.KeepNowhere",
    "nastavnik.accounts.middleware.SignOutWhenIdle",
    "nastavnik.accounts.middleware.ChangePasswordFirst",
    "nastavnik.kit.sent_forms.SentFormMiddleware",
]

ROOT_URLCONF = "nastavnik.config.urls"
WSGI_APPLICATION = "nastavnik.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nastavnik.kit.ui.context.appearance",
                "nastavnik.desk.context.frame",
            ],
            "builtins": ["nastavnik.kit.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "nastavnik.kit.ui.forms.Renderer"

# --- database: SQLite beside the files, or PostgreSQL by DATABASE_URL -----------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'nastavnik.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE and WAL: sixteen writers without a failed write; FULL: a signed order survives a power cut
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- files ----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
BUILT_STATIC = CHECKOUT / "build" / "static"  # fonts, made by `nastavnik assets`
BUILT_STATIC.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BUILT_STATIC]
STATIC_ROOT = DATA / "static"  # filled by `nastavnik collectstatic` in production only
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"  # private: served by views only
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
MIGRATION_MODULES: dict[str, str] = {}

# --- language and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Русский")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

# --- sign-in --------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "nastavnik.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # a shared computer of the methodical room
IDLE_MINUTES = env.int("IDLE_MINUTES", default=60)  # then whoever forgot to sign out is signed out

# --- safety ---------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nastavnik.kit.sent_forms.csrf_failed"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # no script of ours reads them
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "nastavnik.kit.quiet_log.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
