"""Contributors stand before the second wall as nobody of the staff, under a name of their own.

Every policy made for staff asks ``hirz_me()`` or the offices of a permission, and of a contributor there is neither: what
they may see is said for them anew, table by table. Here: their own account, and the history of what they do themselves.

The table of accounts is behind the wall from now on, for the role of the staff process alone: sign-in reads it before
anybody is known, its owner maintains it. That process may make accounts of contributors and still none of staff.
"""

from django.db import migrations

FUNCTION = """
create function hirz_contributor() returns uuid language sql stable
    return nullif(current_setting('hirz.contributor', true), '')::uuid;
"""
ACCOUNTS = """
alter table accounts_user enable row level security;
create policy worker on accounts_user to hirz_worker using (true) with check (true);
create policy staff_sees on accounts_user for select to hirz_staff
    using ((select hirz_contributor()) is null or id = (select hirz_contributor()));
create policy staff_changes on accounts_user for update to hirz_staff
    using ((select hirz_contributor()) is null or id = (select hirz_contributor()))
    with check ((select hirz_contributor()) is null or id = (select hirz_contributor()));
grant insert on accounts_user to hirz_staff;
create policy staff_invites on accounts_user for insert to hirz_staff
    with check (is_contributor and office_id = any ((select hirz_offices('regional_edit'))::uuid[]));
"""
ACCOUNTS_GONE = """
drop policy staff_invites on accounts_user;
revoke insert on accounts_user from hirz_staff;
drop policy staff_changes on accounts_user;
drop policy staff_sees on accounts_user;
drop policy worker on accounts_user;
alter table accounts_user disable row level security;
"""
HISTORY = """
create policy contributor_sees_own on audit_entry for select to hirz_staff
    using (actor_id = (select hirz_contributor()));
create policy contributor_signs on audit_entry for insert to hirz_staff
    with check (actor_id = (select hirz_contributor()));
"""
HISTORY_GONE = """
drop policy contributor_signs on audit_entry;
drop policy contributor_sees_own on audit_entry;
"""
# Who covers a State is told by the offices, which are public; what roles people hold in them is not for a contributor.
ROLES = """
alter table accounts_roleassignment enable row level security;
create policy worker on accounts_roleassignment to hirz_worker using (true) with check (true);
create policy staff_sees on accounts_roleassignment for select to hirz_staff
    using ((select hirz_contributor()) is null);
"""
ROLES_GONE = """
drop policy staff_sees on accounts_roleassignment;
drop policy worker on accounts_roleassignment;
alter table accounts_roleassignment disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("walls", "0002_policies"), ("accounts", "0002_contributors")]
    operations = [
        migrations.RunSQL(FUNCTION, "drop function hirz_contributor();"),
        migrations.RunSQL(ACCOUNTS, ACCOUNTS_GONE),
        migrations.RunSQL(ROLES, ROLES_GONE),
        migrations.RunSQL(HISTORY, HISTORY_GONE),
    ]
