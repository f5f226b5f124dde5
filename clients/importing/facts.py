"""The values of a workbook row as facts of a client: plain text by field, None where the cell is empty.

Facts are compared with each other and kept as JSON, so dates are ISO text and a NIK is only its keyed hash.
"""

from datetime import date
from functools import lru_cache
from uuid import UUID

from clients.choices import Work
from clients.models import Client
from pembinaan.crypto import keyed_hash

TEXTS = {
    "name": "name",
    "sex": "sex",
    "birth_place": "birth_place",
    "phone": "phone",
    "phone_owner": "phone_owner",
    "phone_other": "phone2",
    "phone_other_owner": "phone2_owner",
    "region_id": "regency",
    "category": "category",
    "basis": "guidance_basis_code",
    "basis_number": "guidance_basis",
    "counsellor_name": "counsellor",
    "education": "education_code",
    "occupation": "occupation",
    "guarantor_name": "guarantor",
    "guarantor_phone": "guarantor_phone",
    "guarantor_relation": "guarantor_phone_owner",
}
DAYS = ("birth_date", "guidance_start", "guidance_end")
LISTS = {"aliases": "; ", "interests": ", "}
PLACE = ("address", "village", "district")
LIMITED = {
    name: Client._meta.get_field(name).max_length
    for name in ("phone_owner", "phone_other_owner", "guarantor_relation")
}
OWN_BUSINESS = "pedagang dagang jualan wiraswasta wirausaha usaha warung kios toko petani nelayan peternak"
CASUAL = "buruh harian serabutan lepas kuli tukang ojek ojol pemulung musiman"
EMPLOYEE = "karyawan karyawati pegawai staf pelayan penjaga"


def facts_of(values, counsellors):
    """Facts of the columns that the sheet has; what it has no column for is no statement."""
    facts = {field: values[key] or None for field, key in TEXTS.items() if key in values}
    for name in DAYS:
        if name in values:
            facts[name] = values[name].isoformat() if values[name] else None
    for name, separator in LISTS.items():
        if name in values:
            facts[name] = _joined(values[name], separator, Client._meta.get_field(name).max_length)
    for name, limit in LIMITED.items():
        if facts.get(name):
            facts[name] = facts[name][:limit]
    if any(part in values for part in PLACE):
        facts["address"] = ", ".join(values[part] for part in PLACE if values.get(part)) or None
    if "nik" in values:
        facts["nik"] = keyed_hash(values["nik"]).hex() if values["nik"] else None
    if "working" in values:
        facts["work"] = work_of(values["working"], values.get("occupation"))
    if "counsellor" in values:
        facts["counsellor_id"] = counsellors.find(values["counsellor"])
    return facts


def _joined(items, separator, limit):
    """As many whole items as there is room for."""
    text = ""
    for item in items:
        longer = f"{text}{separator}{item}" if text else item
        if len(longer) > limit:
            break
        text = longer
    return text or None


@lru_cache(maxsize=4096)
def work_of(working, occupation):
    """The kind of work by the words of the occupation: an own trade and day labour are told apart, all
    other work counts as employed. Without a statement nothing is known."""
    if working is None:
        return None
    if not working:
        return Work.NOT_WORKING.value
    words = set((occupation or "").lower().split())
    if words & set(EMPLOYEE.split()):
        return Work.EMPLOYED.value
    if words & set(CASUAL.split()):
        return Work.CASUAL.value
    return (Work.OWN_BUSINESS if words & set(OWN_BUSINESS.split()) else Work.EMPLOYED).value


def stored_fact(client, field):
    """The client's present value in the same form."""
    if field == "nik":
        return bytes(client.nik_hash).hex() if client.nik_hash else None
    value = getattr(client, field)
    if isinstance(value, date):
        return value.isoformat()
    if field == "work":
        return None if value == Work.UNKNOWN else value
    return str(value) if value else None


def put_fact(client, field, value, nik=""):
    """Inverse of stored_fact; the number itself is needed for a NIK."""
    if field == "nik":
        client.nik = nik
    elif field in DAYS:
        setattr(client, field, date.fromisoformat(value) if value else None)
    elif field == "counsellor_id":
        client.counsellor_id = UUID(value) if value else None
    elif field == "region_id":
        client.region_id = value
    else:
        setattr(client, field, value or (Work.UNKNOWN if field == "work" else ""))
