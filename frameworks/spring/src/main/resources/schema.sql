create table booking (label varchar(40) not null);
