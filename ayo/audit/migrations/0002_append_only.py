"""The database itself refuses to change, remove or empty audit entries and seals."""

from django.db import migrations

FORWARD = """
create function audit_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'audit is append-only: % on % is refused', tg_op, tg_table_name;
end $$;
create trigger audit_entry_final before update or delete on audit_entry
    for each row execute function audit_is_final();
create trigger audit_entry_not_emptied before truncate on audit_entry
    for each statement execute function audit_is_final();
create trigger audit_seal_final before update or delete on audit_seal
    for each row execute function audit_is_final();
create trigger audit_seal_not_emptied before truncate on audit_seal
    for each statement execute function audit_is_final();
-- The chainer takes entries out of the inbox; nobody may alter one on the way.
create trigger audit_inbox_unaltered before update on audit_inbox
    for each row execute function audit_is_final();
alter table audit_inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0);
"""
BACKWARD = """
drop trigger audit_entry_final on audit_entry;
drop trigger audit_entry_not_emptied on audit_entry;
drop trigger audit_seal_final on audit_seal;
drop trigger audit_seal_not_emptied on audit_seal;
drop trigger audit_inbox_unaltered on audit_inbox;
drop function audit_is_final;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
