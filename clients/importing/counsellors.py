"""Which account is meant by the name of a PK in a workbook."""

from pembinaan.accounts.models import User
from pembinaan.text import compact, fold

TITLE_WORDS = (
    "sh mh shi mhi spsi mpsi psi sos ssos msos sip msi mm se skm amd amdip spd mpd sag skom st sst stp map "
    "dr drs dra ir h hj"
)
TITLES = frozenset(TITLE_WORDS.split())


def bare(name):
    """Without titles: "Dr. H. Agus Wijaya, S.H., M.H." is "agus wijaya"."""
    words = name.split(",")[0].split()
    return fold(" ".join(word for word in words if compact(word) not in TITLES))


class Counsellors:
    def __init__(self, office):
        self._ids = {}
        self._answers = {None: None}
        accounts = User.objects.filter(office=office, is_active=True)
        for pk, name in accounts.values_list("pk", "name"):
            self._ids.setdefault(bare(name), []).append(str(pk))

    def find(self, text):
        """The one account of this name, or None: a namesake must not get somebody else's clients."""
        if text not in self._answers:
            found = self._ids.get(bare(text), []) if text else []
            self._answers[text] = found[0] if len(found) == 1 else None
        return self._answers[text]
