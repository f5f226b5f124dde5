from django.db import migrations

# LIKE '%part of a name%' within one office: a plain trigram index would walk the names of all offices.
# A short list of pending entries, because every search reads it as a whole.
MAKE = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    """CREATE INDEX client_search ON clients_client
    USING gin (office_id, search_text gin_trgm_ops) WITH (gin_pending_list_limit = 512)""",
]
DROP = ["DROP INDEX IF EXISTS client_search"]


def run(statements):
    def code(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return code


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]

    operations = [migrations.RunPython(run(MAKE), run(DROP))]
