"""Signing by hand: what is drawn is checked before it is decoded, and made anew (promise C20)."""

import base64
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageDraw

from clinic.access import Refused
from intake import actions, drawn
from intake.models import Intake, Signature
from intake.models.signature import Role
from tests import build
from tests.history import steps
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    a_submitted_intake,
    as_link,
    let_in,
)
from tests.intake.test_consent import aged

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
SAID = "Please sign in the box."
AUTOSAVE = {"X-Autosave": "1"}


def a_drawing(size=(600, 200), mode="RGBA", ink=(27, 38, 37, 255)):
    """A name, as a browser's canvas would hold it."""
    image = Image.new(mode, size, 0 if mode != "RGB" else "white")
    ImageDraw.Draw(image).line([(40, 120), (150, 40), (260, 150), (420, 60)], fill=ink, width=5)
    return image


def saved(image, kind="PNG", **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def url(file, head="data:image/png;base64,"):
    return head + base64.b64encode(file).decode()


def part(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def by_hand(width, height, *, depth=8, kind=0, interlaced=0, pixels=None):
    """A PNG of our own making: 12,000 by 12,000 pixels fit into 17 kB."""
    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced))
    pixels = zlib.compress(b"\0" * 1000) if pixels is None else pixels
    return drawn.HEAD + head + part(b"IDAT", pixels) + part(b"IEND", b"")


def bomb(side):
    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    return b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])


GOOD = saved(a_drawing())
MOVING = saved(a_drawing(), save_all=True, append_images=[a_drawing(ink=(0, 0, 0, 255))])
REFUSED = {
    "empty": "",
    "only a head": "data:image/png;base64,",
    "one pixel": url(saved(Image.new("RGBA", (1, 1), "black"))),
    "blank white": url(saved(Image.new("RGB", (600, 200), "white"))),
    "blank transparent": url(saved(Image.new("RGBA", (600, 200), 0))),
    "all black": url(saved(Image.new("RGB", (600, 200), "black"))),
    "white ink": url(saved(a_drawing(ink=(255, 255, 255, 255)))),
    "one dot": url(saved(a_drawing((4, 4)).resize((4, 4)))),
    "144 million pixels": url(by_hand(12_000, 12_000, depth=1, pixels=bomb(12_000))),
    "1.6 billion pixels": url(by_hand(40_000, 40_000)),
    "too wide": url(saved(a_drawing((2001, 200)))),
    "too high": url(saved(a_drawing((600, 1001)))),
    "no width": url(by_hand(0, 200)),
    "truncated": url(GOOD[:-40]),
    "truncated pixels": url(by_hand(600, 200, pixels=zlib.compress(b"\0" * 900)[:8])),
    "damaged": url(GOOD[:60] + b"\xff\xff" + GOOD[62:]),
    "16 bit": url(saved(Image.new("I;16", (600, 200), 9000))),
    "16 bit color": url(by_hand(600, 200, depth=16, kind=2)),
    "palette": url(saved(a_drawing().convert("P"))),
    "interlaced": url(by_hand(600, 200, interlaced=1)),
    "moving": url(MOVING),
    "gif": url(saved(a_drawing(), "GIF")),
    "jpeg in four colors": url(saved(a_drawing(mode="RGB", ink="black").convert("CMYK"), "JPEG")),
    "svg": url(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    "html": url(b"<!doctype html><script>alert(1)</script>"),
    "html after the picture": url(GOOD + b"<script>alert(1)</script>"),
    "zip after the picture": url(GOOD + b"PK\x03\x04" + b"\0" * 26),
    "a second picture": url(GOOD + GOOD),
    "wrong type": url(GOOD, "data:image/svg+xml;base64,"),
    "parameters": url(GOOD, "data:image/png;charset=utf-8;base64,"),
    "upper case": url(GOOD, "DATA:image/png;base64,"),
    "line breaks": "data:image/png;base64,\n" + base64.encodebytes(GOOD).decode(),
    "not base64": "data:image/png;base64,äöü",
    "too long": "A" * 300_000,
    "too large": url(drawn.HEAD + b"\0" * 200_001),
    "unknown part": url(GOOD[:33] + part(b"ABCD", b"x") + GOOD[33:]),
    "two heads": url(GOOD[:33] + GOOD[8:33] + GOOD[33:]),
    "just words": "my name",
    "a null": "\0",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_signature_is_refused_with_a_sentence(name):
    with pytest.raises(ValidationError) as caught:
        drawn.png_of(REFUSED[name])
    assert caught.value.messages == [SAID]


def test_every_refusal_is_a_calm_422(client):
    browser = let_in(client, a_filled_intake())
    for name, text in REFUSED.items():
        answer = browser.post("/intake/sign/", {"drawn": text}, headers=AUTOSAVE)
        assert answer.status_code == 422, name
        assert set(answer.json()["errors"]) == {"drawn"}, name


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "LA"])
def test_a_drawing_is_made_anew_in_gray(mode):
    ink = {"L": 10, "LA": (10, 255)}.get(mode, (27, 38, 37, 255)[: len(mode)])
    image = a_drawing(mode=mode, ink=ink)
    if mode == "L":
        image = Image.eval(image, lambda value: 255 if value == 0 else 10)
    file = drawn.png_of(url(saved(image)))
    again = Image.open(io.BytesIO(file))
    assert (again.format, again.mode, len(file) < 20_000) == ("PNG", "L", True)
    assert again.getextrema()[0] < 60


def test_bare_base64_is_taken_too():
    assert drawn.png_of(base64.b64encode(GOOD).decode()) == drawn.png_of(url(GOOD))


def test_nothing_travels_along():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (43.0, 39.0, 0.0)}
    exif[0x010F] = "CANARY-maker"
    words = __import__("PIL.PngImagePlugin", fromlist=["x"]).PngInfo()
    words.add_text("Author", "CANARY-author")
    words.add_itxt("Comment", "CANARY-comment", zip=True)
    file = saved(a_drawing(), exif=exif, pnginfo=words, dpi=(300, 300))
    assert b"CANARY-author" in file
    clean = drawn.png_of(url(file))
    names = {name for name in (b"eXIf", b"tEXt", b"iTXt", b"pHYs", b"CANARY") if name in clean}
    assert names == set()


def test_a_huge_picture_is_refused_before_it_is_decoded(monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("decoded")

    monkeypatch.setattr(Image, "open", never)
    for name in ("144 million pixels", "moving", "16 bit", "html after the picture"):
        with pytest.raises(ValidationError):
            drawn.png_of(REFUSED[name])


def test_a_drawing_is_saved_by_itself_and_replaced(client):
    intake = a_started_intake()
    browser = let_in(client, intake)
    before = steps(intake.client)
    answer = browser.post("/intake/sign/", {"drawn": url(GOOD)}, headers=AUTOSAVE)
    assert (answer.status_code, set(answer.json())) == (200, {"saved_at"})
    browser.post("/intake/sign/", {"drawn": url(saved(a_drawing((300, 200))))}, headers=AUTOSAVE)
    with as_link(intake):
        (row,) = Signature.objects.all()
        assert (row.role, row.client_id) == (Role.CLIENT, intake.client_id)
    assert steps(intake.client) == before
    page = browser.get("/intake/check/")
    assert page.status_code == 200
    browser.post("/intake/sign/", {"drawn": "again"}, headers=AUTOSAVE)
    with as_link(intake):
        assert not Signature.objects.exists()


def test_a_drawing_alone_signs_with_the_name_of_the_first_page(client, as_staff):
    me = build.a_user()
    intake = a_filled_intake(therapist=me)
    browser = let_in(client, intake)
    browser.post("/intake/sign/", {"drawn": url(GOOD)}, headers=AUTOSAVE)
    assert "data:image/png;base64," in browser.get("/intake/check/").text
    assert browser.post("/intake/send/", {"signer_name": ""}).url == "/intake/thanks/"
    with as_staff(me):
        row = Intake.objects.get()
        assert (row.signer_name, row.signatures.count()) == ("Sample Signer", 1)


def test_a_drawing_sent_with_the_form_counts_without_any_autosave(client, as_staff):
    me = build.a_user()
    browser = let_in(client, a_filled_intake(therapist=me))
    assert browser.post("/intake/send/", {"drawn": url(GOOD)}).url == "/intake/thanks/"
    with as_staff(me):
        assert Signature.objects.count() == 1


def test_a_drawing_that_is_none_keeps_the_page_and_the_name(client):
    browser = let_in(client, a_filled_intake())
    page = browser.post("/intake/send/", {"signer_name": "Sample", "drawn": REFUSED["blank white"]})
    assert page.status_code == 422
    assert (SAID in page.text, 'value="Sample"' in page.text) == (True, True)


def test_starting_again_leaves_no_signature_behind(client):
    intake = a_filled_intake()
    browser = let_in(client, intake)
    browser.post("/intake/sign/", {"drawn": url(GOOD)}, headers=AUTOSAVE)
    page = browser.post("/intake/send/", {"signer_name": "", "drawn": "again"})
    assert page.status_code == 422
    assert "Type your full name, or sign in the box." in page.text


def test_for_a_minor_the_guardian_draws(client, as_staff):
    me = build.a_user()
    browser = let_in(client, a_filled_intake(therapist=me, person=aged(16)))
    assert "Full name of the parent or guardian" in browser.get("/intake/check/").text
    assert browser.post("/intake/send/", {"drawn": url(GOOD)}).url == "/intake/thanks/"
    with as_staff(me):
        row = Intake.objects.get()
        assert (row.signer_name, row.signer_role) == ("Sample Parent", "guardian")
        assert row.signatures.get().role == Role.GUARDIAN


def test_a_sent_form_takes_no_more_drawings(client):
    intake = a_submitted_intake()
    for act in (lambda: actions.sign(intake, GOOD), lambda: actions.start_again(intake)):
        with as_link(intake), pytest.raises(Refused, match="This form is no longer open."):
            act()
