from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """OWASP's minimum for Argon2id: some 50 ms of a core a login instead of Django's 300 ms and 100 MiB."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
