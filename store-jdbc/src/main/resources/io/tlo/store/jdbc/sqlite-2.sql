alter table tlo_task add column method text;

alter table tlo_task add column source text;

alter table tlo_task add column schedule text;

create table tlo_switch (
  app text not null,
  method text not null,
  switched_at integer not null,
  operator text not null,
  origin text not null,
  primary key (app, method)
);

create table tlo_audit (
  audit_id integer primary key autoincrement,
  app text not null,
  instance_id integer,
  audit_no integer,
  noted_at integer not null,
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
  lock_until integer not null,
  locked_at integer not null,
  locked_by text not null
);
