"""What happened to a case stays as it was told: lines are added, never changed or removed."""

from django.db import migrations

FORWARD = """
create function services_line_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a case is append-only: % is refused', tg_op;
end $$;
create trigger services_line_final before update or delete on services_line
for each row execute function services_line_is_final();
"""
BACKWARD = """
drop trigger services_line_final on services_line;
drop function services_line_is_final;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
