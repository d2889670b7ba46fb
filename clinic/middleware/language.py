"""The client's pages speak the client's language; the pages of people at work, the clinic's."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

CLIENT_SIDE = ("/i/", "/intake/")


def language_of(request):
    """The language that this request is answered in."""
    if request.path_info.startswith(CLIENT_SIDE):
        return translation.get_language_from_request(request)
    return settings.LANGUAGE_CODE


class Language:
    """On the client's pages: the language that was chosen there, or the browser's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = language_of(request)
        request.LANGUAGE_CODE = language
        request.is_clients = request.path_info.startswith(CLIENT_SIDE)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if request.is_clients:
            patch_vary_headers(response, ["Accept-Language"])
        return response
