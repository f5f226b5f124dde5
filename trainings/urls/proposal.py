from django.urls import path

from trainings.views import copying, needs, proposal

urlpatterns = [
    path("copies/", copying.PlansToCopy.as_view(), name="copy-list"),
    path("<uuid:pk>/copy/", copying.CopyTraining.as_view(), name="copy"),
    path("<uuid:pk>/items/", needs.TrainingItems.as_view(), name="items"),
    path("<uuid:pk>/items.xlsx", needs.ExportItems.as_view(), name="items-export"),
    path("<uuid:pk>/proposal/", proposal.ProposalPage.as_view(), name="proposal"),
    path("<uuid:pk>/proposal/write/", proposal.WriteProposal.as_view(), name="proposal-write"),
    path("<uuid:pk>/proposal/budget/", proposal.PlanBudget.as_view(), name="budget"),
    path("<uuid:pk>/proposal/items/", proposal.TakeOverItems.as_view(), name="budget-items"),
    path("<uuid:pk>/proposal/spending/", proposal.RecordSpending.as_view(), name="spending"),
    path("<uuid:pk>/proposal/propose/", proposal.ProposeTraining.as_view(), name="propose"),
    path("<uuid:pk>/proposal/return/", proposal.ReturnTraining.as_view(), name="return"),
]
