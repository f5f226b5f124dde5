"""Zip archives that people hand in: judged from their directory, then by what they really unpack to."""

MAX_ENTRIES = 1_000
MAX_RATIO = 300
RATIO_MATTERS_FROM = 8 << 20


def is_bomb(entries, max_unpacked):
    """By what the directory says."""
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > max_unpacked:
        return True
    return any(_swollen(entry) for entry in entries)


def _swollen(entry):
    return entry.file_size > max(RATIO_MATTERS_FROM, MAX_RATIO * entry.compress_size)


class Counted:
    """A part that counts what it really unpacks to, since the declared sizes can lie."""

    def __init__(self, part, left, refusal):
        self.part, self.left, self.refusal = part, left, refusal

    def read(self, size):
        chunk = self.part.read(size)
        self.left -= len(chunk)
        if self.left < 0:
            raise self.refusal
        return chunk
