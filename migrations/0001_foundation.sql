-- Partners, clients and their tokens; idempotency; audit; events; the accounting queue.
--
-- Tenant = client. Every tenant table's primary key, unique keys and foreign keys begin with client_id, so that the
-- schema distributes by it. The shared tables are few and named: partner, client, access_token, sandbox_setting,
-- schema_migration (src/platform/tenancy.test.ts holds the list).

create table partner (
  partner_id  integer generated always as identity primary key,
  code        text not null unique check (code ~ '^[A-Z0-9_-]{2,32}$'),
  name        text not null,
  created_at  timestamptz not null
);

-- Numbers the API shows. Separate sequences, so that none can be read as another.
create sequence client_id_seq start 100001;
create sequence client_customer_code_seq start 700001;
create sequence client_reference_prefix_seq start 20001;

create table client (
  client_id                 bigint primary key default nextval('client_id_seq'),
  partner_id                integer not null references partner,
  business_code             text not null,
  name                      text not null,
  country_code              text not null,
  currency_code             text not null,
  service_type              text not null,
  customer_code             bigint not null unique default nextval('client_customer_code_seq'),
  payment_reference_prefix  bigint not null unique default nextval('client_reference_prefix_seq'),
  details                   json not null,
  created_at                timestamptz not null,
  unique (partner_id, business_code)
);

-- Only a hash of a token is kept. A token is looked up before its tenant is known, so this table is shared.
create table access_token (
  token_id        uuid primary key,
  token_hash      bytea not null unique,
  kind            text not null check (kind in ('PROVISIONING', 'CLIENT')),
  partner_id      integer not null references partner,
  client_id       bigint references client,
  environment     text not null,
  label           text,
  issued_at       timestamptz not null,
  expires_at      timestamptz,
  revoked_at      timestamptz,
  -- renewal: the token this one replaces, when this one was first used, and until when a replaced one still works
  renewed_from    uuid references access_token,
  claimed_at      timestamptz,
  superseded_at   timestamptz,
  overlap_until   timestamptz,
  last_used_at    timestamptz,
  check ((kind = 'CLIENT') = (client_id is not null))
);
create index access_token_by_client on access_token (client_id) where client_id is not null;
create index access_token_by_renewed_from on access_token (renewed_from) where renewed_from is not null;

create table sandbox_setting (
  name   text primary key,
  value  bytea not null
);

-- client_id 0 stands for the house itself: what a partner or an operator did that belongs to no client.
create table idempotency_record (
  client_id    bigint not null,
  scope        text not null,
  key          text not null,
  body_hash    bytea not null,
  status       smallint not null,
  -- sealed when it holds a secret (a token shown once), plain JSON otherwise
  answer       bytea not null,
  sealed       boolean not null,
  created_at   timestamptz not null,
  primary key (client_id, scope, key)
);
create index idempotency_record_by_age on idempotency_record (created_at);

create table audit_entry (
  client_id   bigint not null,
  audit_id    uuid not null,
  at          timestamptz not null,
  actor       text not null,
  request_id  text not null,
  action      text not null,
  subject     text not null,
  details     json not null,
  primary key (client_id, audit_id)
);

create table event (
  client_id  bigint not null,
  event_id   uuid not null,
  at         timestamptz not null,
  type       text not null,
  subject    text not null,
  data       json not null,
  primary key (client_id, event_id)
);

create table accounting_connection (
  client_id           bigint not null references client,
  company_identifier  text not null,
  system              text not null,
  simulator           boolean not null,
  -- payments name no company: they go to the client's default connection
  is_default          boolean not null,
  credentials         bytea not null,
  credentials_version integer not null,
  mappings            json not null,
  settings            json not null,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  primary key (client_id, company_identifier)
);
create unique index accounting_connection_default on accounting_connection (client_id) where is_default;

-- The sync engine's side of a connection: who works on it, and whether it may be worked on. Apart from the connection,
-- because a lease is renewed every few seconds and settings change once a year.
create table accounting_queue (
  client_id           bigint not null,
  company_identifier  text not null,
  state               text not null check (state in ('active', 'stopped')),
  reason              text,
  failures            integer not null default 0,
  next_attempt_at     timestamptz not null,
  lease_owner         uuid,
  lease_until         timestamptz,
  -- raised by every new lease; every write of a lease's holder proves that it still holds it
  fence               bigint not null default 0,
  primary key (client_id, company_identifier),
  foreign key (client_id, company_identifier) references accounting_connection on delete cascade
);

-- Order of submission. One coordinator counter: a submission that was acknowledged before another began is before it.
create sequence accounting_document_seq cache 1;

create table accounting_document (
  client_id           bigint not null,
  kind                text not null check (kind in ('ledger', 'payment', 'invoice')),
  seq                 bigint not null default nextval('accounting_document_seq'),
  identifier          text not null,
  -- '' = the client's default connection
  company_identifier  text not null,
  -- documents of one invoice share a group; null where order between documents does not matter after a refusal
  group_key           text,
  document_date       date not null,
  document_name       text,
  payload             json not null,
  content_hash        bytea not null,
  status              text not null check (status in ('pending', 'sending', 'delivered', 'unknown', 'synced', 'failed')),
  -- waits for an earlier document of its group that failed
  held                boolean not null default false,
  attempts            integer not null default 0,
  failure_code        text,
  description         text,
  document_status     text,
  remote_ids          text[] not null default '{}',
  intent_at           timestamptz,
  submitted_at        timestamptz not null,
  submitted_by        text not null,
  synced_at           timestamptz,
  updated_at          timestamptz not null,
  primary key (client_id, kind, seq)
);
create unique index accounting_document_identifier on accounting_document (client_id, kind, identifier);
-- The queue: what a connection has still to do, in order. Partial, so a million synced documents cost it nothing.
create index accounting_document_open on accounting_document (client_id, company_identifier, seq)
  where status in ('pending', 'sending', 'delivered', 'unknown');
-- An operator's question: which ones failed?
create index accounting_document_failed on accounting_document (client_id, kind, seq) where status = 'failed';
create index accounting_document_updated on accounting_document (client_id, kind, updated_at, seq);
create index accounting_document_group on accounting_document (client_id, company_identifier, group_key, seq)
  where group_key is not null;
-- Which document does a voucher found in the accounting system belong to already? (sync/queue-queries.ts)
create index accounting_document_remote on accounting_document (client_id, kind, (remote_ids[1])) where remote_ids <> '{}';
