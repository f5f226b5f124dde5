"""Invented names as the registers of two regions write them; any likeness is chance."""

from dataclasses import dataclass
from random import Random

SULAWESI_MEN = """
Abdul Rahim|Ahmad Fauzan|Andi Saputra|Arman|Baharuddin|Fadli|Gunawan|Hasan Basri|I Made Suardika|Irfan
Kasim|Moh. Rizky Ramadhan|Ridwan|Sukardi|Yohanis|Zulkifli|Moh. Rifai|Syamsul Bahri|Asrul|Burhan|Darwis
Faisal|Haerul|Iksan|Jafar|Kamarudin|La Ode Rahman|Mansur|Nasrun|Rustam|Sahrul|Taufik|Usman|Wahyu Hidayat
Aldi|Risman|Marten|Simson|Frangki|Novrianto|Ketut Wirawan|Abd. Latif|Moh. Fikri|Muhlis|Safrudin|Ardiansyah
Hamzah|Idris|Lukman|Rahmat|Supardi|Tamrin|Anwar|Bahtiar|Erwin|Herman
"""
SULAWESI_WOMEN = """
Nurlela|Jumriani|Dewi Anggraini|Hasnah|Rosmini|Sitti Aminah|Yuliana|Nurhayati|Marlina|Ratna|Asni|Hadijah
"""
SULAWESI_FAMILIES = """
Lasando|Lapasere|Mangge|Toana|Lamakampali|Tobigo|Dg. Mallawa|Tandigala|Pakaya|Lahay|Labaso|Lagandeng
Lamangkona|Tolandu|Malonda|Rantelino|Sumaila|Tangkudung|Dg. Patompo|Malotes|Lababa|Yabintoro|Ntoma|Sangaji
"""
JAVA_MEN = """
Slamet|Agus Priyanto|Bambang|Budi Santosa|Catur|Darmanto|Eko Purnomo|Fajar|Hari Susilo|Imam Mustofa|Joko
Kasno|Muhamad Arifin|Nur Kholis|Parjo|Rohmat|Sarwono|Supriyadi|Teguh|Untung|Wahono|Yanto|Zaenal|Dwi Cahyo
"""
JAVA_WOMEN = "Sri Wahyuni|Siti Khotimah|Endah|Wulandari|Tumini|Lestari"
JAVA_FAMILIES = """
Sutrisno|Mulyono|Kartono|Wiryo|Pranoto|Sudarmo|Hadi|Kromo|Sumarto|Prayitno|Wibowo|Santoso|Raharjo|Yitno
"""
NICKNAMES = "Ojan|Kiki|Aco|Ullah|Baso|Opi|Pian|Bento|Kumis|Ambo|Cepot|Daeng|Gondrong|Ical|Jek|Ucup"


def listed(text):
    return [name.strip() for line in text.strip().splitlines() for name in line.split("|")]


@dataclass
class NameBook:
    """Gives every name once; books that share `given` never give the same."""

    men: str
    women: str
    families: str
    random: Random
    given: set

    def person(self, sex):
        while (name := self._tried(sex)) in self.given:
            continue
        self.given.add(name)
        return name

    def _tried(self, sex):
        """'Arman Toana', 'Kasim bin Usman', 'Ridwan Mangge bin Alm. Idris'."""
        choose = self.random.choice
        own = choose(listed(self.women if sex == "P" else self.men))
        link, father = ("binti" if sex == "P" else "bin"), choose(listed(self.men)).split(" ")[-1]
        family = choose(listed(self.families))
        forms = (
            [f"{own} {family}"] * 5
            + [f"{own} {link} {father}"] * 3
            + [f"{own} {family} {link} Alm. {father}"]
        )
        return choose(forms)

    def relative(self):
        """A wife, mother or brother who vouches: (name, relation)."""
        relation = self.random.choice(("istri", "ibu", "ibu", "kakak", "ayah", "paman"))
        names = self.women if relation in ("istri", "ibu") else self.men
        return self.random.choice(listed(names)), relation

    def nickname(self):
        return self.random.choice(listed(NICKNAMES))


def sulawesi(random, given):
    return NameBook(SULAWESI_MEN, SULAWESI_WOMEN, SULAWESI_FAMILIES, random, given)


def java(random, given):
    return NameBook(JAVA_MEN, JAVA_WOMEN, JAVA_FAMILIES, random, given)
