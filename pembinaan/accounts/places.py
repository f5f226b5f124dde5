"""Addresses from which an account has logged in before, kept in the shared cache."""

import hashlib

from django.core.cache import cache

DAYS = 30


def remember(username, address):
    cache.set(_key(username, address), True, DAYS * 86_400)


def is_usual(username, address):
    return cache.get(_key(username, address), False)


def _key(username, address):
    return "login-place:" + hashlib.sha256(f"{username.lower()}|{address}".encode()).hexdigest()
