"""Only the parts of Bootstrap that our pages use are collected (the whole takes 20 seconds)."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OurStaticFiles(StaticFilesConfig):
    """Django's static files, without source maps' cousins, right-to-left and split builds."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-grid*",
        "bootstrap-reboot*",
        "bootstrap-utilities*",
        "*.esm*",
        "htmx-4*",
        "htmax*",
        "ext",
    ]
