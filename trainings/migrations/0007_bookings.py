from django.db import migrations

from pembinaan.append_only import AppendOnly

# Two bookings of one subject never overlap, whatever two offices save at the same moment.
MAKE = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE trainings_booking ADD CONSTRAINT booking_no_overlap
    EXCLUDE USING gist (subject WITH =, subject_id WITH =, tstzrange(starts_at, ends_at) WITH &&)""",
]
DROP = ["ALTER TABLE trainings_booking DROP CONSTRAINT IF EXISTS booking_no_overlap"]

SEATS = """INSERT INTO trainings_booking (session_id, subject, subject_id, starts_at, ends_at)
SELECT session.id, 'client', seat.client_id, session.starts_at, session.ends_at
FROM trainings_session session
JOIN trainings_training training ON training.id = session.training_id
JOIN trainings_enrolment seat ON seat.training_id = training.id
WHERE session.status <> 'cancelled' AND training.status NOT IN ('cancelled', 'postponed')
AND seat.client_id IS NOT NULL AND seat.status IN ('enrolled', 'paused', 'completed', 'not_completed')
AND seat.starts_on <= session.day AND (seat.ends_on IS NULL OR seat.ends_on >= session.day)
ON CONFLICT DO NOTHING"""
TEACHING = """INSERT INTO trainings_booking (session_id, subject, subject_id, starts_at, ends_at)
SELECT session.id, 'instructor', teaching.instructor_id, session.starts_at, session.ends_at
FROM trainings_sessioninstructor teaching
JOIN trainings_session session ON session.id = teaching.session_id
JOIN trainings_training training ON training.id = session.training_id
WHERE session.status <> 'cancelled' AND training.status NOT IN ('cancelled', 'postponed')
ON CONFLICT DO NOTHING"""

# The same on SQLite, which knows no exclusion constraints.
TRIGGER = """CREATE TRIGGER booking_no_overlap BEFORE INSERT ON trainings_booking
BEGIN SELECT RAISE(ABORT, 'booking_no_overlap') WHERE EXISTS (
SELECT 1 FROM trainings_booking other WHERE other.subject = NEW.subject AND other.subject_id = NEW.subject_id
AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at); END"""
NO_TRIGGER = "DROP TRIGGER IF EXISTS booking_no_overlap"


def run(statements, vendors=("postgresql",)):
    def code(apps, schema_editor):
        if schema_editor.connection.vendor in vendors:
            for statement in statements:
                schema_editor.execute(statement)

    return code


class Migration(migrations.Migration):
    dependencies = [("trainings", "0006_planning")]

    operations = [
        AppendOnly("Override"),
        migrations.RunPython(run(MAKE), run(DROP)),
        # What overlaps already is left out: it is pointed out when its training is next changed.
        migrations.RunPython(run([SEATS, TEACHING], ("postgresql", "sqlite")), migrations.RunPython.noop),
        migrations.RunPython(run([TRIGGER], ["sqlite"]), run([NO_TRIGGER], ["sqlite"])),
    ]
