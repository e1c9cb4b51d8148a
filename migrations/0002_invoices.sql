-- Invoices, their documents, and how they reach their receivers.

-- What a client has set. Absent: the defaults of its country (src/settings/defaults.ts).
create table client_settings (
  client_id   bigint not null references client,
  settings    json not null,
  version     integer not null,
  updated_at  timestamptz not null,
  primary key (client_id)
);

-- Numbers given out one by one, for example to invoices that come without one.
create table client_counter (
  client_id  bigint not null references client,
  name       text not null,
  next       bigint not null check (next > 0),
  primary key (client_id, name)
);

-- Everything that is kept as bytes, named by its SHA-256: the same bytes twice are stored once, and nothing is changed.
create table archive_object (
  client_id   bigint not null references client,
  hash        bytea not null check (octet_length(hash) = 32),
  media_type  text not null,
  content     bytea not null,
  created_at  timestamptz not null,
  primary key (client_id, hash)
);
-- PDFs and logos are compressed already; trying again costs time and saves nothing.
alter table archive_object alter column content set storage external;

create sequence invoice_seq cache 1;

create table invoice (
  client_id            bigint not null references client,
  invoice_id           uuid not null,
  -- order of submission
  seq                  bigint not null default nextval('invoice_seq'),
  number               bigint not null,
  type                 text not null check (type in
    ('INVOICE', 'CREDIT_NOTE', 'REMINDER', 'AUTO_PAYMENT_INVOICE', 'COLLECTION', 'FACTORING')),
  -- '' but for reminders, which may be issued several times: their date
  issue                text not null,
  status               text not null check (status in
    ('PAUSED', 'DRAFT', 'ACCEPTED', 'INVOICED', 'CREDITED', 'INTERMEDIATED', 'MANUAL', 'ERROR', 'DUPLICATE')),
  invoice_date         date not null,
  due_date             date not null,
  currency_code        text not null,
  net_minor            bigint not null,
  vat_minor            bigint not null,
  total_minor          bigint not null,
  paid_minor           bigint not null,
  -- how much of an original its credit notes have taken; a credit note's own stays 0
  credited_minor       bigint not null default 0 check (credited_minor between 0 and greatest(total_minor, 0)),
  credits_invoice_id   uuid,
  payment_reference    text,
  buyer_name           text not null,
  -- as it was submitted, one form for the same content; attachments' bytes are in the archive
  payload              json not null,
  -- as it was accepted (invoices/document.ts): what is rendered, sent and booked is made of this, whatever is set later
  document             json,
  content_hash         bytea not null,
  -- of everything that makes two invoices the same but for their number
  likeness_hash        bytea not null,
  duplicate_of         uuid,
  -- why it is in ERROR, MANUAL or DUPLICATE: [{code, message, pointer}]
  reasons              json,
  approved_at          timestamptz,
  approved_by          text,
  -- when it is to be evaluated; null: there is nothing to evaluate
  evaluate_at          timestamptz,
  attachments_to_fetch integer not null default 0,
  submitted_at         timestamptz not null,
  submitted_by         text not null,
  evaluated_at         timestamptz,
  updated_at           timestamptz not null,
  primary key (client_id, invoice_id)
);
create unique index invoice_number on invoice (client_id, number, type, issue);
create index invoice_likeness on invoice (client_id, likeness_hash);
create index invoice_reference on invoice (client_id, payment_reference) where payment_reference is not null;
create index invoice_to_evaluate on invoice (evaluate_at, seq) where evaluate_at is not null;

create table invoice_attachment (
  client_id        bigint not null,
  invoice_id       uuid not null,
  position         smallint not null,
  file_name        text not null,
  media_type       text not null,
  use_as_printout  boolean not null,
  url              text,
  -- of the archived bytes; null until they have been fetched
  hash             bytea,
  attempts         smallint not null default 0,
  fetch_at         timestamptz,
  failure_code     text,
  failure_reason   text,
  primary key (client_id, invoice_id, position),
  foreign key (client_id, invoice_id) references invoice on delete cascade
);
create index invoice_attachment_to_fetch on invoice_attachment (fetch_at) where fetch_at is not null;

-- Documents made of an invoice: PDF, FINVOICE, UBL. The bytes are in the archive.
create table invoice_document (
  client_id   bigint not null,
  invoice_id  uuid not null,
  kind        text not null,
  hash        bytea not null,
  created_at  timestamptz not null,
  primary key (client_id, invoice_id, kind),
  foreign key (client_id, invoice_id) references invoice on delete cascade,
  foreign key (client_id, hash) references archive_object
);

-- One way by which one invoice is to reach its receiver. This table is the distribution's queue.
create table delivery (
  client_id        bigint not null,
  delivery_id      uuid not null,
  invoice_id       uuid not null,
  channel          text not null check (channel in ('EINVOICE', 'EMAIL', 'PRINT')),
  -- those of the same rank go out side by side; a rank is begun when the one before it has failed
  rank             smallint not null,
  state            text not null check (state in ('waiting', 'pending', 'sending', 'unknown', 'sent', 'delivered', 'failed', 'dropped')),
  attempts         smallint not null default 0,
  next_attempt_at  timestamptz,
  lease_owner      uuid,
  lease_until      timestamptz,
  -- deliveries that left together, for example in one batch for the print house
  batch_id         uuid,
  remote_id        text,
  failure_code     text,
  failure_reason   text,
  created_at       timestamptz not null,
  sent_at          timestamptz,
  delivered_at     timestamptz,
  updated_at       timestamptz not null,
  primary key (client_id, delivery_id),
  foreign key (client_id, invoice_id) references invoice on delete cascade
);
create index delivery_by_invoice on delivery (client_id, invoice_id, rank);
create index delivery_due on delivery (channel, next_attempt_at) where next_attempt_at is not null;
-- What a person has to look at: shown by the command line, and counted for the metrics.
create index delivery_amiss on delivery (state, updated_at) where state in ('unknown', 'failed');
create index delivery_in_batch on delivery (batch_id) where batch_id is not null;
-- A report names what it is about by the delivery alone: the outside world knows no tenants.
create index delivery_by_id on delivery (delivery_id);

create table delivery_attempt (
  client_id    bigint not null,
  delivery_id  uuid not null,
  attempt      smallint not null,
  at           timestamptz not null,
  outcome      text not null,
  code         text,
  reason       text,
  primary key (client_id, delivery_id, attempt, at),
  foreign key (client_id, delivery_id) references delivery on delete cascade
);

-- What GET /invoice/distribution shows: one row an invoice, kept up to date in the transactions that change it.
create table distribution_record (
  client_id               bigint not null,
  invoice_id              uuid not null,
  invoice_number          bigint not null,
  invoice_type            text not null,
  invoice_date            date not null,
  status                  text not null,
  method                  text,
  outcome                 text not null check (outcome in ('PENDING', 'SENT', 'DELIVERED', 'FAILED', 'NONE')),
  sent_at                 timestamptz,
  delivered_at            timestamptz,
  payment_control_status  text,
  case_id                 bigint,
  failure_reason          text,
  fetched_at              timestamptz,
  updated_at              timestamptz not null,
  -- Order of commits: a reader that stops below the oldest transaction still open never passes over a later commit.
  changed                 xid8 not null default pg_current_xact_id(),
  primary key (client_id, invoice_id),
  foreign key (client_id, invoice_id) references invoice on delete cascade
);
create index distribution_record_number on distribution_record (client_id, invoice_number);
create index distribution_record_date on distribution_record (client_id, invoice_date, invoice_id);
create index distribution_record_failed on distribution_record (client_id, invoice_date, invoice_id) where outcome = 'FAILED';
create index distribution_record_new on distribution_record (client_id, invoice_date, invoice_id) where fetched_at is null;
create index distribution_record_changed on distribution_record (client_id, changed, invoice_id);
create index distribution_record_updated on distribution_record (client_id, updated_at, changed);
