"""What a source once said stays said: assertions are added, never changed or removed."""

from django.db import migrations

TABLES = ("person", "family", "employee", "organisation")
FORWARD = """
create function registry_assertion_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'assertions are append-only: % on % is refused', tg_op, tg_table_name;
end $$;
""" + "".join(
    f"create trigger registry_{name}assertion_final before update or delete on registry_{name}assertion"
    f" for each row execute function registry_assertion_is_final();\n"
    for name in TABLES
)
BACKWARD = (
    "".join(f"drop trigger registry_{name}assertion_final on registry_{name}assertion;\n" for name in TABLES)
    + "drop function registry_assertion_is_final;"
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
