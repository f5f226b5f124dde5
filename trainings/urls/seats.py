from django.urls import path

from trainings.views import invitations, offers, siblings, swaps

urlpatterns = [
    path("siblings/", siblings.SiblingList.as_view(), name="sibling-list"),
    path("siblings/<uuid:pk>/", siblings.SiblingCandidates.as_view(), name="sibling"),
    path("siblings/<uuid:pk>/nominate/", siblings.NominateChosen.as_view(), name="sibling-nominate"),
    path("<uuid:pk>/waiting/", offers.WaitingPage.as_view(), name="waiting"),
    path("<uuid:pk>/offers/<uuid:offer>/<slug:answer>/", offers.AnswerOffer.as_view(), name="offer-answer"),
    path("<uuid:pk>/participants/<uuid:enrolment>/swap/", swaps.Swap.as_view(), name="swap"),
    path("<uuid:pk>/participants/<uuid:enrolment>/transfer/", swaps.Transfer.as_view(), name="transfer"),
    path(
        "<uuid:pk>/participants/<uuid:enrolment>/pauses/<uuid:pause>/remove/",
        swaps.DropPause.as_view(),
        name="pause-remove",
    ),
    path("<uuid:pk>/invitations/", invitations.InvitationPage.as_view(), name="invitations"),
    path("<uuid:pk>/invitations/staff/", invitations.InviteStaff.as_view(), name="invite-staff"),
    path(
        "<uuid:pk>/participants/<uuid:enrolment>/invitation/",
        invitations.KeepInvitation.as_view(),
        name="invitation",
    ),
]
