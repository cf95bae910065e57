create table tlo_instance (
  instance_id bigint generated always as identity primary key,
  app text not null,
  name text not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz
);

create index tlo_instance_unended on tlo_instance (seen_at) where ended_at is null;

create table tlo_task (
  task_id bigint generated always as identity primary key,
  app text not null,
  name text not null,
  unique (app, name)
);

create table tlo_record (
  instance_id bigint not null,
  record_id bigint not null,
  task_id bigint not null,
  status text not null,
  begun_by text not null,
  operator text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  duration_nanos bigint,
  thread text,
  result text,
  failure text,
  primary key (instance_id, record_id)
);

create index tlo_record_of_task on tlo_record (task_id, created_at);

create index tlo_record_in_time on tlo_record (created_at);

create index tlo_record_running on tlo_record (instance_id) where status = 'Running';
