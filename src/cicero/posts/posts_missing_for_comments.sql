select distinct i.post_id
from incoming_comment i
where not exists (select from post p where p.post_id = i.post_id and p.platform = i.platform)
