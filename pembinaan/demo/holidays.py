"""National holidays and joint leave (cuti bersama) of Indonesia, as the yearly joint decrees name them."""

from datetime import date

from lokal.holidays import HOLIDAY_YEARS, get_holidays

# The decree for 2025 (1017/2, 2/2024) and its amendment, which added 18 August.
DECREED_2025 = {
    "01-01": "Tahun Baru 2025 Masehi",
    "01-27": "Isra Mikraj Nabi Muhammad saw.",
    "01-28": "Cuti bersama Tahun Baru Imlek 2576 Kongzili",
    "01-29": "Tahun Baru Imlek 2576 Kongzili",
    "03-28": "Cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1947)",
    "03-29": "Hari Suci Nyepi (Tahun Baru Saka 1947)",
    "03-31": "Idulfitri 1446 H",
    "04-01": "Idulfitri 1446 H",
    "04-02": "Cuti bersama Idulfitri 1446 H",
    "04-03": "Cuti bersama Idulfitri 1446 H",
    "04-04": "Cuti bersama Idulfitri 1446 H",
    "04-07": "Cuti bersama Idulfitri 1446 H",
    "04-18": "Wafat Yesus Kristus",
    "04-20": "Kebangkitan Yesus Kristus (Paskah)",
    "05-01": "Hari Buruh Internasional",
    "05-12": "Hari Raya Waisak 2569 BE",
    "05-13": "Cuti bersama Hari Raya Waisak 2569 BE",
    "05-29": "Kenaikan Yesus Kristus",
    "05-30": "Cuti bersama Kenaikan Yesus Kristus",
    "06-01": "Hari Lahir Pancasila",
    "06-06": "Iduladha 1446 H",
    "06-09": "Cuti bersama Iduladha 1446 H",
    "06-27": "1 Muharam Tahun Baru Islam 1447 H",
    "08-17": "Proklamasi Kemerdekaan",
    "08-18": "Cuti bersama Proklamasi Kemerdekaan",
    "09-05": "Maulid Nabi Muhammad saw.",
    "12-25": "Kelahiran Yesus Kristus",
    "12-26": "Cuti bersama Kelahiran Yesus Kristus",
}


def holidays_by_year():
    """{year: {date: name}}: offices are closed on joint leave as well."""
    years = {2025: {date.fromisoformat(f"2025-{day}"): name for day, name in DECREED_2025.items()}}
    for year in HOLIDAY_YEARS:
        decreed = get_holidays(year).holidays
        years[year] = {date.fromisoformat(entry.date): _name(entry) for entry in decreed}
    return years


def _name(entry):
    return f"Cuti bersama {entry.name}" if entry.type == "cuti_bersama" else entry.name
