-- depends: 0004_pictures
-- What holds of the installation as a whole: one row.

create table installation (
    only_row boolean primary key default true check (only_row),
    -- everything in it was collected from the emulator: every page says so
    demo     boolean not null default false
);
insert into installation default values;
