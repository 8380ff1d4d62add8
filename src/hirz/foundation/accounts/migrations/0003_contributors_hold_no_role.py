"""An account is of the staff or of a contributor for as long as it is there, and a contributor holds no role."""

from django.db import migrations

FORWARD = """
create function hirz_account_stays_what_it_is() returns trigger language plpgsql as $$
begin
    raise exception 'an account of a contributor never becomes one of the staff, nor the reverse'
        using errcode = 'check_violation';
end
$$;
create trigger account_stays_what_it_is before update on accounts_user
    for each row when (old.is_contributor is distinct from new.is_contributor)
    execute function hirz_account_stays_what_it_is();

create function hirz_contributor_holds_no_role() returns trigger language plpgsql as $$
begin
    if exists (select from accounts_user where id = new.user_id and is_contributor) then
        raise exception 'a contributor holds no role' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger contributor_holds_no_role before insert or update on accounts_roleassignment
    for each row execute function hirz_contributor_holds_no_role();
"""
BACKWARD = """
drop trigger contributor_holds_no_role on accounts_roleassignment;
drop function hirz_contributor_holds_no_role();
drop trigger account_stays_what_it_is on accounts_user;
drop function hirz_account_stays_what_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_contributors")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
