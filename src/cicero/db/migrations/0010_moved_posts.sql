-- depends: 0009_growth
-- The time of publication under which a post's tags are still gathered, between its correction and theirs: null but
-- within the transaction that corrects it.
alter table post add column moved_from timestamptz;
