"""Django's admin in a real browser: no violation of the content policy, none of WCAG."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pembinaan.accounts.models import Holiday, NumberPattern, Region, Signatory, StrategicProgramme
from pembinaan.audit.models import AuditEntry
from tests import make
from tests.cast import PASSWORD

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def addresses(transactional_db, cast):
    from django.contrib.auth.models import Group

    holiday = Holiday.objects.create(day="2025-08-17", name="Hari Kemerdekaan")
    programme = StrategicProgramme.objects.create(name="Akselerasi", first_year=2025)
    reason = make.reason()
    signatory = Signatory.objects.create(
        office=cast.palu, name="Kepala", post="Kepala Bapas", valid_from="2025-01-01"
    )
    pattern = NumberPattern.objects.create(kind="certificate", pattern="{number}/{year}")
    rows = {
        "accounts/office": cast.palu,
        "accounts/user": cast.head,
        "accounts/holiday": holiday,
        "accounts/region": Region.objects.get(code="72.71"),
        "accounts/strategicprogramme": programme,
        "trainings/reason": reason,
        "accounts/signatory": signatory,
        "accounts/numberpattern": pattern,
        "auth/group": Group.objects.get(name="head"),
    }
    pages = [
        "/admin/",
        "/admin/accounts/servicepost/add/",
        f"/admin/accounts/user/{cast.head.pk}/access-link/",
    ]
    for name, row in rows.items():
        pages += [f"/admin/{name}/", f"/admin/{name}/{row.pk}/change/"]
        if name != "auth/group":
            pages.append(f"/admin/{name}/add/")
    return [*pages, f"/admin/accounts/office/{cast.palu.pk}/history/", "/admin/audit/auditentry/"]


def log_in(page, username):
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn-primary")
    page.wait_for_url("**/")


def test_every_page_of_the_admin_is_clean(page, addresses):
    refused, found = [], []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    log_in(page, "admin")
    pages = [*addresses, f"/admin/audit/auditentry/{AuditEntry.objects.first().pk}/change/"]
    # Administrators sit at a desk; users are also looked up on a phone.
    on_a_phone = [address for address in pages if "/accounts/user/" in address]
    for width, address in [(1280, address) for address in pages] + [(360, address) for address in on_a_phone]:
        page.set_viewport_size({"width": width, "height": 900})
        response = page.goto(address)
        assert response.status == 200, address
        result = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        found += [
            (width, address, item["id"], [node["html"][:120] for node in item["nodes"][:3]])
            for item in result
        ]
    assert refused == []
    assert found == []
