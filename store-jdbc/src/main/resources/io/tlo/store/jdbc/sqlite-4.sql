-- When an instance said last that it has the task; null for nobody yet.
alter table tlo_task add column seen_at integer;
