"""The pages' forms compared field by field: what was shown, what is sent, and what stands now."""

from intake import seen


class SeenForm:
    """Mixed into the form of a page, so that an older tab takes nothing back (decision 8).

    A field that was changed on this page alone is kept. One that was changed elsewhere alone stays
    as it stands. One that was changed in both, to different values, is asked about; the page that
    asks shows what stands, so that sending it once more decides.
    """

    moved = frozenset()  # changed elsewhere alone
    asked = frozenset()  # changed in both
    stands = {}  # {name: value} of what is asked about

    def standing(self):
        """{name: value} of what the page would show now if nobody had typed."""
        raise NotImplementedError

    def in_words(self, name, value):
        """(what the field is called, a value of it in words)."""
        raise NotImplementedError

    def leave(self, name, value):
        """What was changed elsewhere stays as it stands."""
        raise NotImplementedError

    def was_sent(self, name):
        """Did the page bring something for this field, if only its emptiness?"""
        raise NotImplementedError

    def choices_and_more(self):
        """(a choice, what follows it): fields that make one answer together."""
        return ()

    def shuts(self, choice, value):
        """Would this value of a choice throw away what follows it?"""
        return False

    def _clean_fields(self):
        super()._clean_fields()
        self._compare()

    def _compare(self):
        """Before the rules between fields, so that they see what will stand."""
        shown = seen.brought(self.data)
        alone = "changed" in self.data and seen.ASKS not in self.data
        if shown is None or alone:  # a field that is saved alone was just typed
            return
        stands, here, there, both = self.standing(), set(), set(), set()
        for name, value in self.cleaned_data.items():
            was, is_, mine = shown.get(name, seen.BLANK), stands.get(name), seen.digest(value)
            if not self.was_sent(name) or mine == seen.digest(is_):
                continue
            changed_there = seen.digest(is_) != was
            changed = both if changed_there and mine != was else there if changed_there else here
            changed.add(name)
        for choice, more in self.choices_and_more():
            self._together(choice, set(more), stands, here, there, both)
        self.moved, self.asked = frozenset(there), frozenset(both)
        self.stands = {name: stands.get(name) for name in both}
        for name in there:
            self.leave(name, stands.get(name))
        for name in both & self.cleaned_data.keys():
            self.add_error(name, seen.moved(*self.in_words(name, stands.get(name))))

    def _together(self, choice, more, stands, here, there, both):
        """What follows a choice waits while the choice is asked about."""
        written = {name for name in more & (here | both) if self.cleaned_data.get(name)}
        if choice in there and written and self.shuts(choice, stands.get(choice)):
            there.discard(choice)
            both.add(choice)
        if choice not in both:
            return
        gone = {name for name in more & there if seen.digest(stands.get(name)) == seen.BLANK}
        there -= gone
        for name in (more & here) | gone:
            del self.cleaned_data[name]

    @property
    def as_seen(self):
        """The page's hidden field."""
        stands = {name: seen.digest(value) for name, value in self.standing_now().items()}
        if self.is_bound and (shown := seen.brought(self.data)) is not None:
            faulty = self.errors.keys() - self.asked  # still compared with what it showed first
            stands |= {name: shown.get(name, seen.BLANK) for name in faulty}
        return seen.bound(stands)

    def standing_now(self):
        """The same as `standing`, after what was fine has been kept."""
        return self.standing()

    def stood(self):
        """{name: value} of what stood in a field until it was saved alone, where that is known."""
        return self.standing()

    def echo(self, stood=None):
        """What the script is told after fields were saved alone: how they read now, for it to
        remember, and what was typed over that this page never showed. What is asked about has been
        shown now; what stays as it stands elsewhere has not.
        """
        stood, shown = self.stood() if stood is None else stood, seen.brought(self.data)
        known = {**self.cleaned_data, **self.stands}
        fresh = {name: seen.digest(known[name]) for name in known.keys() - self.moved}
        over = {
            name: seen.replaced(*self.in_words(name, stood[name]))
            for name, mark in (fresh.items() if shown is not None else ())
            if seen.digest(stood.get(name)) not in (seen.BLANK, mark, shown.get(name, seen.BLANK))
        }
        return ({"seen": fresh} if fresh else {}) | ({"replaced": over} if over else {})
