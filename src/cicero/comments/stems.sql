-- Each word with what the Indonesian and the English stemmer make of it.
select word, array_remove(ts_lexize('indonesian_stem', word) || ts_lexize('english_stem', word), null) as stems
from unnest(%(words)s::text[]) as word
