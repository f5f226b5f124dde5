"""Indicators as objects: what is divided by what, in words that can be defended (with KPI numbers)."""

from django.utils.translation import gettext_lazy as _

from trainings.measures import SMALL, Indicator, Kind, Source, Sum
from trainings.policy import JP_MINUTES

__all__ = ["BY_KEY", "CARDS", "GROUPS", "INDICATORS", "SMALL", "Indicator", "Kind", "Source"]

TRAINED = Indicator(
    "trained",
    "",
    _("Participants trained"),
    "completed",
    "finishing",
    _("participants"),
    _(
        "Participants who completed a training (at least 80% of the JP), of all who had a seat in the "
        "trainings completed in the period. Guests are included."
    ),
)
ATTENDANCE = Indicator(
    "attendance",
    "K7",
    _("Attendance rate"),
    "minutes_credited",
    "minutes_expected",
    "JP",
    _(
        "JP followed (present, or late less what was missed), of the JP of the sessions held times the "
        "participants enrolled then, less absences with an accepted reason (K7). 1 JP is 45 minutes."
    ),
    scale=JP_MINUTES,
)
PASSED = Indicator(
    "passed",
    "K8",
    _("Passed"),
    "passed",
    "started",
    _("participants"),
    _(
        "Participants with at least 80% of the JP who were found competent, of those present at the first "
        "session or who passed without it, in the trainings completed in the period (K8)."
    ),
)
CERTIFIED = Indicator(
    "certified",
    "",
    _("Certified"),
    "certified",
    "passed",
    _("graduates"),
    _(
        "Graduates who hold a valid certificate, of all graduates of the trainings completed in the period. "
        "A certificate counts in the month of the completion, so the rate never exceeds 100%."
    ),
)
AT_WORK_3 = Indicator(
    "work-3",
    "K11",
    _("At work or in business, 3 months"),
    "placed_3",
    "closed_3",
    _("graduates"),
    _(
        "Graduates in work or business 3 months after the exit, of all graduates whose follow-up window "
        "ended in the quarter. Who was not reached, or did not want to tell, stays in the denominator (K11)."
    ),
    version=2,
    reached="reached_3",
    point=3,
    is_outcome=True,
)
AT_WORK_6 = Indicator(
    "work-6",
    "K11",
    _("At work or in business, 6 months"),
    "placed_6",
    "closed_6",
    _("graduates"),
    _(
        "Graduates in work or business 6 months after the exit, of all graduates whose follow-up window "
        "ended in the quarter. Who was not reached, or did not want to tell, stays in the denominator (K11)."
    ),
    version=2,
    reached="reached_6",
    point=6,
    is_outcome=True,
)

CARDS = (TRAINED, ATTENDANCE, PASSED, CERTIFIED, AT_WORK_3, AT_WORK_6)
"""On the board, sealed with a month, and with targets; the other indicators stand on a page of their own."""

CLIENTS_AT_WORK = Indicator(
    "clients-at-work",
    "K1",
    _("Clients at work"),
    Sum(at_end=("at_work",)),
    Sum(at_end=("working_age",)),
    _("clients"),
    _(
        "Adult clients from 15 to 64 years of age whose latest work status is work or business, of all such "
        "clients under guidance, on the last day of the period (K1). Whose age or work is not known stays in "
        "the denominator."
    ),
    source=Source.CLIENTS,
    unknown="work_unknown",
    is_outcome=True,
)
WORK_KNOWN = Indicator(
    "work-known",
    "K2",
    _("Recent work status"),
    Sum(at_end=("work_known",)),
    Sum(at_end=("active",)),
    _("clients"),
    _(
        "Clients whose work status was recorded within the last 90 days, of all clients under guidance, on "
        "the last day of the period (K2)."
    ),
    source=Source.CLIENTS,
    is_outcome=True,
)
COVERAGE = Indicator(
    "coverage",
    "K3",
    _("Coverage of training"),
    "trained",
    Sum(months=("began",), before=("active",)),
    _("clients"),
    _(
        "Clients who completed a training, each once a calendar year in the month of the first, of all who "
        "were under guidance the day before the period or whose guidance began in it (K3)."
    ),
    source=Source.CLIENTS,
)
COVERAGE_IDLE = Indicator(
    "coverage-idle",
    "K4",
    _("Coverage of clients without work"),
    "trained_idle",
    Sum(months=("idle_began",), before=("idle",)),
    _("clients"),
    _(
        "Clients without work who completed a training, each once a calendar year, of all clients under "
        "guidance who were without work the day before the period or became so in it (K4). Without work is "
        "who looks for work or does not work; a work status that is not known is neither."
    ),
    source=Source.CLIENTS,
    is_outcome=True,
)
REALISED = Indicator(
    "realised",
    "K5",
    _("Trainings carried out"),
    "trainings_done",
    "trainings_due",
    _("trainings"),
    _(
        "Trainings completed, of all approved trainings whose last day lies in the period (K5). Those "
        "postponed or cancelled stay in the denominator."
    ),
)
FILLED = Indicator(
    "filled",
    "K6",
    _("Seats filled"),
    "present_first",
    "seats_finished",
    _("seats"),
    _(
        "Participants present at the first session, of the seats of the trainings completed in the period "
        "(K6)."
    ),
)
GAIN = Indicator(
    "gain",
    "K9",
    _("Gain in the test"),
    "points_gained",
    "tested",
    _("participants"),
    _(
        "Points of the test after the training less those before it, on average of the participants with "
        "both, in the trainings completed in the period (K9)."
    ),
    kind=Kind.MEAN,
)
CERTIFIED_IN_TIME = Indicator(
    "certified-in-time",
    "K10",
    _("Certificates within 14 days"),
    "certified_in_time",
    "passed",
    _("graduates"),
    _(
        "Graduates who were handed their certificate within 14 days after the completion, of all graduates "
        "of the trainings completed in the period (K10)."
    ),
)
AT_WORK_12 = Indicator(
    "work-12",
    "K11",
    _("At work or in business, 12 months"),
    "placed_12",
    "closed_12",
    _("graduates"),
    _(
        "Graduates in work or business 12 months after the exit, of all graduates whose follow-up window "
        "ended in the quarter. Who was not reached, or did not want to tell, stays in the denominator (K11)."
    ),
    reached="reached_12",
    point=12,
    is_outcome=True,
)
IN_BUSINESS = Indicator(
    "business",
    "K12",
    _("In business of their own, 6 months"),
    "business_6",
    "closed_6",
    _("graduates"),
    _(
        "Graduates with a business of their own or a joint one 6 months after the exit, of all graduates "
        "whose follow-up window ended in the quarter (K12)."
    ),
    is_outcome=True,
    of="placed_6",
    within=AT_WORK_6,
)
WITH_NIB = Indicator(
    "nib",
    "K13",
    _("Businesses with an NIB"),
    "nib_6",
    "business_6",
    _("graduates"),
    _(
        "Graduates in business 6 months after the exit who have an NIB, of all graduates in business "
        "then (K13)."
    ),
    is_outcome=True,
    within=IN_BUSINESS,
)
WITH_PIRT = Indicator(
    "pirt",
    "K13",
    _("Businesses with a P-IRT"),
    "pirt_6",
    "business_6",
    _("graduates"),
    _(
        "Graduates in business 6 months after the exit who have a P-IRT, of all graduates in business "
        "then (K13)."
    ),
    is_outcome=True,
    within=IN_BUSINESS,
)
USING_SKILL = Indicator(
    "skill",
    "K14",
    _("Skill in use"),
    "skill_6",
    "placed_6",
    _("graduates"),
    _(
        "Graduates in work or business 6 months after the exit who use what they learned there, of all "
        "graduates in work or business then (K14). Of whom it is not known stays in the denominator."
    ),
    unknown="skill_unknown_6",
    is_outcome=True,
    within=AT_WORK_6,
)
INCOME = Indicator(
    "income",
    "K15",
    _("Change of income"),
    "",
    "income_known",
    _("graduates"),
    _(
        "The middle change of the monthly income from the exit to 6 months after it, of the graduates who "
        "told both (K15). Where only a band was told, its middle stands for the amount. Shown as a class, "
        "and only of 10 graduates or more."
    ),
    kind=Kind.MEDIAN,
    is_outcome=True,
)
FOLLOWED_UP = Indicator(
    "followed-up",
    "K16",
    _("Reached in time"),
    "followed_in_time",
    "followed_due",
    _("follow-ups"),
    _(
        "Follow-ups at which somebody was reached before the window ended, of all whose window ended in the "
        "quarter (K16). Everybody who attended is followed up, whether they passed or not."
    ),
    is_outcome=True,
)
COMPLIANT = Indicator(
    "compliant",
    "K17",
    _("Not revoked"),
    "kept_12",
    "term_12",
    _("graduates"),
    _(
        "Graduates whose guidance was not revoked by its end, or by 12 months after the exit where that came "
        "first, of all graduates for whom that day lay in the quarter (K17)."
    ),
    is_outcome=True,
)
UNDER_GUIDANCE = Sum(months=("began",), before=("active",))
TRAINED_BEFORE = Sum(months=("first_trained",), before=("active_trained",))
REVOKED = Indicator(
    "revoked",
    "K18",
    _("Guidance revoked"),
    "revoked",
    UNDER_GUIDANCE,
    _("clients"),
    _(
        "Clients whose guidance was revoked because the special conditions were broken, of all who were "
        "under guidance in the period (K18). The figure says nothing about causes."
    ),
    source=Source.CLIENTS,
    is_outcome=True,
)
REOFFENDED = Indicator(
    "reoffended",
    "K18",
    _("New offence"),
    "reoffended",
    UNDER_GUIDANCE,
    _("clients"),
    _(
        "Clients whose guidance ended because of a new offence, of all who were under guidance in the period "
        "(K18). The figure says nothing about causes."
    ),
    source=Source.CLIENTS,
    is_outcome=True,
)
REVOKED_TRAINED = Indicator(
    "revoked-trained",
    "K18",
    _("Guidance revoked, after a training"),
    "revoked_trained",
    TRAINED_BEFORE,
    _("clients"),
    _(
        "The same of clients who had completed a training before. Those who train are chosen, so the "
        "comparison with all clients says nothing about causes (K18)."
    ),
    source=Source.CLIENTS,
    is_outcome=True,
    of="revoked",
    within=REVOKED,
)
REOFFENDED_TRAINED = Indicator(
    "reoffended-trained",
    "K18",
    _("New offence, after a training"),
    "reoffended_trained",
    TRAINED_BEFORE,
    _("clients"),
    _(
        "The same of clients who had completed a training before. Those who train are chosen, so the "
        "comparison with all clients says nothing about causes (K18)."
    ),
    source=Source.CLIENTS,
    is_outcome=True,
    of="reoffended",
    within=REOFFENDED,
)
PARTNERS = Indicator(
    "partners",
    "K19",
    _("Active partners"),
    "",
    "",
    _("partners"),
    _(
        "Partners with a session held or a client placed in the period, of all partners with an agreement in "
        "force at some time in it (K19)."
    ),
    source=Source.PARTNERS,
)
GIVEN = Indicator(
    "given",
    "K20",
    _("Given by partners"),
    "",
    "",
    "Rp",
    _("Worth in rupiah of what partners gave in the period, as far as an amount was recorded (K20)."),
    kind=Kind.SUM,
    source=Source.PARTNERS,
)
COST = Indicator(
    "cost",
    "K20",
    _("Cost of a graduate"),
    "rupiah_spent",
    "passed",
    _("graduates"),
    _("Rupiah spent on the trainings completed in the period, for each of their graduates (K20)."),
    kind=Kind.RUPIAH,
)
REPORTED = Indicator(
    "reported",
    "K21",
    _("Reports in time"),
    "reports_in_time",
    "trainings_completed",
    _("trainings"),
    _("Trainings whose activity report was final within 7 days, of those completed in the period (K21)."),
)
WOMEN = Indicator(
    "women",
    "K22",
    _("Women"),
    "finishing",
    "finishing",
    _("participants"),
    _("Women, of all who had a seat in the trainings completed in the quarter (K22)."),
    is_outcome=True,
    cell=("sex", "P"),
)
CHILDREN = Indicator(
    "children",
    "K22",
    _("Children"),
    "finishing",
    "finishing",
    _("participants"),
    _(
        "Participants who were under 18 years of age when it began or are in a category of children, of all "
        "who had a seat in the trainings completed in the quarter (K22)."
    ),
    is_outcome=True,
    cell=("age_group", "child"),
)
AT_POST = Indicator(
    "at-post",
    "K22",
    _("At a service post"),
    "finishing_at_post",
    "finishing",
    _("participants"),
    _("Participants of trainings at a service post, of all in the trainings completed in the period (K22)."),
)

GROUPS = (
    (
        _("Trainings"),
        (TRAINED, REALISED, FILLED, ATTENDANCE, PASSED, GAIN, CERTIFIED, CERTIFIED_IN_TIME, REPORTED, COST),
    ),
    (
        _("Work after the training"),
        (AT_WORK_3, AT_WORK_6, AT_WORK_12, IN_BUSINESS, WITH_NIB, WITH_PIRT, USING_SKILL, INCOME),
    ),
    (_("Follow-up and compliance"), (FOLLOWED_UP, COMPLIANT)),
    (
        _("All clients"),
        (
            CLIENTS_AT_WORK,
            WORK_KNOWN,
            COVERAGE,
            COVERAGE_IDLE,
            REVOKED,
            REOFFENDED,
            REVOKED_TRAINED,
            REOFFENDED_TRAINED,
        ),
    ),
    (_("Fair shares"), (WOMEN, CHILDREN, AT_POST)),
    (_("Partners"), (PARTNERS, GIVEN)),
)
INDICATORS = tuple(indicator for _name, group in GROUPS for indicator in group)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
