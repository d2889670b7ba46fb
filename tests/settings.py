"""The product's own settings; only the password hash, the mail and the static files are quicker."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only for tests: 0123456789abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="healing-touch-"))

from clinic.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
SECURE_SSL_REDIRECT = False  # the browser's test server speaks plain http
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sid", "csrf"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
INSTALLED_APPS = [  # the browser's test server serves static files where it finds this name
    "django.contrib.staticfiles" if "static_files" in name else name
    for name in INSTALLED_APPS  # noqa: F405
]
