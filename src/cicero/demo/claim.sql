update installation
set demo = true
where demo or not exists (select from person)
