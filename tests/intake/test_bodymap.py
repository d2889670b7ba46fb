"""The body map to look at: every place drawn once, said in words, printed by itself."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
import typst
from django.template import Context, Template
from django.utils import translation

from intake import bodymap
from intake.body import bodyzones, regions, zones
from intake.body.figure import FIGURES, VIEWS, WIDTH, mirrored
from intake.body.hatching import GLYPHS, HATCHES, PAPER
from intake.gate.places import Place
from intake.models.marks import MarkKind

EVERY = {(region.code, side) for region in regions.REGIONS for side in region.sides}


def a_mark(region="f_groin", side="left", kind="pain", intensity=None, qualities=(), words=""):
    return SimpleNamespace(
        region=region,
        side=side,
        kind=kind,
        intensity=intensity,
        qualities=list(qualities),
        words=words,
    )


def places(**changed):
    """Everything open; `Z4_left=("locked", 0)` and the like say what is not."""
    found = {}
    for zone in zones.ALL:
        for side in ("left", "right"):
            state, level = changed.get(f"{zone.split('_')[0]}_{side}", ("open", 3))
            locks = ("You did not agree.",) if state == "locked" else ()
            found[zone, side] = Place(zone, side, level, 3, state, "The zone’s own limit.", locks)
    return found


def shown(text, **context):
    return Template("{% load bodymap %}" + text).render(Context(context))


def test_every_place_of_the_body_is_drawn_once():
    drawn = [(shape.region, shape.side) for figure in FIGURES.values() for shape in figure.shapes]
    assert len(drawn) == len(set(drawn)) == 46
    assert set(drawn) == EVERY
    for view, figure in FIGURES.items():
        assert {regions.BY_CODE[shape.region].view for shape in figure.shapes} == {view}


@pytest.mark.parametrize("view", VIEWS)
def test_left_and_right_are_the_clients(view):
    """Seen from the front the client's left is on the viewer's right; from behind it is not."""
    for shape in FIGURES[view].shapes:
        on_the_right = shape.x > WIDTH / 2
        if shape.side != "mid":
            assert on_the_right == (shape.side == ("right" if view == "back" else "left"))
    art = ElementTree.fromstring(bodymap.picture(view=view))  # noqa: S314 (our own)
    texts = art.iter("{http://www.w3.org/2000/svg}text")
    order = [text.text for text in texts]
    sides = ["Client’s right", "Client’s left"]
    assert order == (sides[::-1] if view == "back" else sides)


def test_the_other_half_is_the_mirror_image():
    outline = "M10 20C30 -4 50.5 60 70 80Z"
    assert mirrored(outline) == "M310 20C290 -4 269.5 60 250 80Z"
    assert mirrored(mirrored(outline)) == outline


def test_every_tone_has_a_hatch_a_glyph_and_a_color_of_its_own():
    tones = {*MarkKind.values, *bodyzones.STATES}
    assert set(HATCHES) == set(GLYPHS) == set(PAPER) == tones
    kinds = MarkKind.values
    assert len({HATCHES[kind].stroke for kind in kinds}) == len(kinds)
    assert len({GLYPHS[kind] for kind in kinds}) == len({PAPER[kind] for kind in kinds}) == 10


def test_a_mark_is_a_sentence():
    marks = [
        a_mark("b_sacrum", "mid", "preferred"),
        a_mark(kind="preferred"),
        a_mark(intensity=6, qualities=["pulling", "sharp"], words="after sitting"),
        a_mark(intensity=0, side="right"),
    ]
    assert bodymap.words(marks) == [
        "Hip crease and groin, left: it hurts, 6 of 10, sharp, pulling: “after sitting”",
        "Hip crease and groin, left: please work here",
        "Hip crease and groin, right: it hurts, 0 of 10",
        "Sacrum: please work here",
    ]
    assert bodymap.words([]) == []


@pytest.mark.parametrize("kind", MarkKind.values)
@pytest.mark.parametrize("view", VIEWS)
def test_every_kind_is_painted_in_every_view(kind, view):
    shape = FIGURES[view].shapes[0]
    svg = bodymap.picture([a_mark(shape.region, shape.side, kind)], view=view)
    assert f'href="#paper-{view}-{shape.place}" fill="url(#paper-{view}-{kind})"' in svg
    assert f'<pattern id="paper-{view}-{kind}"' in svg


def test_what_must_not_be_touched_shows_above_what_hurts():
    svg = bodymap.picture([a_mark(intensity=9), a_mark(kind="avoid"), a_mark(kind="preferred")])
    assert "url(#paper-front-avoid)" in svg
    assert "url(#paper-front-pain)" not in svg
    assert svg.count('<g class="map-badge map-') == 3
    assert ">9</text>" in svg


def test_only_views_with_a_mark_are_shown():
    assert bodymap.views_of([]) == []
    assert bodymap.views_of([a_mark("knee"), a_mark()]) == ["front", "rest"]
    page = shown("{% body_map marks=marks %}", marks=[a_mark("s_hip_lat")])
    assert re.findall(r'<figure class="map-view" data-view="(\w+)"', page) == ["side"]
    assert "Nothing was marked" in shown("{% body_map marks=marks %}", marks=[])


def test_two_maps_on_a_page_share_no_id():
    page = shown(
        "{% body_map marks=marks places=places %}{% body_map marks=marks %}",
        marks=[a_mark(), a_mark("b_glute", kind="avoid")],
        places=places(Z4_left=("locked", 0)),
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 100
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_client_reads_your_and_the_team_reads_the_clients():
    for yours, word in ((True, "Your left"), (False, "Client’s left")):
        page = shown("{% body_map marks=marks yours=yours %}", marks=[a_mark()], yours=yours)
        assert word in page


def test_the_strictest_zone_speaks_for_a_region():
    found = places(Z4_left=("capped", 1), Z5_left=("locked", 0), Z1_right=("capped", 2))
    assert bodyzones.strictest(found, "f_groin", "left") == ("locked", 0)
    assert bodyzones.strictest(found, "f_groin", "right") == ("open", 3)
    assert bodyzones.strictest(found, "f_umbilical", "mid") == ("capped", 2)
    assert bodyzones.strictest(found, "f_thigh_ant", "left") == (None, None)


def test_what_each_zone_allows_is_told_from_closed_to_open():
    found = places(Z4_left=("locked", 0), Z8_left=("capped", 2), Z8_right=("capped", 2))
    told = [(line.place, line.said) for line in bodyzones.lines(found)]
    assert told[:3] == [
        ("Groin crease, left", "closed – You did not agree."),
        ("Above the pubic bone", "closed – this place is always left out."),
        ("Low back, both sides", "up to level 2 – The zone’s own limit."),
    ]
    assert ("Groin crease, right", "open, up to level 3") in told
    svg = bodymap.picture(places=found)
    assert 'href="#paper-front-f_groin-left" fill="url(#paper-front-locked)"' in svg
    assert 'href="#paper-front-f_groin-right" fill="url(#paper-front-open)"' in svg
    assert 'href="#paper-front-f_suprapubic-mid" fill="url(#paper-front-locked)"' in svg


def test_the_list_beside_the_zones_says_the_same():
    page = shown("{% body_map places=places %}", places=places(Z10_right=("locked", 0)))
    assert re.findall(r'<figure class="map-view" data-view="(\w+)"', page) == [
        "front",
        "back",
        "side",
    ]
    assert "Buttock and sacrum, right" in page
    assert "closed – You did not agree." in page


def test_words_are_shown_and_never_run():
    nasty = '"><script>alert(1)</script>'
    marks = [a_mark(words=nasty)]
    for text in (shown("{% body_map marks=marks %}", marks=marks), bodymap.picture(marks)):
        assert "<script>" not in text
    ElementTree.fromstring(bodymap.picture(marks))  # noqa: S314 (our own)


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_prints_without_anything_from_outside(view, tmp_path):
    marks = [
        a_mark(shape.region, shape.side, kind)
        for shape, kind in zip(FIGURES[view].shapes, MarkKind.values * 2, strict=False)
    ]
    for svg in (bodymap.picture(marks, view=view), bodymap.picture(places=places(), view=view)):
        assert "var(" not in svg
        assert set(re.findall(r'href="(.)', svg)) == {"#"}
        pdf = typst.compile(
            b'#set document(title: "x")\n#set text(lang: "en")\n'
            b'#image(bytes(sys.inputs.svg), format: "svg", alt: "x")',
            ignore_system_fonts=True,
            sys_inputs={"svg": svg},
            pdf_standards=["ua-1", "a-2a"],
            format="pdf",
        )
        assert pdf.startswith(b"%PDF")


def test_the_art_stays_light():
    """The goals page carries all four views; see the page's budget in promises."""
    assert sum(len(bodymap.picture(view=view)) for view in VIEWS) < 60_000


@pytest.mark.parametrize("view", VIEWS)
def test_numbers_of_a_drawing_are_the_same_in_every_language(view):
    """Spanish writes 12,5; a drawing does not."""
    shape = FIGURES[view].shapes[0]
    marks = [a_mark(shape.region, shape.side, "pain", 6)]
    english = re.findall(r'transform="[^"]+"', bodymap.picture(marks, view=view))
    with translation.override("es"):
        svg = bodymap.picture(marks, view=view)
    assert re.findall(r'transform="[^"]+"', svg) == english
    ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
