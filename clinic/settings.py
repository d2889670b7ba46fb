"""Everything that differs between installations comes from the environment; see `.env.example`."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from clinic import env

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.text("VAR_DIR", str(ROOT / "var")))

# --- Who may reach us -------------------------------------------------------------------------
DEBUG = False
DEMO = env.flag("DEMO")  # invented people, one-click sign-in, mail in files, plain http
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in env.text("SECRET_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = env.text("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
SITE_URL = env.text("SITE_URL", "http://localhost:8000")  # the address that mail links carry
ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
APPEND_SLASH = True

# --- Apps -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "clinic.static_files.OurStaticFiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "js_lib_bootstrap5",
    "lucide",
    "csp",
    "procrastinate.contrib.django",
    "clinic",
    "intake",
    "notes",
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer at random, against BREACH
    "csp.middleware.CSPMiddleware",
    "clinic.middleware.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "clinic.middleware.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinic.middleware.scope.Scope",
    "intake.kiosk.Kiosk",
    "clinic.middleware.idle.Idle",
    "clinic.middleware.gate.Gate",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "clinic.context.house",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django.templatetags.i18n", "clinic.templatetags.look"],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------
# The web signs in as a role that owns nothing. `migrate` is run with the owner's address instead.
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"] |= {"CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
# Words travel beside the statement and never in it: logs hold none, and plans are kept.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
if env.flag("DATABASE_POOL"):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 8, "timeout": 5}
# Throttle counters must survive a rolled-back request, so they have a connection of their own.
DATABASES["outside"] = {
    **DATABASES["default"],
    "OPTIONS": {k: v for k, v in DATABASES["default"]["OPTIONS"].items() if k != "pool"},
    "TEST": {"MIRROR": "default"},
}
DATABASE_ROUTERS = ["clinic.routing.CacheOutside"]
WEB_ROLE = env.text("WEB_ROLE", DATABASES["default"]["USER"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "clinic_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # throttle counters must not be pushed out
    }
}

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "clinic.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "clinic:home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "clinic.sign_in.NoSignUp"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_ADAPTER = "clinic.sign_in.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = False
MFA_TOTP_ISSUER = "Healing Touch"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
SESSION_ENGINE = "clinic.sessions"
SESSION_IDLE_SECONDS = int(env.text("SESSION_IDLE_SECONDS", "900"))
SESSION_MOST_SECONDS = int(env.text("SESSION_MOST_SECONDS", str(12 * 3600)))
INTAKE_IDLE_SECONDS = int(env.text("INTAKE_IDLE_SECONDS", "1800"))
INTAKE_LINK_DAYS = 14
INTAKE_REMIND_DAYS = [int(day) for day in env.text("INTAKE_REMIND_DAYS", "3,7").split(",") if day]
INTAKE_COUNTS_DAYS = int(env.text("INTAKE_COUNTS_DAYS", "365"))  # then the next booking asks anew
KIOSK_COVER_SECONDS = int(env.text("KIOSK_COVER_SECONDS", "60"))
GUARDIAN_PRESENT = env.one_of("GUARDIAN_PRESENT", ("required", "offered", "optional"), "offered")
MAJORITY_AGE = int(env.text("MAJORITY_AGE", "18"))  # domain 8.6: differs from place to place

# --- Cookies and headers ----------------------------------------------------------------------
SECURE = not DEMO  # the demo listens on this machine only, without TLS
SESSION_COOKIE_NAME = "__Host-sid" if SECURE else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = SESSION_MOST_SECONDS
CSRF_FAILURE_VIEW = "clinic.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 2

# --- Words, dates, static files ---------------------------------------------------------------
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = env.text("CLINIC_TIME_ZONE", "America/Toronto")  # shown; stored is always UTC
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CLINIC_NAME = env.text("CLINIC_NAME", "Willow Lane Massage" if DEMO else "Our clinic")
EMERGENCY_NUMBER = env.text("EMERGENCY_NUMBER", "911")

# --- Mail and jobs ----------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "clinic@localhost")
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
else:
    EMAIL_HOST = env.text("MAIL_HOST", "localhost")
    EMAIL_PORT = int(env.text("MAIL_PORT", "587"))
    EMAIL_HOST_USER = env.text("MAIL_USER", "")
    EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD", "")
    EMAIL_USE_TLS = env.flag("MAIL_TLS", "yes")
EMAIL_TIMEOUT = 20

# --- Logs: ids, never words about a body ------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_links": {"()": "clinic.logs.NoLinks"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_links"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "clinic.sign_in.TellNothing"
