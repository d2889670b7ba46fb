"""The demo's clients: who they are, when they come, and how their story goes.

`day` and `time`: the visit of this week, in days from today; `past`: how many came before it,
`every` so many days. `intake` says how far the form got, `outcome` what was decided, `yes` which
questions of the screening table were answered with yes. Numbers in the last five fields count
visits back from today: 0 is the latest that took place.
"""

import datetime
from dataclasses import dataclass, field

ROBIN, TOVE, MIRA = "robin", "tove", "mira"
BORN = datetime.date


@dataclass(frozen=True)
class Story:
    legal: str
    call: str
    pronouns: str
    born: datetime.date
    therapist: str
    day: int
    time: tuple
    past: int = 0
    every: int = 7
    ahead: int = 1
    intake: str = "reviewed"  # none, invited, expired, started, sent, reviewed
    outcome: str = "go_ahead"
    theme: str = "desk"
    language: str = "en"
    again: int = 0  # so many days ago they filled in the form a second time
    shared: str = ""  # a second therapist in the care team
    yes: dict = field(default_factory=dict)
    draft: tuple = ()
    missing: tuple = ()
    remark: tuple = ()
    amend: tuple = ()
    error: tuple = ()


STORIES = (
    Story(
        *("Ada Testperson", "Ada", "she/her", BORN(1984, 2, 29), ROBIN, 0, (9, 0)),
        past=8,
        ahead=6,
        shared=MIRA,
        again=9,
        amend=(3,),
    ),
    Story(
        *("Benjamin Sample", "Ben", "he/him", BORN(1961, 8, 3), ROBIN, 0, (10, 15)),
        outcome="hold",
        theme="stiff",
        yes={"CV05": "A small tablet every evening, since 2024."},
    ),
    Story(
        *("Cho Mockwell", "Cho", "they/them", BORN(1999, 11, 12), ROBIN, 0, (11, 30)),
        intake="invited",
    ),
    Story(
        *("Dana Placeholder", "Dana", "she/her", BORN(1977, 5, 20), ROBIN, 0, (14, 0)),
        past=5,
        ahead=6,
        outcome="with_changes",
        theme="runner",
        yes={"AL01": "Nuts, also as oil."},
        remark=(2,),
    ),
    Story(
        *("Emil Inventado", "Emil", "he/him", BORN(1990, 1, 7), ROBIN, 0, (15, 15)),
        intake="sent",
        theme="lifting",
        language="es",
        yes={"MS04": "Una hernia de disco lumbar, hace dos años."},
    ),
    Story(
        *("Fern Fictional", "Fern", "she/her", BORN(1993, 6, 30), ROBIN, 1, (9, 0)),
        past=3,
        ahead=3,
        every=14,
        outcome="no_abdominal_pressure",
        theme="pregnant",
        yes={"RP01": "Week 24."},
    ),
    Story(
        *("August Pretendson", "Gus", "he/him", BORN(1969, 9, 9), ROBIN, 1, (11, 0)),
        past=3,
        ahead=6,
        outcome="with_changes",
        theme="sciatica",
        yes={"MS04": "Sciatica on the left, better since the spring."},
        draft=(0,),
    ),
    Story(
        *("Hana Madeupova", "Hana", "she/her", BORN(2001, 3, 15), ROBIN, 2, (9, 30)),
        past=4,
        ahead=6,
        theme="dancer",
        missing=(0,),
        remark=(1,),
        amend=(1,),
    ),
    Story(
        *("Ivo Sampleton", "Ivo", "he/him", BORN(1955, 12, 1), ROBIN, 3, (16, 0)),
        intake="expired",
        ahead=0,
    ),
    Story(
        *("June Testwood", "June", "she/they", BORN(1988, 7, 22), ROBIN, 3, (9, 0)),
        intake="started",
        theme="runner",
    ),
    Story(
        *("Kit Exampleson", "Kit", "they/them", BORN(1980, 10, 5), ROBIN, 4, (13, 0)),
        past=4,
        ahead=6,
        outcome="outdated",
        theme="stiff",
    ),
    Story(
        *("Louisa Notreal", "Lou", "she/her", BORN(1948, 4, 18), ROBIN, 5, (10, 0)),
        outcome="not_suitable",
        ahead=0,
        theme="stiff",
        yes={"CV01": "Found last year, it is being watched."},
    ),
    Story(
        *("Mohammed Makebelieve", "Mo", "he/him", BORN(1975, 2, 2), TOVE, 0, (9, 30)),
        past=4,
        ahead=6,
        theme="lifting",
    ),
    Story(
        *("Nia Prototype", "Nia", "she/her", BORN(1996, 8, 28), TOVE, 0, (11, 0)),
        past=3,
        ahead=6,
        outcome="with_changes",
        theme="runner",
        yes={"MH01": "Please tell me before you touch my neck."},
        draft=(0,),
    ),
    Story(
        *("Otto Templateman", "Otto", "he/him", BORN(1966, 1, 31), TOVE, 0, (14, 30)),
        intake="sent",
        theme="stiff",
        yes={"GI04": "A hernia in the groin, repaired with a mesh in 2019.", "CV07": "Tablets."},
    ),
    Story(
        *("Pia Fakenham", "Pia", "she/her", BORN(1982, 5, 5), TOVE, 1, (10, 0)),
        past=3,
        ahead=3,
        every=14,
        outcome="no_abdominal_pressure",
        theme="scar",
        yes={"SX01": "A cesarean, eight months ago."},
    ),
    Story(
        *("Quin Standin", "Quin", "he/they", BORN(1991, 9, 19), TOVE, 2, (15, 0)),
        past=3,
        ahead=6,
        missing=(1,),
    ),
    Story(
        *("Rae Demoson", "Rae", "she/her", BORN(1986, 12, 24), TOVE, 4, (9, 0)),
        outcome="hold",
        ahead=0,
        theme="runner",
        yes={"RF15": "I fell off my bike last week and my hip has hurt since."},
    ),
    Story(
        *("Solomon Imaginary", "Sol", "he/him", BORN(1959, 6, 6), TOVE, 5, (11, 0)),
        yes={"CV02": "A scan last year found nothing."},
        past=3,
        ahead=6,
        theme="stiff",
        error=(1,),
    ),
    Story(
        *("Tia Fabricated", "Tia", "she/her", BORN(1994, 4, 1), MIRA, 0, (10, 0)),
        past=5,
        ahead=6,
        theme="dancer",
    ),
    Story(
        *("Uma Hypothetical", "Uma", "she/her", BORN(1972, 11, 11), MIRA, 0, (13, 0)),
        past=3,
        ahead=6,
        outcome="with_changes",
        theme="sciatica",
        yes={"MS01": "Thin bones, found in a scan."},
        draft=(1,),
    ),
    Story(
        *("Victor Trialrun", "Vic", "he/him", BORN(1979, 3, 8), MIRA, 1, (9, 0)),
        past=3,
        ahead=6,
        theme="lifting",
    ),
    Story(
        *("Wendeline Mockingham", "Wen", "she/her", BORN(1963, 7, 14), MIRA, 2, (10, 0)),
        intake="invited",
    ),
    Story(
        *("Xanthe Untrue", "Xan", "they/them", BORN(1998, 10, 30), MIRA, 3, (14, 0)),
        past=2,
        ahead=6,
        theme="runner",
        remark=(0,),
    ),
    Story(
        *("Yael Inventria", "Yael", "she/her", BORN(1985, 1, 1), MIRA, 5, (16, 0)),
        intake="none",
    ),
)
