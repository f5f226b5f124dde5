from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pembinaan.accounts.models import Office, User
from pembinaan.accounts.roles import Role

CODES = {"DITJENPAS", "KANWIL-SULTENG", "BAPAS-PALU", "BAPAS-LUWUK"}
ROLES = {
    "coordinator.palu": Role.COORDINATOR,
    "counsellor.palu": Role.COUNSELLOR,
    "head.palu": Role.HEAD,
    "coordinator.luwuk": Role.COORDINATOR,
    "regional.sulteng": Role.REGIONAL,
    "national": Role.NATIONAL,
    "admin": Role.ADMIN,
}


def demo(*arguments):
    output = StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()


@pytest.mark.django_db
class TestBase:
    def test_makes_the_offices_and_users_that_tools_rely_on(self):
        demo("--base")
        assert set(Office.objects.values_list("code", flat=True)) > CODES
        found = {user.username: user.role_names for user in User.objects.filter(username__in=ROLES)}
        assert found == {username: {role} for username, role in ROLES.items()}
        assert User.objects.get(username="admin").is_staff

    def test_prints_the_users_with_the_password_that_opens_their_accounts(self, client):
        output = demo("--base")
        assert "demo-pembinaan" in output
        assert all(username in output for username in ROLES)
        assert client.login(username="head.palu", password="demo-pembinaan")

    def test_takes_the_password_from_the_environment(self, client, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "satu-kalimat-yang-panjang")
        assert "satu-kalimat-yang-panjang" in demo("--base")
        assert client.login(username="admin", password="satu-kalimat-yang-panjang")

    def test_refuses_a_database_in_which_somebody_works(self):
        demo("--base")
        with pytest.raises(CommandError, match="tidak kosong"):
            demo("--base")

    def test_does_nothing_silently_where_only_an_empty_database_is_meant(self):
        demo("--base")
        assert demo("--if-empty") == ""

    def test_refuses_to_fill_a_production_database(self, settings):
        settings.DEVELOPMENT = False
        with pytest.raises(CommandError, match="--yes-this-is-not-production"):
            demo("--base")
        assert not Office.objects.exists()
        demo("--base", "--yes-this-is-not-production")
        assert Office.objects.exists()
