"""The file of a letter: known by its bytes, small, and made anew (promises C20 to C22)."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from clinic.access import Refused
from intake import actions, letters
from tests import build
from tests.intake.build import a_submitted_intake
from tests.intake.build_letters import PDF, facts, picture
from tests.intake.test_clearance import typed, where

KIND = "Choose a PDF, PNG or JPEG file."
BROKEN = "This picture could not be opened. Choose another file."
LARGE = "The file is larger than 2 MB. Choose a smaller one."
PIXELS = "The picture has too many pixels. Choose a smaller one."


def upload(content, name="letter.pdf", kind="application/pdf"):
    return SimpleUploadedFile(name, content, kind)


def refusal(content):
    with pytest.raises(ValidationError) as caught:
        letters.checked(upload(content))
    return caught.value.messages


def huge_png(width, height):
    """A PNG of a few bytes whose header promises a large picture."""

    def chunk(name, content):
        checked = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checked

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    points = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + points + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", KIND),
        (b"<script>alert(1)</script>", KIND),
        (b"<?php system('id'); ?>", KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", KIND),
        (b"GIF89a" + b"\0" * 50, KIND),
        (b"PK\x03\x04" + b"\0" * 50, KIND),
        (b"MZ" + PDF, KIND),
        (
            b"%PDF-1.4 and nothing more",
            "This PDF is not complete. Save it again and choose the new file.",
        ),
        (PDF + b"x" * 2_000_000, LARGE),
        (b"\x89PNG\r\n\x1a\n", BROKEN),
        (picture()[:-40], BROKEN),
        (b"\xff\xd8\xff\xe0" + b"\0" * 60, BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"<html><script>alert(1)</script>", BROKEN),
        (huge_png(12_000, 12_000), PIXELS),
        (huge_png(40_000, 40_000), PIXELS),
        (huge_png(9_000, 10), PIXELS),
    ],
)
def test_what_is_no_letter_is_refused_in_words(content, sentence):
    (said,) = refusal(content)
    assert said == sentence


def test_a_pdf_stays_as_it_came():
    assert letters.checked(upload(PDF, "x.png", "image/png")) == ("application/pdf", PDF)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_made_anew(mode):
    kind, content = letters.checked(upload(picture(mode=mode)))
    again = Image.open(io.BytesIO(content))
    again.load()
    assert (kind, again.size, again.mode in ("L", "RGB")) == ("image/png", (40, 30), True)


def test_cmyk_and_interlaced_pictures_are_read():
    kind, content = letters.checked(upload(picture("JPEG", mode="CMYK")))
    assert (kind, Image.open(io.BytesIO(content)).mode) == ("image/jpeg", "RGB")


def test_nothing_hidden_is_kept():
    made = Image.new("RGB", (40, 30))
    exif = Image.Exif()
    exif[0x010F] = "SECRET CAMERA"
    exif[0x0112] = 6  # turned by a quarter
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif, comment=b"SECRET PLACE")
    kind, content = letters.checked(upload(out.getvalue() + b"<script>SECRET</script>"))
    assert b"SECRET" not in content
    again = Image.open(io.BytesIO(content))
    assert (again.size, dict(again.getexif())) == ((30, 40), {})


def test_a_moving_picture_keeps_its_first_one():
    frames = [Image.new("RGB", (40, 30), color) for color in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    _kind, content = letters.checked(upload(out.getvalue()))
    assert getattr(Image.open(io.BytesIO(content)), "n_frames", 1) == 1


def test_see_through_turns_white():
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(out, "PNG")
    _kind, content = letters.checked(upload(out.getvalue()))
    assert Image.open(io.BytesIO(content)).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["../../x", "con.png", ".htaccess", "a" * 300 + ".pdf", "x\u202egnp.exe"]
)
def test_its_name_is_never_taken_from_the_upload(signed_in, as_staff, name):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist, CV05="yes")
    answer = signed_in(therapist).post(where(intake), typed(letter=upload(PDF, name)))
    assert answer.status_code == 302
    with as_staff(therapist):
        from intake.models import Letter

        letter = Letter.objects.get()
    assert letters.name_of(letter) == f"letter-{letter.clearance_id}.pdf"


@pytest.mark.django_db
def test_a_wrong_file_keeps_what_was_typed(signed_in):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist, CV05="yes")
    answer = signed_in(therapist).post(where(intake), typed(letter=upload(b"<html>")))
    assert (answer.status_code, answer.context["form"].errors) == (422, {"letter": [KIND]})
    assert "Dr. Sample" in answer.text
    odd = b"--x\r\nContent-Disposition: form-data; name=letter; filename=a\r\n\r\n%PDF"
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = signed_in(therapist).generic("POST", where(intake), odd, content_type)
        assert answer.status_code in (400, 422)


def test_what_came_as_a_letter_is_kept_with_its_file(signed_in, as_staff):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist, CV05="yes")
    answer = signed_in(therapist).post(where(intake), typed(method="letter", scope="In words."))
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["letter"]
    assert sentence.startswith("Add the letter itself: the file, or a photo of it.")
    assert "In words." in answer.text
    with as_staff(therapist), pytest.raises(Refused, match="Add the letter itself"):
        actions.clear(intake.client_id, "CV05", facts(), by=therapist)
    assert signed_in(therapist).post(where(intake), typed(method="phone")).status_code == 302
