"""Tallies of a nation by chance, consistent in themselves: nobody is placed who was not reached."""

from datetime import date

from tests import make
from trainings.models import ClientTally
from trainings.models.tally import INCOME_CLASSES

CELLS = (
    {"sex": "L", "age_group": "adult", "category": "PB", "region_code": "72.71"},
    {"sex": "P", "age_group": "adult", "category": "CB", "region_code": "72.10"},
    {"sex": "L", "age_group": "child", "category": "ANAK_PUTUSAN", "region_code": "72.03"},
    {"sex": "P", "age_group": "child", "category": "PB", "region_code": "72.71"},
    {"sex": "L", "age_group": "adult", "category": "CMB", "region_code": "72.10"},
    {},
)


def training_counts(rng, most):
    """Of the participants of one cell."""

    def up_to(number):
        return rng.randint(0, number)

    counts = {"finishing": up_to(most), "trainings": 1, "trainings_due": 1, "trainings_done": up_to(1)}
    counts["completed"] = up_to(counts["finishing"])
    counts["passed"] = up_to(counts["completed"])
    counts |= {"started": counts["finishing"], "present_first": counts["completed"], "seats_finished": most}
    counts["certified"] = up_to(counts["passed"])
    counts["certified_in_time"] = up_to(counts["certified"])
    counts |= {"tested": up_to(most), "points_gained": up_to(90), "rupiah_spent": up_to(9) * 250_000}
    counts |= {"minutes_expected": 900, "minutes_credited": up_to(900), "trainings_completed": 1}
    counts |= {"reports_in_time": up_to(1), "finishing_at_post": up_to(counts["finishing"])}
    counts |= {f"marks_{name}": up_to(most) for name in ("absent", "excused", "sick")}
    return counts | after_counts(up_to, most)


def after_counts(up_to, most):
    counts = {}
    for point in (3, 6, 12):
        counts[f"closed_{point}"] = up_to(most)
        counts[f"reached_{point}"] = up_to(counts[f"closed_{point}"])
        counts[f"placed_{point}"] = up_to(counts[f"reached_{point}"])
    counts["business_6"] = up_to(counts["placed_6"])
    counts |= {name: up_to(counts["business_6"]) for name in ("nib_6", "pirt_6")}
    counts["skill_6"] = up_to(counts["placed_6"])
    counts["skill_unknown_6"] = up_to(counts["placed_6"] - counts["skill_6"])
    counts |= {name: up_to(2) for name in INCOME_CLASSES}
    counts["income_known"] = sum(counts[name] for name in INCOME_CLASSES)
    counts |= {"term_12": up_to(most), "followed_others": up_to(most)}
    counts["kept_12"] = up_to(counts["term_12"])
    closed, reached = (
        sum(counts[f"{name}_{point}"] for point in (3, 6, 12)) for name in ("closed", "reached")
    )
    counts["followed_due"] = closed + counts["followed_others"]
    counts["followed_in_time"] = up_to(reached) + up_to(counts["followed_others"])
    return counts


def client_counts(rng, most):
    """What changes in a month; the stocks only grow."""

    def up_to(number):
        return rng.randint(0, number)

    parts = {name: up_to(most) for name in ("at_work", "work_unknown", "idle")}
    counts = parts | {"working_age": sum(parts.values()) + up_to(2)}
    counts["active"] = counts["working_age"] + up_to(2)
    counts |= {"work_known": up_to(counts["active"]), "active_trained": up_to(counts["active"])}
    for name in ("revoked", "reoffended"):
        counts[name] = up_to(most)
        counts[f"{name}_trained"] = up_to(counts[name])
    counts["began"] = counts["active"] + counts["revoked"] + counts["reoffended"]
    counts["first_trained"] = counts["revoked_trained"] + counts["reoffended_trained"] + up_to(1)
    counts["trained"] = counts["first_trained"] + up_to(most)
    counts |= {"idle_began": counts["idle"], "trained_idle": up_to(min(counts["trained"], counts["idle"]))}
    return counts


def tally_clients(office, month, counts):
    ClientTally.objects.update_or_create(office=office, month=month, defaults=counts)


def tallied(rng, offices, months, *, most=6, partners=None):
    """Trainings of these offices with counts in these months; each with a partner where there are some."""
    for office in offices:
        for number in range(2):
            partner = (partners or {}).get(office.pk) if number else None
            done = {"status": "completed", "completed_on": date(2026, 9, 9)}
            training = make.training(office, partner=partner, **done)
            for month in months:
                for cell in rng.sample(CELLS, 2):
                    make.tally(training, month, **cell, **training_counts(rng, most))
        for month in months:
            tally_clients(office, month, client_counts(rng, most))
