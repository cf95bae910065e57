-- With it, how long a task takes is read from the index alone.
drop index tlo_record_of_task;

create index tlo_record_of_task on tlo_record (task_id, created_at) include (duration_nanos);

create index tlo_record_failed on tlo_record (task_id, created_at) include (duration_nanos)
  where status = 'Failed';

-- Few; an instance that is there again looks for its own, and people for all.
create index tlo_record_lost on tlo_record (instance_id)
  where status = 'Failed' and failure = 'lost with its JVM';

-- An index alone answers for pages that were vacuumed, by default once a fifth of all is new.
alter table tlo_record set (
  autovacuum_vacuum_insert_scale_factor = 0.01,
  autovacuum_vacuum_scale_factor = 0.02);
