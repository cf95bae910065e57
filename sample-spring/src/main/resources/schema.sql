create table reservation (
  id integer primary key,
  title varchar(80) not null,
  expires_at timestamp with time zone not null
);

create table released (
  title varchar(80) not null,
  released_at timestamp with time zone not null
);
