"""Why an answer weighs although it was a “no” or nothing: the facts behind the rule that held."""

from django.utils.translation import gettext as _

from intake.gate import rules


def words(row, asked):
    """“Because of: 70 years old; sex: male.”; empty where the answer alone decides.

    `row`: of the table. `asked`: what `rules.asked` made of the answer and the facts.
    """
    if not row.get("always"):
        return ""
    held = next((rule for rule in row["rules"] if rules.holds(rule["when"], asked)), None)
    if held is None or not held["effects"]:
        return ""
    told = [_told(each, asked) for each in dict.fromkeys(_leaves(held["when"], asked))]
    told = "; ".join(word for word in told if word)
    return _("Because of: %(facts)s.") % {"facts": told} if told else ""


def _leaves(condition, asked):
    """(kind, name) of each single fact that makes a condition true."""
    for each in condition.get("all", ()):
        yield from _leaves(each, asked)
    for each in condition.get("any", ()):
        if rules.holds(each, asked):
            yield from _leaves(each, asked)
    for kind in ("fact", "row"):
        if kind in condition:
            yield kind, condition[kind]


def _told(leaf, asked):
    kind, name = leaf
    if kind == "row":
        return _("no plain “no” to %(code)s") % {"code": name}
    return {"age": _age, "sex": _sex, "smoked": _smoked}.get(name, _nothing)(asked.facts)


def _age(facts):
    if facts.age is None:
        return _("age not known")
    return _("%(n)d years old") % {"n": facts.age}


def _sex(facts):
    return {"male": _("sex: male"), "female": _("sex: female"), "other": _("sex: other")}.get(
        facts.sex, _("sex not given")
    )


def _smoked(facts):
    return _("smokes, once did, or would rather not say")


def _nothing(facts):
    return ""
