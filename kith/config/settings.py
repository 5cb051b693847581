"""Settings of one installation, read from the environment.

Production is the default. The demo and the tests say so themselves (`KITH_MODE`), and only they
may run without a second factor, without HTTPS and with a key of their own.
"""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
MODE = os.environ.get("KITH_MODE", "production")  # production | demo | test
DATA = Path(os.environ.get("KITH_DATA", ROOT / "data" / MODE))
ASSETS = ROOT / "build" / "assets"
FONTS = ROOT / "node_modules" / "@expo-google-fonts" / "atkinson-hyperlegible-next"

if MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"KITH_MODE is {MODE!r}: use production, demo or test.")
PRODUCTION = MODE == "production"


def _required(name: str, otherwise: str) -> str:
    """A value that production must be given, and that demo and tests have of their own."""
    value = os.environ.get(name, "")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"Set {name} before starting Kith. See docs/how-to/run.md.")
    return otherwise


SECRET_KEY = _required("KITH_SECRET_KEY", "only-for-the-demo-and-the-tests-" + "x" * 32)
if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("KITH_SECRET_KEY is shorter than 50 characters.")
ALLOWED_HOSTS = _required("KITH_HOSTS", "127.0.0.1,localhost,testserver").split(",")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("KITH_HOSTS may not be '*': name the hosts.")
SECOND_FACTOR_REQUIRED = os.environ.get("KITH_SECOND_FACTOR", "on" if PRODUCTION else "off") == "on"
if PRODUCTION and not SECOND_FACTOR_REQUIRED:
    raise ImproperlyConfigured("Production needs a second factor: remove KITH_SECOND_FACTOR=off.")
DEBUG = False

# The partnership that this installation serves: one, by design (docs/adr).
PARTNERSHIP = os.environ.get("KITH_PARTNERSHIP", "Saltmere Safeguarding Children Partnership")
AREA = os.environ.get("KITH_AREA", "E06000035")  # its area in official statistics
EXAMPLE = not PRODUCTION

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kith.foundation.ui.apps.UiConfig",
    "kith.foundation.accounts.apps.AccountsConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "kith.foundation.organisations.apps.OrganisationsConfig",
    "kith.foundation.audit.apps.AuditConfig",
    "kith.foundation.access.apps.AccessConfig",
    "kith.foundation.indicators.apps.IndicatorsConfig",
    "kith.foundation.tasks.apps.TasksConfig",
    "kith.foundation.publications.apps.PublicationsConfig",
    "kith.foundation.administration.apps.AdministrationConfig",
    "kith.modules.official_statistics.apps.OfficialStatisticsConfig",
    "kith.modules.finance.apps.FinanceConfig",
    "kith.modules.dataset.apps.DatasetConfig",
    "kith.config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kith.foundation.access.bearer.BearerDoors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kith.foundation.accounts.middleware.SessionLimits",
    "kith.foundation.accounts.middleware.SecondFactor",
    "kith.foundation.access.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kith.config.urls"
# Where programs come in, with a key and without cookies.
BEARER_DOORS = {"/api/": "kith.modules.dataset.api.door.KeyDoor"}
WSGI_APPLICATION = "kith.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kith.config.context.page",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    if os.environ.get("KITH_DB", "sqlite") == "postgres":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("KITH_PG_NAME", "kith"),
            "USER": os.environ.get("KITH_PG_USER", "kith"),
            "PASSWORD": os.environ.get("KITH_PG_PASSWORD", ""),
            "HOST": os.environ.get("KITH_PG_HOST", ""),
            "PORT": os.environ.get("KITH_PG_PORT", ""),
            "CONN_MAX_AGE": 60,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "kith.sqlite3",
        # Opening it for each request would cost more than most of its queries.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Django's default (DEFERRED) loses writers to "database is locked" under load.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kith.foundation.accounts.backends.SignInBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "kith.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers because someone typed their address
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Of one address of the network; the lock-out of one account is below (AXES).
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
_FORMS = "kith.foundation.accounts.forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "LoginForm",
    "reset_password": _FORMS + "ResetPasswordForm",
    "reset_password_from_key": _FORMS + "ResetPasswordKeyForm",
    "change_password": _FORMS + "ChangePasswordForm",
    "set_password": _FORMS + "SetPasswordForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "AuthenticateForm",
    "reauthenticate": _FORMS + "ReauthenticateFactorForm",
    "activate_totp": _FORMS + "ActivateTOTPForm",
}
MFA_ADAPTER = "kith.foundation.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kith"
MFA_RECOVERY_CODES_SHOW_ONCE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "kith.foundation.accounts.lockout.address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "kith.foundation.accounts.views.locked_out"

SESSION_ENGINE = "kith.foundation.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_NAME = "__Host-kith" if PRODUCTION else "kith"
CSRF_COOKIE_NAME = "__Host-kith-csrf" if PRODUCTION else "kith-csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kith_cache",
    }
}
if MODE == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

EMAIL_BACKEND = os.environ.get(
    "KITH_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("KITH_SMTP_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("KITH_FROM", "kith@saltmere.example")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [("kith", ASSETS)] if ASSETS.exists() else []
STATIC_ROOT = ROOT / "build" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE == "test"
MEDIA_ROOT = DATA / "files"
# Uploads wait outside the web root until their import is accepted or refused.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LIMIT = 60 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What was refused to whom is written at this level, by the name of the page alone.
    "loggers": {"kith": {"level": "INFO"}},
}
# An office behind one address must not be shut out by one person; allauth limits each address.
SILENCED_SYSTEM_CHECKS = ["axes.W003", "axes.W006"]
