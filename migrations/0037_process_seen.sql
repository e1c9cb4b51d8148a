-- Each process of the service says every few seconds that it is alive and that the database takes writes, so that
-- "saatava doctor" can say which workers run. Agency-wide: client_id is 0.
create table process_seen (
  client_id   bigint not null check (client_id = 0),
  process_id  uuid not null,
  role        text not null,
  host        text not null,
  pid         integer not null,
  started_at  timestamptz not null,
  seen_at     timestamptz not null,
  primary key (client_id, process_id)
);
