from pembinaan.accounts.views.downloads import ExportPage


class ExportClients(ExportPage):
    """The filtered list as a finished file; nothing is read from the database once it is being sent."""

    kind = "clients"
