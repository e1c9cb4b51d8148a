-- A refused document can be replaced by other content with the same identifier, or dropped.

-- True while a request that carries it may have arrived in the accounting system: from the moment a send is recorded
-- until an answer says that nothing was stored. Only what is certainly not there is replaced.
alter table accounting_document add column maybe_stored boolean not null default false;
-- Of those that failed before this column was there it is not known; a retry finds out.
update accounting_document set maybe_stored = true where status <> 'pending';

alter table accounting_document drop constraint accounting_document_status_check;
alter table accounting_document add constraint accounting_document_status_check
  check (status in ('pending', 'sending', 'delivered', 'unknown', 'synced', 'failed', 'dropped'));

-- What a replaced document held before: nothing that was acknowledged is lost.
create table accounting_document_version (
  client_id      bigint not null,
  kind           text not null,
  identifier     text not null,
  version        integer not null,
  payload        json not null,
  content_hash   bytea not null,
  status         text not null,
  failure_code   text,
  description    text,
  submitted_at   timestamptz not null,
  submitted_by   text not null,
  replaced_at    timestamptz not null,
  replaced_by    text not null,
  primary key (client_id, kind, identifier, version)
);

-- Which documents wait for a failed one? Asked once a turn of a queue.
create index accounting_document_held on accounting_document (client_id, company_identifier) where held;
