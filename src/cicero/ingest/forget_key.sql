update source
set sealed_key = null, sealed_fallback_key = null, state = 'untried', message = null, state_since = now(), retry_at = null
where name = %(name)s
