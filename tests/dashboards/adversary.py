"""Somebody who reads all that a Kanwil may see and reasons from it: a small solver of whole numbers."""

from collections import defaultdict

MANY = 10**6


class Puzzle:
    """Unknown counts, and what was told about sums of them."""

    def __init__(self):
        self.ranges = {}
        self.told = {}

    def know(self, terms, low, high=None):
        """{name: factor} lies between these; without `high` it is exactly `low`."""
        high = low if high is None else high
        terms = {name: factor for name, factor in terms.items() if factor}
        for name in terms:
            self.ranges.setdefault(name, (0, MANY))
        key = tuple(sorted(terms.items()))
        was = self.told.get(key, (-MANY, MANY))
        self.told[key] = max(was[0], low), min(was[1], high)

    def sum_is(self, names, low, high=None):
        terms = defaultdict(int)
        for name in names:
            terms[name] += 1
        self.know(terms, low, high)

    def read(self, names, text, *, least_hidden=0):
        """What one cell says: a number, '<5', '≥ 7', or that it is hidden."""
        if isinstance(text, int | float):
            self.sum_is(names, text)
        elif text == "<5":
            self.sum_is(names, 1, 4)
        elif text.startswith("≥"):
            self.sum_is(names, int(text[1:]), MANY)
        else:
            self.sum_is(names, least_hidden, MANY)

    def solved(self):
        """Names of which only one value is possible, {name: value}."""
        ranges = tightened(self.ranges, self.told)
        assert ranges is not None, "what was told contradicts itself"
        found = {name: low for name, (low, high) in ranges.items() if low == high}
        for part in components(ranges, self.told):
            found |= forced(part, {name: ranges[name] for name in names_in(part)})
        return found


def tightened(ranges, told, touched=None):
    """Ranges as narrow as sums alone make them, or None where there is no answer."""
    ranges, by_name = dict(ranges), defaultdict(list)
    for key in told:
        for name, _factor in key:
            by_name[name].append(key)
    waiting = list(told if touched is None else by_name[touched])
    while waiting:
        key = waiting.pop()
        low, high = told[key]
        spans = [sorted((factor * ranges[name][0], factor * ranges[name][1])) for name, factor in key]
        least, most = sum(span[0] for span in spans), sum(span[1] for span in spans)
        if least > high or most < low:
            return None
        for (name, factor), span in zip(key, spans, strict=True):
            ends = low - (most - span[1]), high - (least - span[0])
            ends = ends if factor > 0 else (-ends[1], -ends[0])
            narrow = max(ranges[name][0], ends[0]), min(ranges[name][1], ends[1])
            if narrow[0] > narrow[1]:
                return None
            if narrow != ranges[name]:
                ranges[name] = narrow
                waiting += [other for other in by_name[name] if other not in waiting]
    return ranges


def components(ranges, told):
    """[{terms: (low, high)}] of unknowns that hang together, less what says nothing any more."""
    open_ones = {}
    for key, (low, high) in told.items():
        spans = [sorted((factor * ranges[name][0], factor * ranges[name][1])) for name, factor in key]
        if sum(span[0] for span in spans) < low or sum(span[1] for span in spans) > high:
            open_ones[key] = (low, high)
    parts = []
    for key, bounds in open_ones.items():
        mine, names = {key: bounds}, {name for name, _factor in key if ranges[name][0] < ranges[name][1]}
        for part in [part for part in parts if names & unknown_in(part, ranges)]:
            parts.remove(part)
            mine |= part
        parts.append(mine)
    return parts


def names_in(part):
    return {name for key in part for name, _factor in key}


def unknown_in(part, ranges):
    return {name for name in names_in(part) if ranges[name][0] < ranges[name][1]}


def forced(part, ranges):
    """Of a few unknowns those with one value only, by looking for a second answer to each."""
    answer = one_answer(part, ranges)
    assert answer is not None
    values = defaultdict(set)
    for name in unknown_in(part, ranges):
        values[name].add(answer[name])
    for name in list(values):
        low, high = ranges[name]
        for span in ((low, answer[name] - 1), (answer[name] + 1, high)):
            if len(values[name]) == 1 and span[0] <= span[1]:
                other = one_answer(part, ranges | {name: span}, name)
                for known, value in (other or {}).items():
                    values[known].add(value)
    return {name: answer[name] for name, found in values.items() if len(found) == 1}


def one_answer(part, ranges, touched=None):
    ranges = tightened(ranges, part, touched)
    if ranges is None:
        return None
    unknown = [name for name, (low, high) in ranges.items() if low < high]
    if not unknown:
        return {name: low for name, (low, _high) in ranges.items()}
    name = min(unknown, key=lambda one: (ranges[one][1] - ranges[one][0], str(one)))
    for value in range(ranges[name][0], ranges[name][1] + 1):
        if (found := one_answer(part, ranges | {name: (value, value)}, name)) is not None:
            return found
    return None
