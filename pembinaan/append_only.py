"""A migration operation: the database itself refuses to change or remove rows of a table."""

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {name}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# The state 23001 (restrict violation) reaches Django as an IntegrityError, as on SQLite.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {name}_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
"""
VERBS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}


class AppendOnly(Operation):
    """SQLite drops triggers whenever it rebuilds a table for a later migration: repeat it there."""

    reversible = True

    def __init__(self, model_name):
        self.model_name = model_name

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name], {}

    def state_forwards(self, app_label, state):
        """The models know nothing of it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.drop(app_label, schema_editor, to_state)
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        template = POSTGRESQL if vendor == "postgresql" else SQLITE
        for verb in VERBS[vendor]:
            names = self.names(app_label, to_state)
            schema_editor.execute(template.format(verb=verb, **names), params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.drop(app_label, schema_editor, from_state)

    def drop(self, app_label, schema_editor, state):
        names = self.names(app_label, state)
        on_table = " ON {table}".format(**names) if schema_editor.connection.vendor == "postgresql" else ""
        for verb in VERBS[schema_editor.connection.vendor]:
            schema_editor.execute(
                "DROP TRIGGER IF EXISTS {name}_{verb}".format(verb=verb, **names) + on_table
            )

    def names(self, app_label, state):
        table = state.apps.get_model(app_label, self.model_name)._meta.db_table
        return {"table": table, "name": f"append_only_{table}"}

    def describe(self):
        return f"Make {self.model_name} append-only"


class Frozen(AppendOnly):
    """Rows are never removed, and the named fields never change; an update must name the others alone."""

    def __init__(self, model_name, fields):
        super().__init__(model_name)
        self.fields = fields

    def deconstruct(self):
        return self.__class__.__name__, [self.model_name, self.fields], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.drop(app_label, schema_editor, to_state)
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        meta = to_state.apps.get_model(app_label, self.model_name)._meta
        columns = ", ".join(meta.get_field(name).column for name in self.fields)
        if not is_sqlite:
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        for verb in VERBS[schema_editor.connection.vendor]:
            text = (SQLITE if is_sqlite else POSTGRESQL).format(verb=verb, **self.names(app_label, to_state))
            schema_editor.execute(text.replace("BEFORE update", f"BEFORE update OF {columns}"), params=None)

    def describe(self):
        return f"Freeze {', '.join(self.fields)} of {self.model_name}"
