from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.Model):
    """No table: only the right to read the boards."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [("view_board", _("Can read the boards"))]

    def __str__(self):
        return "board"
