"""The pages of Django's admin for offices, people and reference data."""

from pembinaan.accounts.admin import offices, reference, roles, signing, users  # noqa: F401  they register themselves
