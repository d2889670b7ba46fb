"""A signature drawn in the browser: looked at before it is decoded, then made anew.

What comes in is a stranger's file. Only a small, plain PNG is decoded at all (promises C20), and
what is stored was painted by us: dark on white, without anything that traveled along.
"""

import base64
import binascii
import io
import struct
import warnings
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from intake.models.signature import MOST_BYTES

WIDEST, HIGHEST = 2000, 1000  # pixels
LEAST_INK = 16  # pixels: how far ink must reach, so that a touch by mistake is no signature
MARGIN = 8
URL = "data:image/png;base64,"
HEAD = b"\x89PNG\r\n\x1a\n"
GRAY, COLOR, GRAY_ALPHA, COLOR_ALPHA = 0, 2, 4, 6
PLAIN = (GRAY, COLOR, GRAY_ALPHA, COLOR_ALPHA)
MOVING = (b"acTL", b"fcTL", b"fdAT")  # more than one picture

Image.MAX_IMAGE_PIXELS = WIDEST * HIGHEST
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def png_of(text):
    """The bytes of a clean gray PNG from a data URL or base64. ValidationError: not a signature."""
    try:
        picture = _painted(_looked_at(_bytes_of(text)))
    except (ValueError, OSError, SyntaxError, struct.error, zlib.error, Warning, MemoryError):
        raise ValidationError(_("Please sign in the box."), code="not_drawn") from None
    return picture


def _bytes_of(text):
    """Strict base64; a data URL may say PNG and nothing else."""
    text = text.removeprefix(URL)
    if not 0 < len(text) <= MOST_BYTES * 4 // 3 + 4:
        raise ValueError("nothing, or too much")
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64") from error


def _looked_at(file):
    """The same picture without metadata; ValueError unless it is one small plain PNG."""
    if len(file) > MOST_BYTES or not file.startswith(HEAD):
        raise ValueError("not a small PNG")
    kept, place, last = [], len(HEAD), b""
    while last != b"IEND":
        length, name = struct.unpack_from(">I4s", file, place)
        body = file[place + 8 : place + 8 + length]
        (check,) = struct.unpack_from(">I", file, place + 8 + length)
        if check != zlib.crc32(name + body) or name in MOVING:
            raise ValueError("damaged, or moving")
        if not kept and name != b"IHDR":
            raise ValueError("no header")
        if name == b"IHDR":
            _head(body, first=not kept)
        if name in (b"IHDR", b"IDAT", b"IEND"):
            kept.append(file[place : place + 12 + length])
        elif not name[0] & 0x20:  # a part that a reader must understand
            raise ValueError("not plain")
        place, last = place + 12 + length, name
    if place != len(file):
        raise ValueError("something follows the picture")
    return HEAD + b"".join(kept)


def _head(body, *, first):
    """Width, height and kind of pixel, read before anything is unpacked."""
    width, height, depth, kind, _packing, _filters, interlaced = struct.unpack(">IIBBBBB", body)
    if not first or not (1 <= width <= WIDEST and 1 <= height <= HIGHEST):
        raise ValueError("wrong size")
    if depth != 8 or kind not in PLAIN or interlaced:
        raise ValueError("not plain")


def _painted(file):
    """Decode, put on white, keep the ink and a margin, and write a new file."""
    with Image.open(io.BytesIO(file), formats=["PNG"]) as image:
        if getattr(image, "n_frames", 1) != 1:
            raise ValueError("more than one picture")
        image.load()
        layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    gray = Image.alpha_composite(paper, layer).convert("L")
    low, high = gray.getextrema()
    box = ImageOps.invert(gray).point(lambda value: 255 if value > 96 else 0).getbbox()
    if high - low < 96 or box is None or max(box[2] - box[0], box[3] - box[1]) < LEAST_INK:
        raise ValueError("no ink")
    drawn = ImageOps.expand(gray.crop(box), MARGIN, 255)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    if out.tell() > MOST_BYTES:
        raise ValueError("too much")
    return out.getvalue()
