-- With it, how long a task takes is read from the index alone.
drop index tlo_record_of_task;

create index tlo_record_of_task on tlo_record (task_id, created_at, duration_nanos);

create index tlo_record_failed on tlo_record (task_id, created_at, duration_nanos)
  where status = 'Failed';

-- Few; an instance that is there again looks for its own, and people for all.
create index tlo_record_lost on tlo_record (instance_id)
  where status = 'Failed' and failure = 'lost with its JVM';
