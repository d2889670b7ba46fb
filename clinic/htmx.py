"""Parts of pages for htmx, whole pages for everyone else."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_part(request, page, part, context, status=200):
    """The part alone for htmx, the whole page for everyone else."""
    template = part if request.headers.get("HX-Request") else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
