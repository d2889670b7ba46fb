"""What people, scripts and strangers type: the input corpus, category by category.

Each case is (category, typed). `REFUSED` must come back with a sentence, `KEPT` must be shown
again letter by letter, `EITHER` may do one or the other, and nothing may break the page.
`CORPUS=whole python3 run.py test` types all of it into every field, which takes long; otherwise
each field gets its own share, the same every time, and all fields together get it whole.
"""

import os
import random

WHOLE = os.environ.get("CORPUS") == "whole"
LUCK = random.Random(2024)  # noqa: S311 - the same every time

BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\t\n\r"] + ["\x7f", "\x9f"]

REFUSED_TEXTS = [
    *[("C1", text) for text in ("a\0b", "\0", "a\0\0")],
    *[("C2", f"a{letter}b") for letter in LUCK.sample(CONTROLS, 6)],
    *[("C2", f"a{letter}b") for letter in "\x85\u2028\u2029\ufeff\u00ad\u180e"],
    *[("C3", f"a{letter}gnp.exe") for letter in BIDI],
    *[("C3", text) for text in ("\u200b\u200b", "\u3164", "\u115f\u1160", "\u2800", "\uffa0")],
    *[("C3", text) for text in ("a\U000e0041\U000e007f", "\u200d", "\ufe0f", "\u200c")],
    *[("C6", text) for text in ("Z" + "\u0301" * 30, "a\u0489" + "\u0336" * 12)],
    *[("C8", text) for text in ("a\ufffdb", "\ufffd")],
]

KEPT_TEXTS = [
    *[
        ("C4", name)
        for name in (
            "O’Brien-Ñúñez|李小龙|محمد|Zoë|O|Null|Test|👩‍👩‍👧‍👦|नेहा|Nguyễn Thị|José María"
            "|none|undefined|NaN|True|null|0|-|.|D'Arcy|می‌خواهم|ශ්‍රී|Åse|Иван|ยิ่งลักษณ์|name (née other)"
        ).split("|")
    ],
    *[("C5", name) for name in ("Zoe\u0308", "Zoë", "Ｆｕｌｌ", "ﬁsh", "İstanbul", "ıI", "Strauß")],
    *[
        ("C23", text)
        for text in (
            "' OR 1=1--|\"; DROP TABLE|${{7*7}}|{{7*7}}|{% debug %}|../../x|$(id)|*)(|%s%n"
            "|%0d%0aA: b|\\x00|\\u0000|%00|`id`|;ls|<?php|[object Object]|__proto__|constructor"
            "|1;--|a\\"
        ).split("|")
    ],
    *[
        ("C24", text)
        for text in (
            '<script>x()</script>|"><img src=x onerror=x()>|javascript:x()|</textarea><b>'
            "|<svg/onload=x>|&lt;b&gt;|&amp;|&#0;|<!--|--!>|]]>|<math><mi>|' autofocus x='"
            "|</script>"
        ).split("|")
    ],
    *[("C25", text) for text in ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)")],
]


def share(cases, of, at_most):
    """What is typed into the field `of`: `at_most` cases, of every category one before any two."""
    luck, left = random.Random(of), list(cases)  # noqa: S311 - the same every time
    if WHOLE or len(left) <= at_most:
        return left
    luck.shuffle(left)
    first = list({case[0]: case for case in left}.values())
    return [*first, *(case for case in left if case not in first)][:at_most]


def too_long(most):
    """Texts around a field's limit."""
    return [("C7", "x" * (most + 1)), ("C7", "é" * (most + 1)), ("C7", "x" * (most + 50_000))]


def just_fits(most):
    """Texts that fill a field to the last letter; a letter of two units counts as one."""
    return [("C7", "x" * most), ("C7", "李" * most), ("C7", "🙂" * most)]


def numbers(low, high):
    """(typed, the number it is or None when it must be refused)."""
    wrong = [
        low - 1,
        high + 1,
        -1,
        2**31,
        2**63,
        10**10,
        "9" * 5000,
        "1e3",
        "0x3",
        "--3",
        "3-",
        "x",
    ]
    wrong += ["NaN", "sNaN", "Infinity", "-Infinity", "1e400", "1e-999999", "2.55", "2,5", "²", "Ⅲ"]
    wrong += ["1_0", "1 0", "\x003", "٣.٥", "½", "true", "null", "None", "[]", "{}", "\u202e3", "①"]
    if low <= -1:
        wrong.remove(-1)
    right = [(low, low), (high, high), (f" {low} ", low), (f"+{high}", high), (f"0{low}", low)]
    right += [("".join(chr(0x660 + int(digit)) for digit in str(high)), high), ("", None)]
    return [("C11", str(text)) for text in wrong], [("C11", str(text), is_) for text, is_ in right]


WRONG_DAYS = [
    ("C9", text)
    for text in (
        "0000-00-00|2020-02-31|2021-02-29|0001-01-01|1899-12-31|9999-12-31|99999-01-01|2999-01-01"
        "|1990-13-01|1990-00-10|1990-01-00|31-31-31|nonsense|-1990-01-01|1990--01-01|1e3|NaN|[]"
        "|1990-01-01T00:00|today|\0|1990-01-01' --|١٩٩٠-١٣-٠١|19900-1-1|<b>"
    ).split("|")
]
STRANGE_DAYS = [("C9", text) for text in "31/02|02/03/1990|3.2.1990|1990-1-1|19900101".split("|")]

WRONG_MAILS = [
    ("C26", text)
    for text in (
        "a@b.test\nBcc: c@d.test|a@b.test,c@d.test|a@b.test c@d.test|a@b.test;c@d.test|a@|@b.test"
        "|a@b..test|a@[999.1.1.1]|<a@b.test>|Name <a@b.test>|mailto:a@b.test|a@-b.test|a@b.test\0"
        "|a@b.test%0aBcc:c@d.test|a@b@c.test|\u202ea@b.test|a@b.test\u200b|plain"
    ).split("|")
] + [("C26", "x" * 990 + "@b.test")]
KEPT_MAILS = [
    ("C26", text) for text in "first+tag@example.test|O'Brien@example.test|A@B.TEST".split("|")
]
STRANGE_MAILS = [
    ("C26", text) for text in '"q q"@example.test|a@[127.0.0.1]|a@bücher.test|a@b.test.'.split("|")
]
WRONG_TIMES = [
    ("C9", text) for text in "24:00|25:61|-1:00|noon|12|\0|1e3|<b>|12:60|9:5:7:1".split("|")
]

WRONG_CHOICES = [
    ("C13", text)
    for text in (
        "zzz|YES|yes |['yes']|0x1|-1|99|2147483648|1e1|null|None|__all__|yes,no|<b>|\0|\ufffd"
        "|\u202e|undefined|on off|٣|'--"
    ).split("|")
]

EXTRA = {
    "client": "1",
    "client_id": "999999",
    "intake": "1",
    "intake_id": "1",
    "id": "1",
    "pk": "1",
    "role": "admin",
    "status": "signed",
    "version": "999",
    "submitted_at": "2020-01-01",
    "whole_at": "2020-01-01",
    "saved_at": "x",
    "recorded_by": "1",
    "recorded_at": "2020-01-01",
    "is_admin": "on",
    "__proto__": "1",
    "name[]": "1",
    "_method": "DELETE",
    "f-": "1",
    "f-CV05": "1",
    "f-CV05-": "1",
    "f-CV05-zzz": "1",
    "q-": "yes",
    "q-ZZ99": "yes",
    "more-ZZ99": "words",
    "consent-zzz": "given",
}

QUERIES = [
    ("C28", text)
    for text in (
        "sort=zzz|sort=name;drop|sort=-user__password|sort=?|page=-1|page=0|page=1e3|page=NaN|page=zzz"
        "|page=|page=99999999999999999999999999999|page=%00|page=%D9%A3|q=%00|q=a%00b|q=%ff%fe|q=%25"
        "|q=_|q=%5C|q=%27--|q=(((|q=%F0%9F%99%82|q=%E2%80%AE|q=%ED%A0%80|q=&q=&q=1|shelf=zzz|shelf=%00"
        "|shelf=decide&shelf=x|therapist=-1|therapist=0|therapist=1e3|therapist=%C2%B2|therapist=zzz"
        "|therapist=999999999999999|therapist=9999999999999999999|therapist=%D9%A3|therapist=%00"
        "|differs=|differs=%00|group=zzz|severity=zzz|group=%00&severity=%00|next=//evil.test/"
        "|next=javascript:x|__debug__=1|show=%00|covered=%00|sent=%00|mail=%00|a[]=1|=|&&&|?|%|%zz"
    ).split("|")
]

PATHS = [
    ("C27", text)
    for text in (
        "0|-1|abc|999999999999999999|9223372036854775807|9223372036854775808|%00|1%00|1.0|1e3|+1|%2e%2e"
        "|..%2f..%2f|1;2|1%2f2|%D9%A3|%C2%B2|null|00000000-0000-0000-0000-000000000000|%0d%0aA:b|٣"
    ).split("|")
] + [("C27", "9" * 30), ("C27", "9" * 5000)]

HEADERS = [
    ("C29", headers)
    for headers in (
        {"Host": "evil.test"},
        {"Host": "testserver:99999"},
        {"Host": "a b"},
        {"X-Forwarded-For": "1.2.3.4"},
        {"X-Forwarded-For": "x" * 5000},
        {"X-Forwarded-For": "' OR 1=1--, 1.1.1.1"},
        {"X-Forwarded-Host": "evil.test"},
        {"X-Http-Method-Override": "DELETE"},
        {"Accept-Language": "x" * 100_000},
        {"Accept-Language": "es;q=NaN, \ufffd, zz-ZZ-" + "z" * 500},
        {"Accept-Language": "en-" * 2000},
        {"Accept": "*/" * 1000},
        {"Cookie": "sid=" + "x" * 100_000},
        {"Cookie": "sid=../../x; csrf=%00; django_language=%00"},
        {"Cookie": "django_language=../../etc; messages=zzz"},
        {"Cookie": ";;;==;"},
        {"Hx-Request": "true"},
        {"Range": "bytes=0-0"},
        {"If-None-Match": "*"},
        {"Referer": "javascript:x"},
        {"Origin": "null"},
        {"Content-Length": "-1"},
        {"X-Autosave": "\ufffd" * 100},
    )
]

BODIES = [
    ("application/json", b'{"legal_name": NaN}'),
    ("application/json", b"[" * 100_000),
    ("text/plain", b"legal_name=x"),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
    ("multipart/form-data; boundary=" + "x" * 3000, b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n'),
    ("application/x-www-form-urlencoded; charset=utf-16", "legal_name=x".encode("utf-16")),
    ("application/x-www-form-urlencoded; charset=bogus", b"legal_name=x\xff"),
    ("application/x-www-form-urlencoded", b"legal_name=%ff%fe"),
    ("application/x-www-form-urlencoded", b"legal_name=%c0%af"),
    ("application/x-www-form-urlencoded", b"legal_name=%ed%a0%80"),
    ("application/x-www-form-urlencoded", b"a=1&" * 501),
    ("application/x-www-form-urlencoded", b"legal_name=" + b"x" * 1_000_001),
    ("application/x-www-form-urlencoded", b"=&&&=;%&changed=legal_name&legal_name=%u0041%"),
    ("", b"\x00\xff"),
]
