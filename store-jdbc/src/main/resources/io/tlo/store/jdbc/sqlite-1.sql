create table tlo_instance (
  instance_id integer primary key autoincrement,
  app text not null,
  name text not null,
  version text not null,
  started_at integer not null,
  seen_at integer not null,
  ended_at integer
);

create index tlo_instance_unended on tlo_instance (seen_at) where ended_at is null;

create table tlo_task (
  task_id integer primary key autoincrement,
  app text not null,
  name text not null,
  unique (app, name)
);

create table tlo_record (
  instance_id integer not null,
  record_id integer not null,
  task_id integer not null,
  status text not null,
  begun_by text not null,
  operator text,
  created_at integer not null,
  started_at integer,
  finished_at integer,
  duration_nanos integer,
  thread text,
  result text,
  failure text,
  primary key (instance_id, record_id)
);

create index tlo_record_of_task on tlo_record (task_id, created_at);

create index tlo_record_in_time on tlo_record (created_at);

create index tlo_record_running on tlo_record (instance_id) where status = 'Running';
