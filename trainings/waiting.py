"""The waiting list of a training as it stands: who comes next, who was asked, who cannot take a seat."""

from clients.models import Client
from trainings.choices import EnrolmentStatus
from trainings.eligibility import with_hindrances
from trainings.models import Enrolment, SeatOffer
from trainings.rules.enrolment import enrolment_problems
from trainings.rules.offers import Place


def line_of(training, rows=None):
    """The places in order: earliest request first, then the row; three queries, whatever their number."""
    rows = Enrolment._base_manager.filter(training=training) if rows is None else rows
    rows = list(
        rows.filter(status=EnrolmentStatus.WAITING)
        .select_related("client")
        .order_by("requested_at", "number")
    )
    if not rows:
        return []
    offers = {}
    for offer in SeatOffer._base_manager.filter(enrolment__in=rows).order_by("offered_at", "pk"):
        offers[offer.enrolment_id] = offer
    people = Client._base_manager.filter(pk__in=[row.client_id for row in rows if row.client_id])
    hindered = {client.pk: client for client in with_hindrances(people, training)}
    return [Place(row, offers.get(row.pk), _problems(row, hindered)) for row in rows]


def _problems(row, clients):
    client = clients.get(row.client_id)
    return tuple(enrolment_problems(client, listed=True)) if client else ()
