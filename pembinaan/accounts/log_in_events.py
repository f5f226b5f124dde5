"""Logins and refusals reach the audit trail through Django's own signals."""
