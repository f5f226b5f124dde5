SELECT office_id, date_trunc('month', day), sum(marked), sum(came), sum(enrolled), sum(completed), sum(closed),
    sum(placed)
FROM measured_daily
WHERE office_id = ANY (%(offices)s) AND day BETWEEN %(first)s::date AND %(last)s::date
GROUP BY 1, 2
