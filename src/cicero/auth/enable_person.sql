update person set disabled_at = null where person_id = %(person_id)s::bigint returning person_id
