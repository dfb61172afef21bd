-- The slowest bucket fills up within three hours.
delete from guess where at < now() - interval '1 day'
