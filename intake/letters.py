"""The file of a letter: known by its bytes, never by its name, and small.

Pictures are measured from their header before they are decoded, turned upright, and made anew, so
that nothing hidden in them (place, device, a second file) is kept. A PDF is kept as it came, and is
only ever handed out as a download that no browser opens in our name.
"""

import io
import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from intake.models import Letter
from intake.models.clearance import MOST_BYTES

MOST_PIXELS = 25_000_000  # a phone's photograph; decoded it takes 75 MB
MOST_SIDE = 8_000
ENDINGS = {Letter.Kind.PDF: "pdf", Letter.Kind.PNG: "png", Letter.Kind.JPEG: "jpg"}
MAGIC = {
    b"%PDF-": Letter.Kind.PDF,
    b"\x89PNG\r\n\x1a\n": Letter.Kind.PNG,
    b"\xff\xd8\xff": Letter.Kind.JPEG,
}
TOO_MANY = gettext_lazy("The picture has too many pixels. Choose a smaller one.")
TAIL = 2_048  # where a whole PDF says that it ends


def checked(upload):
    """(kind, bytes) of an uploaded file; raises a sentence that says what to choose instead."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 2 MB. Choose a smaller one."))
    content = upload.read()
    kind = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)
    if kind is None:
        raise ValidationError(_("Choose a PDF, PNG or JPEG file."))
    if kind == Letter.Kind.PDF:
        return kind, _whole_pdf(content)
    return kind, _made_anew(content, kind)


def name_of(letter):
    """The name that we give the file; ids only."""
    return f"letter-{letter.clearance_id}.{ENDINGS[letter.kind]}"


def _whole_pdf(content):
    if b"%%EOF" not in content[-TAIL:]:
        raise ValidationError(_("This PDF is not complete. Save it again and choose the new file."))
    return content


def _made_anew(content, kind):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(content), formats=[kind.label])
            _refuse_large(picture.size)
            content = _saved(ImageOps.exif_transpose(picture), kind)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(TOO_MANY) from error
    except Exception as error:  # a broken picture fails in many ways, all of them expected
        raise ValidationError(
            _("This picture could not be opened. Choose another file.")
        ) from error
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 2 MB. Choose a smaller one."))
    return content


def _refuse_large(size):
    width, height = size
    if max(size) > MOST_SIDE or width * height > MOST_PIXELS:
        raise ValidationError(TOO_MANY)


def _saved(picture, kind):
    """The picture's points and nothing else, on white where it was see-through."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    flat = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    clean = Image.new(flat.mode, flat.size)
    clean.paste(flat)
    made = io.BytesIO()
    clean.save(made, kind.label, **({"quality": 88} if kind == Letter.Kind.JPEG else {}))
    return made.getvalue()
