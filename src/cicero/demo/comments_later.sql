-- Comments are read once the days have been lived through: each of them costs a call, and charts need none.
update collection
set comments_due_at = greatest(comments_due_at, %(at)s::timestamptz)
where comments_at is null
