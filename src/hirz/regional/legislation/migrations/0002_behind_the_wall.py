"""Laws, requests and advice stand behind the wall in their layers; what belongs to them is seen where they are seen.

Advice that was sent is frozen by the database too: neither its comments, nor what they rest on, nor its stamps change any
more; only who may see it does. Versions and their provisions are written once.
"""

from django.db import migrations

from hirz.regional.organisations.wall_sql import hanging, hanging_gone, layered, layered_gone

LAYERED = {
    "legislation_advicerequest": "advicerequest",
    "legislation_law": "law",
    "legislation_advice": "advice",
}
HANGING = (
    ("legislation_version", "law_id", "legislation_law", ""),
    ("legislation_provision", "version_id", "legislation_version", ""),
    ("legislation_lawcomment", "advice_id", "legislation_advice", "update, delete"),
    ("legislation_citation", "comment_id", "legislation_lawcomment", "update, delete"),
    ("legislation_advicefile", "advice_id", "legislation_advice", ""),
    ("legislation_commentuptake", "comment_id", "legislation_lawcomment", "update"),
)
FROZEN = """
create function legislation_refuse_change_of_sent() returns trigger language plpgsql as $$
declare
    about uuid := case when tg_op = 'INSERT' then new.advice_id else old.advice_id end;
begin
    if exists (select from legislation_advice where id = about and sent_at is not null) then
        raise exception 'advice that was sent is not changed' using errcode = 'insufficient_privilege';
    end if;
    return coalesce(new, old);
end
$$;
create function legislation_refuse_change_of_cited() returns trigger language plpgsql as $$
declare
    about uuid := case when tg_op = 'INSERT' then new.comment_id else old.comment_id end;
begin
    if exists (
        select from legislation_lawcomment said join legislation_advice whole on whole.id = said.advice_id
        where said.id = about and whole.sent_at is not null
    ) then
        raise exception 'advice that was sent is not changed' using errcode = 'insufficient_privilege';
    end if;
    return coalesce(new, old);
end
$$;
create function legislation_refuse_unsending() returns trigger language plpgsql as $$
declare
    shared text[] := array['layer'];
begin
    if old.sent_at is not null and to_jsonb(new) - shared is distinct from to_jsonb(old) - shared then
        raise exception 'advice that was sent is not changed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger comment_frozen before insert or update or delete on legislation_lawcomment
    for each row execute function legislation_refuse_change_of_sent();
create trigger citation_frozen before insert or update or delete on legislation_citation
    for each row execute function legislation_refuse_change_of_cited();
create trigger advice_frozen before update on legislation_advice
    for each row execute function legislation_refuse_unsending();
"""
THAWED = """
drop trigger advice_frozen on legislation_advice;
drop trigger citation_frozen on legislation_citation;
drop trigger comment_frozen on legislation_lawcomment;
drop function legislation_refuse_unsending();
drop function legislation_refuse_change_of_cited();
drop function legislation_refuse_change_of_sent();
"""


class Migration(migrations.Migration):
    dependencies = [("legislation", "0001_initial"), ("organisations", "0002_behind_the_wall")]
    operations = [
        *(migrations.RunSQL(layered(table, unit=unit), layered_gone(table, unit=unit)) for table, unit in LAYERED.items()),
        *(
            migrations.RunSQL(hanging(table, column, parent, changes=changes), hanging_gone(table))
            for table, column, parent, changes in HANGING
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
