"""What an address asks for, read so that no text of anybody's can break a page."""

MOST_DIGITS = 15  # an id that long is none of ours, and fits every column


def words(given, name="q", most=100):
    """The words of a search field, without what a database cannot hold."""
    return given.get(name, "").replace("\0", "").strip()[:most]


def number(given, name):
    """The whole number that a field holds, or None."""
    text = given.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
