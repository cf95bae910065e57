alter table tlo_task add column method text;

alter table tlo_task add column source text;

alter table tlo_task add column schedule text;

create table tlo_switch (
  app text not null,
  method text not null,
  switched_at timestamptz not null,
  operator text not null,
  origin text not null,
  primary key (app, method)
);

create table tlo_audit (
  audit_id bigint generated always as identity primary key,
  app text not null,
  instance_id bigint,
  audit_no bigint,
  noted_at timestamptz not null,
  action text not null,
  task text not null,
  operator text not null,
  origin text not null,
  outcome text not null,
  unique (instance_id, audit_no)
);

create index tlo_audit_in_time on tlo_audit (app, noted_at);

create table tlo_lock (
  name text primary key,
  lock_until timestamptz not null,
  locked_at timestamptz not null,
  locked_by text not null
);
