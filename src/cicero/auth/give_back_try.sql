update guess set tries = least(%(most)s::float8, tries + 1) where bucket = %(bucket)s::bytea
