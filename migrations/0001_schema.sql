-- The schema of Saatava, by area: clients and their tokens; idempotency, audit and events; processes and queues; the
-- archive; settings; the journal; the agency; invoices; debtors; cases; deliveries; bank files; payments; settlements and
-- payouts; client funds; accounting; questions; webhooks; the sandbox; tasks.
--
-- A tenant is a client. The primary key, unique keys and foreign keys of every tenant table begin with client_id, so that
-- the schema distributes by it. The shared tables are few: partner, client, access_token, policy, sandbox_setting,
-- schema_migration and sealed_key (test/tenancy.test.ts holds the list). Client 0 is the operator tenant: it owns rows that
-- belong to no single client, such as bank files, and has no row in client.
--
-- A column that names a row of another table has a foreign key, but for these. Tables that also hold rows of client 0, and
-- accounting_document, whose intake would lock the client's row with each statement, have none to client. Rows of client 0
-- and rows of clients name each other without one, and so does a row that names a policy: a key of a tenant's table stays
-- within its tenant. bank_entry_key has none, because a large file brings a million rows.
-- No row that another names is deleted, so the naming columns have an index only where something reads by them.
--
-- A check of a column against a list of words repeats a list of the code (test/schema-lists.test.ts compares them). Words
-- that grow with every feature have no check: types of events, kinds of case events, reasons of bank entries, accounting
-- systems, countries.
--
-- Amounts end in _minor: minor units of the row's currency. A column of type date is a civil day in the creditor's country,
-- or in the bank's. Columns are json and not jsonb where the text is kept as it was written.
--
-- An index is named <table>_<its columns or its purpose>. A partial index is named by the rows that it holds.

-- Partners, clients and tokens ---------------------------------------------------------------------------------------------

create table partner (
  partner_id  integer generated always as identity primary key,
  code        text not null unique check (code ~ '^[A-Z0-9_-]{2,32}$'),
  name        text not null,
  created_at  timestamptz not null
);

-- Numbers that the API shows come from separate sequences, so that none can be read as another.
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
  service_type              text not null check (service_type in ('LIFECYCLE', 'INTERMEDIATION', 'COLLECTION', 'COOP')),
  customer_code             bigint not null unique default nextval('client_customer_code_seq'),
  payment_reference_prefix  bigint not null unique default nextval('client_reference_prefix_seq'),
  details                   json not null,
  created_at                timestamptz not null,
  unique (partner_id, business_code)
);

-- A token is looked up before its tenant is known, so this table is shared. It holds a hash of the token.
create table access_token (
  token_id       uuid primary key,
  token_hash     bytea not null unique,
  kind           text not null check (kind in ('PROVISIONING', 'CLIENT')),
  partner_id     integer not null references partner,
  client_id      bigint references client,
  environment    text not null check (environment in ('sandbox', 'staging', 'production')),
  label          text,
  -- permissions; null: all that its kind may have
  scopes         text[],
  -- addresses and networks (CIDR) from which it is taken; null: all
  addresses      text[],
  issued_at      timestamptz not null,
  expires_at     timestamptz,
  revoked_at     timestamptz,
  last_used_at   timestamptz,
  -- renewal: the token that this one replaces, when this one was first used, and until when a replaced one still works
  renewed_from   uuid references access_token,
  first_used_at  timestamptz,
  superseded_at  timestamptz,
  overlap_until  timestamptz,
  -- A renewed token's text, sealed, so that a repeated renewal answers with the same token. Housekeeping erases it once the
  -- token has been in use for a minute, or when the overlap of the old token is over.
  sealed_text    bytea,
  check ((kind = 'CLIENT') = (client_id is not null))
);
create index access_token_client on access_token (client_id) where client_id is not null;
create index access_token_renewed_from on access_token (renewed_from) where renewed_from is not null;
create index access_token_sealed on access_token (issued_at) where sealed_text is not null;

-- Addresses that sent wrong tokens; of IPv6, its networks of 64 bits. The doctor tells of them.
create table wrong_token (
  client_id  bigint not null check (client_id = 0),
  address    text not null,
  attempts   integer not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  primary key (client_id, address)
);

-- Users --------------------------------------------------------------------------------------------------------------------

-- The people who work here, the agency's and the creditors'. The name is unique and stays: the audit shows it.
create table user_account (
  client_id    bigint not null check (client_id = 0),
  user_id      uuid not null,
  name         text not null,
  email        text,
  invited_at   timestamptz not null,
  invited_by   text not null,
  disabled_at  timestamptz,
  primary key (client_id, user_id)
);
create unique index user_account_name on user_account (client_id, lower(name));

-- A role of a user, for a client; client 0 is the agency, whose grants reach every client. A grant that is revoked is
-- deleted, and the audit keeps it. It names a row of client 0, so there is no foreign key.
create table user_grant (
  client_id   bigint not null,
  user_id     uuid not null,
  role        text not null check (role in (
    'VIEWER', 'CASEWORKER', 'CASHIER', 'PAYOUTS', 'APPROVER', 'POLICY', 'INTEGRATION', 'AUDITOR', 'ADMIN',
    'CREDITOR_VIEWER', 'CREDITOR_WORKER', 'CREDITOR_APPROVER', 'CREDITOR_ADMIN')),
  granted_at  timestamptz not null,
  granted_by  text not null,
  primary key (client_id, user_id, role)
);
create index user_grant_user on user_grant (user_id);

-- A user signs in with a credential: a passkey, or an identity at the OIDC provider, which is issuer and subject.
create table credential (
  client_id      bigint not null check (client_id = 0),
  credential_id  uuid not null,
  user_id        uuid not null,
  kind           text not null check (kind in ('PASSKEY', 'OIDC')),
  -- A passkey: its id in base64url, its public key (COSE), and how often it says that it was used.
  passkey_id     text,
  public_key     bytea,
  use_count      bigint,
  issuer         text,
  subject        text,
  added_at       timestamptz not null,
  last_used_at   timestamptz,
  primary key (client_id, credential_id),
  foreign key (client_id, user_id) references user_account,
  check ((kind = 'PASSKEY') = (passkey_id is not null and public_key is not null and use_count is not null)),
  check ((kind = 'OIDC') = (issuer is not null and subject is not null))
);
create unique index credential_passkey on credential (client_id, passkey_id);
create unique index credential_identity on credential (client_id, issuer, subject);
create index credential_user on credential (client_id, user_id);

-- A link that works once. With a user it lets the user add a credential; without one it signs in the demo operator of a
-- sandbox. The code of the link is stored as its SHA-256 alone.
create table enrolment (
  client_id     bigint not null check (client_id = 0),
  enrolment_id  uuid not null,
  user_id       uuid,
  code_hash     bytea not null check (octet_length(code_hash) = 32),
  made_at       timestamptz not null,
  made_by       text not null,
  expires_at    timestamptz not null,
  used_at       timestamptz,
  primary key (client_id, enrolment_id),
  foreign key (client_id, user_id) references user_account
);
create unique index enrolment_code on enrolment (client_id, code_hash);
create index enrolment_open on enrolment (client_id, user_id) where used_at is null;

-- A session of the console. Its token is in a cookie, and here as its SHA-256 alone. Without a user it is the demo operator's,
-- who may look at the console with one role (seen_as), for one client (seen_client_id). Times are the machine's, also in a
-- sandbox. The proof is the SHA-256 of what the sign-in was made with, so no proof begins two sessions.
create table console_session (
  client_id         bigint not null check (client_id = 0),
  session_id        uuid not null,
  user_id           uuid,
  token_hash        bytea not null check (octet_length(token_hash) = 32),
  proof_hash        bytea not null check (octet_length(proof_hash) = 32),
  method            text not null check (method in ('PASSKEY', 'OIDC', 'LINK')),
  seen_as           text,
  seen_client_id    bigint,
  remote_address    text,
  began_at          timestamptz not null,
  authenticated_at  timestamptz not null,
  used_at           timestamptz not null,
  ended_at          timestamptz,
  ended_as          text check (ended_as in ('SIGNED_OUT', 'BY_ADMIN', 'USER_DISABLED', 'IDLE', 'EXPIRED', 'REPLACED')),
  primary key (client_id, session_id),
  foreign key (client_id, user_id) references user_account,
  check ((ended_at is null) = (ended_as is null)),
  check (user_id is null or (seen_as is null and seen_client_id is null))
);
create unique index console_session_token on console_session (client_id, token_hash);
create unique index console_session_proof on console_session (client_id, proof_hash);
create index console_session_open on console_session (client_id, user_id) where ended_at is null;

-- An agent token lets a program act for a user by the Model Context Protocol, with the roles that the user has then.
create table agent_token (
  client_id    bigint not null check (client_id = 0),
  token_id     uuid not null,
  -- null: the demo operator of a sandbox
  user_id      uuid,
  token_hash   bytea not null check (octet_length(token_hash) = 32),
  shows_names  boolean not null,
  issued_by    text not null,
  issued_at    timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  revoked_at   timestamptz,
  primary key (client_id, token_id),
  foreign key (client_id, user_id) references user_account,
  check (expires_at > issued_at)
);
create unique index agent_token_hash on agent_token (client_id, token_hash);
create index agent_token_user on agent_token (client_id, user_id, issued_at);

-- Approvals ----------------------------------------------------------------------------------------------------------------

-- An approval holds an act that needs a second person: its frozen input, and the effect that the second person sees. The
-- verb itself demands it (src/approvals/demand.ts).
create table approval (
  client_id     bigint not null,
  approval_id   uuid not null,
  action        text not null check (action in (
    'policy.publish', 'contract.publish', 'law.confirm', 'agency.account', 'client.accounts', 'payment.return',
    'payment-file.release', 'cases.release', 'contract.end', 'user.role', 'bulk.start')),
  subject       text not null,
  input         json not null,
  input_hash    bytea not null,
  preview       json not null,
  preview_hash  bytea not null,
  asked_by      text not null,
  asked_at      timestamptz not null,
  expires_at    timestamptz not null,
  -- when a worker saw that nobody had decided it in time; it may be asked for again
  expired_at    timestamptz,
  decided_by    text,
  decided_at    timestamptz,
  decision      text check (decision in ('APPROVED', 'REFUSED', 'OUTDATED')),
  reason        text,
  primary key (client_id, approval_id),
  check (decided_by <> asked_by),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null))
);
create unique index approval_waiting on approval (client_id, action, input_hash) where decision is null;
create index approval_id on approval (approval_id);
create index approval_subject on approval (client_id, action, subject);

-- Whether gated acts need a second person, and above which amount a return does. The latest row counts.
create table four_eyes_setting (
  client_id    bigint not null check (client_id = 0),
  setting_id   uuid not null,
  is_on        boolean not null,
  limit_minor  bigint not null check (limit_minor >= 0),
  set_by       text not null,
  set_at       timestamptz not null,
  primary key (client_id, setting_id)
);

-- Idempotency, audit and events --------------------------------------------------------------------------------------------

create table idempotency_record (
  client_id   bigint not null,
  scope       text not null,
  key         text not null,
  body_hash   bytea not null,
  status      smallint not null,
  -- sealed when it holds a secret (a token shown once), plain JSON otherwise
  answer      bytea not null,
  sealed      boolean not null,
  created_at  timestamptz not null,
  primary key (client_id, scope, key)
);
create index idempotency_record_age on idempotency_record (created_at);

create table audit_entry (
  client_id       bigint not null,
  audit_id        uuid not null,
  at              timestamptz not null,
  -- An actor is a token, a part of the service, a person or a debtor.
  actor           text not null check (actor ~ '^(token|system|user|debtor):.'),
  request_id      text not null,
  -- The access token of the request (its id; 'operator' for OPERATOR_TOKEN) and the address that it came from. Both are
  -- null for commands and background work.
  token           text,
  remote_address  inet,
  action          text not null,
  subject         text not null,
  details         json not null,
  -- A column, because the planner uses no index on an expression of details: row-level security comes before functions
  -- that may tell in an error what they saw (-> and ->> are such).
  case_id         text generated always as (details->>'caseId') stored,
  primary key (client_id, audit_id)
);
-- These serve the reading of the audit: all of it in order, by actor, by subject, and by case.
create index audit_entry_order on audit_entry (audit_id);
create index audit_entry_actor on audit_entry (actor, audit_id);
create index audit_entry_action on audit_entry (action, audit_id);
create index audit_entry_subject on audit_entry (subject, audit_id);
create index audit_entry_request on audit_entry (request_id);
create index audit_entry_case on audit_entry (case_id, audit_id) where case_id is not null;

create function audit_is_insert_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit only grows: % on audit_entry is refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_insert_only before update or delete or truncate on audit_entry
  for each statement execute function audit_is_insert_only();

-- The chain of a client's entries. A link holds the entries that one statement wrote. It has a number, and a keyed hash over
-- its entries and the hash before it. It comes with its entries, without a number; the chainer fills it in when the entries
-- are committed (src/audit/chain-entries.ts), so transactions of a client do not wait for one another. A trigger writes each
-- link, so there is no foreign key.
create sequence audit_chain_seq cache 1;

create table audit_chain (
  client_id  bigint not null,
  -- order of writing
  seq        bigint not null default nextval('audit_chain_seq'),
  audit_ids  uuid[] not null check (cardinality(audit_ids) > 0),
  number     bigint check (number > 0),
  hash       bytea check (octet_length(hash) = 32),
  primary key (client_id, seq),
  check ((number is null) = (hash is null))
);
create unique index audit_chain_number on audit_chain (client_id, number) where number is not null;
create index audit_chain_waiting on audit_chain (client_id, seq) where number is null;

create function audit_awaits_chain() returns trigger language plpgsql as $$
begin
  insert into audit_chain (client_id, audit_ids)
  select client_id, array_agg(audit_id order by audit_id) from added group by client_id order by client_id;
  return null;
end $$;
create trigger audit_awaits_chain after insert on audit_entry
  referencing new table as added for each statement execute function audit_awaits_chain();

create function audit_chain_is_set_once() returns trigger language plpgsql as $$
begin
  raise exception 'the chain of the audit only grows: % on audit_chain is refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger audit_chain_kept before delete or truncate or update of client_id, seq, audit_ids on audit_chain
  for each statement execute function audit_chain_is_set_once();
create trigger audit_chain_numbered_once before update of number, hash on audit_chain for each row
  when (old.number is not null) execute function audit_chain_is_set_once();

-- The end of each client's chain. The seal is a keyed hash of number and hash: the end cannot be set back to another entry.
create table audit_head (
  client_id    bigint not null,
  last_number  bigint not null,
  last_hash    bytea not null,
  seal         bytea not null,
  primary key (client_id)
);

-- The words of people in audit entries. The entry holds their hash, under a key that stands here alone, and stays. Where
-- the words are erased, key and all, the hash says nothing.
create table audit_note (
  client_id  bigint not null,
  audit_id   uuid not null,
  -- Where the hash stands in the details, "/reason".
  pointer    text not null,
  words      text not null,
  hash_key   bytea not null,
  primary key (client_id, audit_id, pointer),
  foreign key (client_id, audit_id) references audit_entry (client_id, audit_id)
);

create sequence event_seq cache 1;

create table event (
  client_id       bigint not null,
  event_id        uuid not null,
  at              timestamptz not null,
  type            text not null,
  subject         text not null,
  data            json not null,
  -- order of writing
  seq             bigint not null default nextval('event_seq'),
  -- place in the client's feed; null until the sequencer has seen the event committed (src/feed/number-feeds.ts)
  feed_number     bigint,
  -- the partner of the client, and the place in the feed of all its clients; given with feed_number
  partner_id      integer,
  partner_number  bigint,
  primary key (client_id, event_id)
);
create unique index event_feed on event (client_id, feed_number) where feed_number is not null;
create index event_unnumbered on event (client_id, seq) where feed_number is null;
create index event_partner on event (partner_id, partner_number) where partner_number is not null;

create function event_is_insert_only() returns trigger language plpgsql as $$
begin
  raise exception 'an event stays as it was written: % on event is refused; its number in the feed is given once', tg_op
    using errcode = 'restrict_violation';
end $$;
create trigger event_insert_only before delete or truncate or update of client_id, event_id, at, type, subject, data, seq
  on event for each statement execute function event_is_insert_only();
create trigger event_numbered_once before update of feed_number, partner_id, partner_number on event for each row
  when (old.feed_number is not null) execute function event_is_insert_only();

-- The last number that each feed of a client has given: there are no holes up to it.
create table feed_counter (
  client_id    bigint not null,
  feed         text not null check (feed in ('events', 'distribution')),
  last_number  bigint not null,
  primary key (client_id, feed)
);

-- The last number that each feed of a partner, over all its clients, has given.
create table partner_feed_counter (
  partner_id   integer not null references partner,
  feed         text not null check (feed in ('events', 'distribution')),
  last_number  bigint not null,
  primary key (partner_id, feed)
);

create function partner_has_feeds() returns trigger language plpgsql as $$
begin
  insert into partner_feed_counter (partner_id, feed, last_number)
  select a.partner_id, f.feed, 0 from added a cross join (values ('events'), ('distribution')) f (feed);
  return null;
end $$;
create trigger partner_has_feeds after insert on partner
  referencing new table as added for each statement execute function partner_has_feeds();

-- Keys of debtors ----------------------------------------------------------------------------------------------------------

-- Keys that the service made for itself, sealed with the master key.
create table sealed_key (
  name        text primary key,
  sealed      bytea not null,
  created_at  timestamptz not null
);

-- One data key for each debtor of a client. Erasing a debtor deletes the key, and what was sealed with it cannot be read any
-- more; the row stays and says when.
create table personal_key (
  client_id    bigint not null references client,
  key_id       uuid not null,
  -- keyed hash of the debtor's identity
  blind_index  bytea check (octet_length(blind_index) = 32),
  -- the data key, sealed with the master key
  sealed       bytea,
  created_at   timestamptz not null,
  erased_at    timestamptz,
  primary key (client_id, key_id),
  check ((erased_at is null) = (sealed is not null) and (erased_at is null) = (blind_index is not null))
);
create unique index personal_key_debtor on personal_key (client_id, blind_index);

-- The documents of an invoice are sealed with this key of its debtor. A row may stand before its invoice.
create table invoice_key (
  client_id   bigint not null,
  invoice_id  uuid not null,
  key_id      uuid not null,
  primary key (client_id, invoice_id),
  foreign key (client_id, key_id) references personal_key
);
create index invoice_key_debtor on invoice_key (client_id, key_id);

-- Processes and queues -----------------------------------------------------------------------------------------------------

-- Each process of the service writes every few seconds that it is alive, which also shows that the database takes writes.
-- "saatava doctor" reads here which workers run.
create table process_seen (
  client_id   bigint not null check (client_id = 0),
  process_id  uuid not null,
  role        text not null check (role in ('all', 'api', 'worker')),
  host        text not null,
  pid         integer not null,
  started_at  timestamptz not null,
  seen_at     timestamptz not null,
  primary key (client_id, process_id)
);

-- A row of a work queue whose handling fails moves behind the others: its due time moves on, longer from try to try, and
-- its failures are counted here until it is handled.
create table queue_failure (
  client_id        bigint not null,
  -- as the sandbox's clock and the gauges name it: "steps to take"
  queue            text not null,
  -- the row, as events name it: "case:1"
  subject          text not null,
  attempts         integer not null,
  -- when the row was tried first
  failing_since    timestamptz not null,
  -- It is tried again no later than then; a row of this table that is long past it has been handled.
  next_attempt_at  timestamptz not null,
  primary key (client_id, queue, subject)
);
create index queue_failure_next on queue_failure (next_attempt_at);

-- Archive ------------------------------------------------------------------------------------------------------------------

-- Bytes, named by their SHA-256: the same bytes are stored once for a client, and nothing is changed.
create table archive_object (
  client_id   bigint not null references client,
  -- SHA-256 of the bytes; of those about a debtor, of the key's id and the bytes
  hash        bytea not null check (octet_length(hash) = 32),
  media_type  text not null,
  -- sealed with the key, where there is one
  content     bytea not null,
  -- the debtor whom the bytes are about; null: none
  key_id      uuid,
  created_at  timestamptz not null,
  primary key (client_id, hash),
  foreign key (client_id, key_id) references personal_key
);
-- PDFs and logos are compressed already; compressing them again costs time and saves nothing.
alter table archive_object alter column content set storage external;

-- Settings -----------------------------------------------------------------------------------------------------------------

-- A client without a row has the defaults of its country (src/settings/defaults.ts).
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

-- Journal ------------------------------------------------------------------------------------------------------------------

-- The journal is append-only double-entry bookkeeping. The database guarantees: the postings of a transaction sum to zero in
-- each currency; a transaction has postings, written in the same statement; nothing posted is changed, deleted or added to
-- afterwards; and the cached balances are the sums of the postings at every moment. Triggers check this once a statement.
-- Client 0's journal is the agency's: it holds what moved on each of the agency's bank accounts.

create table journal_transaction (
  client_id       bigint not null,
  transaction_id  uuid not null,
  kind            text not null check (kind in (
    'CASE_OPENED', 'CAPITAL_CREDITED', 'INTEREST_ACCRUED', 'FEE_CHARGED', 'FEE_WAIVED', 'PAYMENT_RECEIVED',
    'PAYMENT_ALLOCATED', 'DIRECT_PAYMENT', 'ALLOCATION_REVERSED', 'PAYMENT_REVERSED', 'PAYMENT_RETURNED', 'RETURN_ORDERED',
    'RETURN_CAME_BACK', 'RETURN_UNDONE', 'WAIVED', 'WITHDRAWN', 'WRITTEN_OFF', 'COMMISSION', 'SETTLED', 'DEDUCTED',
    'SETTLEMENT_PAID', 'SETTLEMENT_RETURNED', 'PAYOUT_REFUSED', 'PAYOUT_RESUMED', 'RECEIVED_AT_BANK', 'SET_ASIDE',
    'FUNDS_MOVED', 'FUNDS_ATTRIBUTED', 'BROUGHT_FORWARD', 'OPENING_CORRECTED')),
  at              timestamptz not null,
  -- the day on which it counts, by the calendar of the client
  booking_date    date not null,
  -- what it rests on: "invoice:<id>", "payment:<id>", "settlement:<id>", …
  source          text not null,
  -- A correction is a separate transaction, and names the one that it corrects.
  corrects        uuid,
  details         json not null,
  -- the database transaction that wrote it; its postings are written in the same one
  written_by      xid8 not null default pg_current_xact_id(),
  primary key (client_id, transaction_id),
  foreign key (client_id, corrects) references journal_transaction (client_id, transaction_id)
);
create index journal_transaction_source on journal_transaction (client_id, source);
-- A transaction is corrected once.
create unique index journal_transaction_corrects on journal_transaction (client_id, corrects) where corrects is not null;
-- Claims that were given up, for the report of credit losses.
create index journal_transaction_loss on journal_transaction (client_id, booking_date, transaction_id)
  where kind in ('WRITTEN_OFF', 'WITHDRAWN', 'WAIVED');
-- The balance of a past day is today's less what was booked since: transactions lie nearly in the order of their days.
create index journal_transaction_booked on journal_transaction using brin (booking_date) with (autosummarize = on);

-- journal_posting_in_time checks that the transaction exists, once a statement; a foreign key would look at each row.
create table journal_posting (
  client_id       bigint not null,
  transaction_id  uuid not null,
  line            smallint not null,
  account         text not null check (account in (
    'RECEIVABLE_CAPITAL', 'RECEIVABLE_INTEREST', 'RECEIVABLE_COSTS', 'RECEIVABLE_FEES', 'DUE_FROM_CLIENT',
    'CLAIMS_OF_CLIENT', 'CLAIMS_OF_AGENCY', 'CLIENT_FUNDS', 'UNALLOCATED', 'OWED_TO_CLIENT', 'OWED_TO_AGENCY',
    'PAYOUTS_IN_TRANSIT', 'PAYOUTS_REFUSED', 'BANK', 'SUSPENSE', 'HELD_FOR_CLIENTS', 'MONEY_OUT', 'BROUGHT_FORWARD',
    'AGENCY_OWN', 'OWED_FROM_BEFORE', 'RETURNS_UNDER_WAY', 'WRITE_OFF', 'ROUNDING')),
  -- 0: no case. In the agency's journal it is the account_no of a funds_account.
  case_id         bigint not null,
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  -- + debit, − credit
  amount_minor    bigint not null check (amount_minor <> 0),
  primary key (client_id, transaction_id, line)
);
create index journal_posting_case on journal_posting (client_id, case_id);

-- The key begins with the case: most reads ask for one case, whose rows lie together.
create table journal_balance (
  client_id      bigint not null,
  account        text not null,
  case_id        bigint not null,
  currency       text not null,
  balance_minor  bigint not null,
  primary key (client_id, case_id, account, currency)
);
-- The cases for which a client owes the agency fees.
create index journal_balance_due_from_client on journal_balance (client_id, currency, case_id) where account = 'DUE_FROM_CLIENT';

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only: % on % is refused; a correction is a new transaction', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger journal_transaction_append_only before update or delete or truncate on journal_transaction
  for each statement execute function journal_is_append_only();
create trigger journal_posting_append_only before update or delete or truncate on journal_posting
  for each statement execute function journal_is_append_only();

create function journal_posting_in_time() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct client_id, transaction_id from added) a
    left join journal_transaction t using (client_id, transaction_id) where t.written_by is distinct from pg_current_xact_id()
  ) then
    raise exception 'postings are written together with their transaction; nothing is added to it afterwards'
      using errcode = 'restrict_violation';
  end if;
  -- A transaction's postings come in one statement, so what does not balance in it does not balance at all.
  perform 1 from added group by client_id, transaction_id, currency having sum(amount_minor) <> 0;
  if found then
    raise exception 'the postings of a journal transaction do not sum to zero per currency: %', (
        select string_agg(transaction_id || ' ' || currency || ' ' || total, ', ')
        from (select transaction_id, currency, sum(amount_minor) as total from added
              group by client_id, transaction_id, currency having sum(amount_minor) <> 0 limit 5) unbalanced)
      using errcode = 'check_violation';
  end if;
  -- In one order, so that transactions that touch the same balances do not wait for each other in a circle.
  insert into journal_balance as b (client_id, account, case_id, currency, balance_minor)
  select client_id, account, case_id, currency, sum(amount_minor)
  from added group by client_id, case_id, account, currency order by client_id, case_id, account, currency
  on conflict (client_id, account, case_id, currency) do update set balance_minor = b.balance_minor + excluded.balance_minor;
  return null;
end $$;
create trigger journal_posting_in_time after insert on journal_posting
  referencing new table as added for each statement execute function journal_posting_in_time();

-- Balances follow from postings alone.
create function journal_balance_follows() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'balances follow from postings; % on journal_balance is refused', tg_op using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger journal_balance_follows before insert or update or delete or truncate on journal_balance
  for each statement execute function journal_balance_follows();

create function journal_transaction_is_posted() returns trigger language plpgsql as $$
begin
  if exists (
    -- by the first line: the whole key, so that no other index is taken while the table is young
    select from added a
    where not exists (select from journal_posting p where p.client_id = a.client_id and p.transaction_id = a.transaction_id and p.line = 1)
  ) then
    raise exception 'a journal transaction is written in one statement with its postings; this one has none: %', (
        select string_agg(a.transaction_id::text, ', ') from (select * from added limit 5) a
        where not exists (select from journal_posting p where p.client_id = a.client_id and p.transaction_id = a.transaction_id and p.line = 1))
      using errcode = 'check_violation';
  end if;
  if exists (
    select from (select distinct client_id from added where client_id <> 0) a
    where not exists (select from client c where c.client_id = a.client_id)
  ) then
    raise exception 'there is no such client' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger journal_transaction_is_posted after insert on journal_transaction
  referencing new table as added for each statement execute function journal_transaction_is_posted();

-- These triggers stand in for a foreign key from journal_transaction to client. The key would lock the client's row once for
-- each transaction, and workers that post for one client would wait for each other.
create function client_is_in_no_journal() returns trigger language plpgsql as $$
begin
  if exists (select from journal_transaction t where t.client_id = old.client_id) then
    raise exception 'client % is in the journal and stays', old.client_id using errcode = 'foreign_key_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger client_is_in_no_journal before delete or update of client_id on client
  for each row execute function client_is_in_no_journal();
create trigger client_is_in_no_journal_truncate before truncate on client
  for each statement execute function journal_is_append_only();

-- Agency -------------------------------------------------------------------------------------------------------------------

-- The agency's accounts, its details and the law rules that it confirmed belong to the operator tenant and keep their
-- history: a row is ended or followed by another, never deleted.

-- Accounts of client funds. One currency may have several; debtors pay to the default one unless a contract names another.
create table agency_account (
  client_id             bigint not null check (client_id = 0),
  account_id            uuid not null,
  currency              text not null,
  iban                  text not null,
  bic                   text,
  -- digits only
  bankgiros             text[] not null default '{}',
  plusgiros             text[] not null default '{}',
  -- Norway: id of the agreement with the bank on payments with a KID
  kid_agreement         text,
  -- Denmark: the creditor number of FIK payment lines
  fik_creditor          text,
  -- References that the bank of the account takes; null: any with a right check digit.
  -- {kidModulus?, kidLengths?, ocrLengthDigit?, ocrLengths?, fikType?}
  reference_agreement   json,
  -- null: "<agency's name>, client funds" in the document's language
  payee_name            text,
  -- the id under which the bank knows who sends it payment files, and the id's scheme in ISO 20022
  bank_customer_id      text,
  bank_customer_scheme  text check (bank_customer_scheme in ('CUST', 'BANK')),
  -- the bank wants that id on the debtor of the file too
  bank_id_on_debtor     boolean not null default false,
  is_default            boolean not null,
  added_by              text not null,
  added_at              timestamptz not null,
  ended_by              text,
  ended_at              timestamptz,
  primary key (client_id, account_id),
  check ((bank_customer_id is null) = (bank_customer_scheme is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (ended_at is null or not is_default)
);
create unique index agency_account_active on agency_account (client_id, currency, iban) where ended_at is null;
create unique index agency_account_default on agency_account (client_id, currency) where is_default;

-- Who collects. The row with the highest version is in force.
create table agency_detail (
  client_id    bigint not null check (client_id = 0),
  version      integer not null,
  name         text not null,
  -- {street, postalCode, postalDistrict, countryCode}
  address      json,
  business_id  text,
  email        text,
  phone        text,
  hours        text,
  web          text,
  set_by       text not null,
  set_at       timestamptz not null,
  primary key (client_id, version)
);

-- Law rules that the agency confirms, replaces or adds; active rows are laid over the law packs.
create table law_confirmation (
  client_id        bigint not null check (client_id = 0),
  confirmation_id  uuid not null,
  -- order of confirmation
  position         bigint not null,
  rule_id          text not null,
  -- first day of the version of the rule; null: all versions of the rule
  valid_from       date,
  -- an entry of the form that LAW_RULES has: {ruleId, validFrom?, validTo?, value?, source?, status?}
  entry            json not null,
  -- what the person read before confirming
  sources_read     text,
  confirmed_by     text not null,
  confirmed_at     timestamptz not null,
  ended_by         text,
  ended_at         timestamptz,
  primary key (client_id, confirmation_id),
  unique (client_id, position),
  check ((ended_by is null) = (ended_at is null))
);
create unique index law_confirmation_active on law_confirmation (client_id, rule_id, valid_from) nulls not distinct
  where ended_at is null;

-- Rules whose end was reported (event law.rule.ending), each once.
create table law_ending_notice (
  client_id   bigint not null check (client_id = 0),
  rule_id     text not null,
  -- the last day on which the rule holds
  valid_to    date not null,
  noticed_at  timestamptz not null,
  -- when another rule was found to follow it
  ended_at    timestamptz,
  primary key (client_id, rule_id, valid_to)
);

-- Policies are the agency's, for all its clients: a shared table. A version is never changed; a case keeps its version.
create table policy (
  policy_id    text not null check (policy_id ~ '^[A-Z0-9_-]{2,64}$'),
  version      integer not null check (version > 0),
  country      text not null,
  debtor_type  text not null check (debtor_type in ('CONSUMER', 'BUSINESS')),
  name         text not null,
  steps        json not null,
  -- letters that events of a case send
  letters      text[] not null default '{}' check (letters <@
    array['PLAN_OFFER', 'PLAN_BROKEN', 'DUE_DATE_CHANGED', 'OBJECTION_RECEIVED', 'PAID', 'PAYEE_CHANGED']),
  created_at   timestamptz not null,
  created_by   text not null,
  primary key (policy_id, version)
);

-- A client's agreement with the agency. A client without a row has the defaults of src/claims/contract.ts.
create table client_contract (
  client_id   bigint not null references client,
  contract    json not null,
  version     integer not null,
  updated_at  timestamptz not null,
  primary key (client_id)
);

-- Contracts that end, or have ended: from that day on no step is taken for the client.
create table contract_end (
  client_id       bigint not null references client,
  ends_on         date not null,
  -- when a worker puts the cases on hold; null: it has
  ends_at         timestamptz,
  asked_by        text not null,
  asked_at        timestamptz not null,
  -- the last export of the open cases, and when a person confirmed that it has arrived
  exported_at     timestamptz,
  handed_back_at  timestamptz,
  handed_back_by  text,
  primary key (client_id),
  check ((handed_back_at is null) = (handed_back_by is null))
);
create index contract_end_due on contract_end (ends_at) where ends_at is not null;

-- Invoices -----------------------------------------------------------------------------------------------------------------

create sequence invoice_seq cache 1;

create table invoice (
  client_id             bigint not null references client,
  invoice_id            uuid not null,
  -- order of submission
  seq                   bigint not null default nextval('invoice_seq'),
  number                bigint not null,
  type                  text not null check (type in
    ('INVOICE', 'CREDIT_NOTE', 'REMINDER', 'AUTO_PAYMENT_INVOICE', 'COLLECTION', 'FACTORING')),
  -- '' but for reminders, which may be issued several times: their date
  issue                 text not null,
  status                text not null check (status in
    ('PAUSED', 'DRAFT', 'ACCEPTED', 'INVOICED', 'CREDITED', 'INTERMEDIATED', 'MANUAL', 'ERROR', 'DUPLICATE')),
  invoice_date          date not null,
  due_date              date not null,
  payment_reference     text,
  buyer_name            text not null,
  currency_code         text not null,
  net_minor             bigint not null,
  vat_minor             bigint not null,
  total_minor           bigint not null,
  paid_minor            bigint not null,
  -- how much of an original its credit notes have taken; 0 for a credit note
  credited_minor        bigint not null default 0 check (credited_minor between 0 and greatest(total_minor, 0)),
  credits_invoice_id    uuid,
  -- as it was submitted, one form for the same content; attachments' bytes are in the archive
  payload               json not null,
  content_hash          bytea not null,
  -- hash of everything that makes two invoices the same but for their number
  duplicate_fingerprint bytea not null,
  duplicate_of          uuid,
  -- As it was accepted (packages/einvoice/src/model/document.ts): it is rendered, sent and booked from this, whatever the
  -- client sets later.
  document              json,
  -- why it is in ERROR, MANUAL or DUPLICATE, and warnings to the seller: [{code, message, pointer}]
  reasons               json,
  warnings              json,
  approved_at           timestamptz,
  approved_by           text,
  attachments_to_fetch  integer not null default 0,
  -- when it is to be evaluated; null: there is nothing to evaluate
  evaluate_at           timestamptz,
  evaluated_at          timestamptz,
  submitted_at          timestamptz not null,
  submitted_by          text not null,
  updated_at            timestamptz not null,
  -- Set in the update that distributes it. The row of the case stands for it in the lists from then on: whatever changes
  -- the invoice notes a change of the case.
  has_case              boolean not null default false,
  primary key (client_id, invoice_id),
  foreign key (client_id, credits_invoice_id) references invoice,
  foreign key (client_id, duplicate_of) references invoice
);
create unique index invoice_number on invoice (client_id, number, type, issue);
create index invoice_duplicate_fingerprint on invoice (client_id, duplicate_fingerprint);
create index invoice_reference on invoice (client_id, payment_reference) where payment_reference is not null;
-- The lists of the API, in the order of due dates or of changes, and by each filter (bench/lists.ts). Invoices with a case
-- are listed by the indexes of cases.
create index invoice_due_date on invoice (client_id, due_date, invoice_id) where not has_case;
create index invoice_updated on invoice (client_id, updated_at, invoice_id) where not has_case;
create index invoice_status on invoice (client_id, status, due_date, invoice_id);
create index invoice_type on invoice (client_id, type, due_date, invoice_id);
create index invoice_to_evaluate on invoice (evaluate_at, seq) where evaluate_at is not null;

create table invoice_attachment (
  client_id         bigint not null,
  invoice_id        uuid not null,
  position          smallint not null,
  file_name         text not null,
  media_type        text not null,
  use_as_printout   boolean not null,
  -- a seller's print-out: the IBANs of client-funds accounts that its text named when it was read
  printed_accounts  text[] not null default '{}',
  url               text,
  -- of the archived bytes; null until they have been fetched
  hash              bytea,
  attempts          smallint not null default 0,
  fetch_at          timestamptz,
  -- The lease goes by the database's clock: when the days of a sandbox pass, no other worker takes an attachment that is
  -- being fetched, and it still counts as due.
  lease_until       timestamptz,
  failure_code      text,
  failure_reason    text,
  primary key (client_id, invoice_id, position),
  foreign key (client_id, invoice_id) references invoice on delete cascade,
  foreign key (client_id, hash) references archive_object
);
create index invoice_attachment_to_fetch on invoice_attachment (fetch_at) where fetch_at is not null;

-- Files made from an invoice: PDF, FINVOICE, UBL. The bytes are in the archive.
create table invoice_document (
  client_id   bigint not null,
  invoice_id  uuid not null,
  kind        text not null check (kind in ('PDF', 'FINVOICE', 'UBL')),
  hash        bytea not null,
  created_at  timestamptz not null,
  primary key (client_id, invoice_id, kind),
  foreign key (client_id, invoice_id) references invoice on delete cascade,
  foreign key (client_id, hash) references archive_object
);

-- References under payment control and the invoice that bears each, in the form by which payments are matched. Debtors of all
-- clients pay to accounts of the agency, so a reference belongs to one open case, and the rows to the operator tenant. A
-- reference whose case has closed is free: the next invoice takes the row over.
create table reference_in_use (
  client_id          bigint not null check (client_id = 0),
  currency           text not null,
  reference          text not null,
  holder_client_id   bigint not null,
  holder_invoice_id  uuid not null,
  since              timestamptz not null,
  primary key (client_id, currency, reference)
);

-- Debtors ------------------------------------------------------------------------------------------------------------------

-- A debtor is one person or company over all cases of a client (decision 0033). Erasing it empties the row and deletes its
-- identities, names and contact history.
create table debtor (
  client_id         bigint not null references client,
  debtor_id         uuid not null,
  kind              text not null check (kind in ('PERSON', 'BUSINESS')),
  -- '' where it was erased
  name              text not null,
  -- the name in small letters without accents, for order
  name_key          text collate "C" not null,
  -- sealed; null: it has none
  national_id       bytea,
  business_id       text,
  -- Keyed hash of its national or business id, the same at every client: the agency finds one person over its clients.
  person_index      bytea,
  customer_numbers  text[] not null default '{}',
  -- how it is reached now: {address?, email?, phone?, electronicDemands?}
  contact           json not null,
  -- Fields of the contact that somebody has corrected: an invoice with a value that was known before does not undo that.
  corrected         text[] not null default '{}' check (corrected <@ array['ADDRESS', 'EMAIL', 'PHONE']),
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  primary key (client_id, debtor_id)
);
-- GET /debtors, in the order of names or of changes.
create index debtor_name_order on debtor (client_id, name_key, debtor_id);
create index debtor_updated on debtor (client_id, updated_at, debtor_id);
-- Each identity that is looked up names its client; the agency looks for a person over all of them.
create index debtor_person on debtor (person_index) where person_index is not null;

-- By what a debtor is recognised: keyed hashes of its national or business id and of the client's numbers for it. An id has
-- one debtor. A number may have several, and then it recognises none of them.
create table debtor_identity (
  client_id  bigint not null,
  identity   bytea not null,
  debtor_id  uuid not null,
  kind       text not null check (kind in ('PERSON', 'BUSINESS', 'CUSTOMER')),
  is_first   boolean not null,
  primary key (client_id, identity, debtor_id),
  -- deferred: the identity is written first, and fails where another transaction has it
  foreign key (client_id, debtor_id) references debtor deferrable initially deferred
);
create unique index debtor_identity_first on debtor_identity (client_id, identity) where is_first;
create index debtor_identity_debtor on debtor_identity (client_id, debtor_id);

-- The name of a debtor as it is searched for: once for each of its words, beginning with that word.
create table debtor_name (
  client_id  bigint not null,
  debtor_id  uuid not null,
  name_key   text collate "C" not null,
  primary key (client_id, debtor_id, name_key),
  foreign key (client_id, debtor_id) references debtor
);
create index debtor_name_search on debtor_name (client_id, name_key, debtor_id);
-- A payer has a name and no client.
create index debtor_name_of_payer on debtor_name (name_key, client_id, debtor_id);

-- The contact data of a debtor as they changed. The latest row of a field is in force.
create table debtor_contact (
  client_id   bigint not null,
  debtor_id   uuid not null,
  -- in the order of the changes
  contact_id  uuid not null,
  field       text not null check (field in ('ADDRESS', 'EMAIL', 'PHONE')),
  -- null: it has none from then on
  value       json,
  source      text not null check (source in ('INVOICE', 'ACTION', 'REQUEST')),
  changed_by  text not null,
  changed_at  timestamptz not null,
  primary key (client_id, debtor_id, contact_id),
  foreign key (client_id, debtor_id) references debtor
);

-- Facts about a debtor that stop collection, or change how it is reached (packages/law/src/debtor-marks.ts). A mark that
-- is lifted stays as history.
create table debtor_mark (
  client_id  bigint not null,
  debtor_id  uuid not null,
  mark_id    uuid not null,
  mark       text not null check (mark in ('DECEASED', 'BANKRUPT', 'DEBT_RESTRUCTURING', 'GUARDIAN', 'PROTECTED_ADDRESS')),
  -- the day from which it holds
  from_day   date not null,
  -- how it is known, in a person's words
  source     text not null,
  -- who receives the letters of a debtor with a guardian: {name, address?, email?}
  guardian   json,
  set_by     text not null,
  set_at     timestamptz not null,
  lifted_by  text,
  lifted_at  timestamptz,
  primary key (client_id, debtor_id, mark_id),
  foreign key (client_id, debtor_id) references debtor,
  check (guardian is null or mark = 'GUARDIAN'),
  check ((lifted_by is null) = (lifted_at is null))
);
create unique index debtor_mark_standing on debtor_mark (client_id, debtor_id, mark) where lifted_at is null;
create index debtor_mark_kind on debtor_mark (client_id, mark, debtor_id) where lifted_at is null;

-- Cases --------------------------------------------------------------------------------------------------------------------

create sequence case_id_seq start 5000001;

create table collection_case (
  client_id             bigint not null references client,
  case_id               bigint not null default nextval('case_id_seq'),
  invoice_id            uuid not null,
  invoice_number        bigint not null,
  debtor_id             uuid not null,
  payment_reference     text,
  stage                 text not null check (stage in
    ('INVOICED', 'OVERDUE', 'REMINDER', 'DEMAND', 'LEGAL', 'ENFORCEMENT', 'SURVEILLANCE', 'CLOSED')),
  status                text not null check (status in ('OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED')),
  status_reason         text,
  country               text not null,
  debtor_type           text not null check (debtor_type in ('CONSUMER', 'BUSINESS')),
  -- the debtor as the letters of this case address it; a change of the contact of the debtor is written into its open cases
  debtor                json not null,
  -- By what the debtor is known: the client's own number for it, else its personal identity number, else name and postal
  -- code. A column for the same reason as audit_entry.case_id.
  debtor_key            text generated always as (coalesce(
    debtor ->> 'customerAccountId',
    debtor ->> 'personalIdentityNumber',
    lower(debtor ->> 'name') || ' ' || coalesce(debtor -> 'address' ->> 'postalCode', ''))) stored,
  currency              text not null,
  -- the principal when the case was opened; what is left of it is in the journal
  capital_minor         bigint not null check (capital_minor >= 0),
  -- the creditor's own costs when the case was opened: what was paid of them since still counts towards a cap
  creditor_costs_minor  bigint not null default 0 check (creditor_costs_minor >= 0),
  -- All that a former agency had charged before the case was taken over. What is left of it is the creditor's, so it stands
  -- among the costs; the law counts it by the earlier letters.
  former_fees_minor     bigint not null default 0 check (former_fees_minor >= 0),
  invoice_date          date not null,
  due_date              date not null,
  -- as the creditor has moved it; the invoice's own stays
  case_due_date         date not null,
  due_date_changes      smallint not null default 0,
  -- The day on which the claim arose: the earliest day of supply or invoicing that the invoice names. null: the invoice's
  -- date holds.
  arose_on              date,
  -- The day from which interest is computed here. Interest up to the day before, where a former agency has claimed it, stands
  -- in the journal.
  interest_from         date not null,
  -- The last day on which the debtor had acknowledged the claim before the case was taken over.
  acknowledged_on       date,
  -- the last day that bears interest; null: interest runs on
  interest_until        date,
  -- null: by law
  interest_percentage   numeric(7, 4),
  -- collected without a judgment, as charges of public law are
  directly_enforceable  boolean not null default false,
  -- false: it cannot deduct VAT, which some laws let it add to fees
  creditor_deducts_vat  boolean not null default true,
  policy_id             text not null,
  policy_version        integer not null,
  -- the policy's next step, from 0, and the day from which it may be taken; null: nothing is to be done automatically
  step_index            smallint not null,
  next_date             date,
  -- when a worker looks at the case: the beginning of next_date in the creditor's country, or the end of a pause
  next_at               timestamptz,
  paused_until          date,
  -- No step is taken until a person releases the case: it was taken over, or the contract with the client has ended.
  hold                  text check (hold in ('TAKEN_OVER', 'CONTRACT_ENDED')),
  disputed_minor        bigint,
  -- what the debtor has brought forward; null: nothing
  objection             text check (objection in ('DENIED', 'BASIS_COMPLAINT', 'ASKS_FOR_COURT', 'WITHOUT_RELEVANT_GROUND')),
  -- Legal steps wait for the creditor: the day on which it approved them, and the day of the last act of a court or an
  -- enforcement authority. The policy counts its next step from the later one.
  legal_approved_on     date,
  legal_act_on          date,
  opened_at             timestamptz not null,
  closed_at             timestamptz,
  closing_reason        text check (closing_reason in ('PAID', 'CREDITED', 'WITHDRAWN', 'WRITTEN_OFF', 'EXPIRED')),
  -- A column for the indexes of the lists: rows of one value are in the order of the next column, which the planner does
  -- not see where the value is null.
  ending                text not null generated always as (coalesce(closing_reason, 'OPEN')) stored,
  updated_at            timestamptz not null,
  primary key (client_id, case_id),
  foreign key (client_id, invoice_id) references invoice,
  foreign key (client_id, debtor_id) references debtor,
  check ((status = 'CLOSED') = (closing_reason is not null)),
  check ((status = 'CLOSED') = (stage = 'CLOSED'))
);
-- An invoice has one case.
create unique index collection_case_invoice on collection_case (client_id, invoice_id);
create index collection_case_due on collection_case (next_at) where next_at is not null;
create index collection_case_number on collection_case (client_id, invoice_number);
-- A bank file names a reference and no client; a payer may write the number of the invoice, and a person that of the case.
create index collection_case_reference on collection_case (payment_reference) where payment_reference is not null;
create index collection_case_invoice_number on collection_case (invoice_number) where status <> 'CLOSED';
create index collection_case_id on collection_case (case_id);
-- The open cases of a policy, counted by version, and read for a dry run.
create index collection_case_policy on collection_case (policy_id, policy_version, client_id, case_id)
  where status <> 'CLOSED';
-- A payment that names no case may be the amount of an invoice: open cases by their capital, those due last first.
create index collection_case_capital on collection_case (capital_minor, currency, due_date desc) where status <> 'CLOSED';
-- The cases of one client and one debtor, where reminders are counted over all of them: Danish consumers (renteloven § 9 b).
create index collection_case_debtor on collection_case (client_id, debtor_key)
  where country = 'DK' and debtor_type = 'CONSUMER';
-- The cases of a debtor, and its open ones.
create index collection_case_of_debtor on collection_case (client_id, debtor_id, due_date, invoice_id);
create index collection_case_debtor_open on collection_case (client_id, debtor_id) where status <> 'CLOSED';
-- The lists of the API, of cases and of invoices by their cases. A list of several endings merges the reads of each.
create index collection_case_due_date on collection_case (client_id, ending, due_date, invoice_id);
create index collection_case_updated on collection_case (client_id, ending, updated_at, invoice_id);
-- It also has what the reports of the stock need, so that they read no case.
create index collection_case_stage on collection_case (client_id, stage, due_date, invoice_id) include (case_id, currency);
-- Cases by the month in which they were opened, with what the report of recovery needs.
create index collection_case_opened on collection_case (client_id, opened_at, case_id) include (currency, capital_minor);
create index collection_case_status on collection_case (client_id, status, due_date, invoice_id);
create index collection_case_waiting on collection_case (client_id, due_date, invoice_id)
  where status = 'DISPUTED' or (stage = 'LEGAL' and legal_approved_on is null);
-- Cases of the scenario debtors of a sandbox are found without reading all others. The names are those of
-- src/sandbox/scenarios/scenarios.ts; a test compares them.
create index collection_case_scenario on collection_case (client_id, case_id) where lower(debtor ->> 'name') in (
  'pays at once', 'pays half', 'pays after the reminder', 'pays twice', 'objects', 'asks for a plan and breaks it', 'moves',
  'never pays', 'the bank takes it back');

-- Letters that were sent before the case was opened here: the creditor's own reminders, and the letters of a former agency.
-- The law counts them.
create table earlier_letter (
  client_id    bigint not null,
  case_id      bigint not null,
  -- from 1, in the order of their days
  number       smallint not null check (number >= 1),
  kind         text not null check (kind in ('REMINDER', 'DEMAND', 'PLAN')),
  sent_on      date not null,
  -- the last day that the letter gave to pay, where it is known
  pay_by       date,
  -- within the creditor's own costs where it was sent by the creditor
  fee_minor    bigint not null check (fee_minor >= 0),
  by_creditor  boolean not null,
  primary key (client_id, case_id, number),
  foreign key (client_id, case_id) references collection_case
);

-- Payments on a case that was taken over, from before that day: no money of them came here.
create table earlier_payment (
  client_id       bigint not null,
  case_id         bigint not null,
  -- from 1, in the order of their days
  number          smallint not null check (number >= 1),
  paid_on         date not null,
  capital_minor   bigint not null check (capital_minor >= 0),
  interest_minor  bigint not null check (interest_minor >= 0),
  costs_minor     bigint not null check (costs_minor >= 0),
  primary key (client_id, case_id, number),
  foreign key (client_id, case_id) references collection_case
);

-- Cases that were taken over from another agency, by the number that they had there.
create table taken_over_case (
  client_id         bigint not null,
  -- the former agency, as the file names it
  agency            text not null,
  case_number       text not null,
  case_id           bigint not null,
  -- the balances of the file are those of this day
  taken_over_on     date not null,
  -- the payment reference that the case had there
  reference         text,
  -- the last day of the interest that the former agency had claimed
  interest_until    date,
  -- of the row in the file: the same row changes nothing, another one is a conflict
  row_hash          bytea not null,
  imported_at       timestamptz not null,
  imported_by       text not null,
  released_at       timestamptz,
  released_by       text,
  primary key (client_id, agency, case_number),
  foreign key (client_id, case_id) references collection_case,
  check ((released_at is null) = (released_by is null))
);
create unique index taken_over_case_id on taken_over_case (client_id, case_id);
create index taken_over_case_waiting on taken_over_case (client_id, taken_over_on) where released_at is null;

-- The history of a case. Its rows are never changed.
create table case_event (
  client_id  bigint not null,
  case_id    bigint not null,
  event_id   uuid not null,
  at         timestamptz not null,
  kind       text not null,
  data       json not null,
  primary key (client_id, case_id, event_id),
  foreign key (client_id, case_id) references collection_case
);

-- A letter of a case: a separate document that is delivered as invoices are (delivery.letter_id).
create table letter (
  client_id   bigint not null,
  letter_id   uuid not null,
  case_id     bigint not null,
  kind        text not null check (kind in (
    'REMINDER', 'DEMAND', 'PLAN_OFFER', 'PLAN_BROKEN', 'DUE_DATE_CHANGED', 'OBJECTION_RECEIVED', 'PAID', 'PAYEE_CHANGED')),
  -- what a letter of an event is about: a plan, an action, a closing
  about       text,
  document    json not null,
  -- The sum that it asks for. It is a column, because row-level security comes before an expression of the document.
  asked_minor bigint generated always as ((document #>> '{letter,claim,total}')::bigint) stored,
  -- of its PDF in the archive; null until it has been made
  hash        bytea,
  created_at  timestamptz not null,
  -- when its last delivery failed; null: it is on its way, has left, or is not wanted any more
  undelivered_at  timestamptz,
  primary key (client_id, letter_id),
  foreign key (client_id, case_id) references collection_case,
  foreign key (client_id, hash) references archive_object
);
-- GET /invoice/case/letters.
create index letter_case on letter (client_id, case_id, created_at);
-- A payer pays what a letter asks for.
create index letter_asked on letter (asked_minor, created_at desc) where kind in ('REMINDER', 'DEMAND');
-- One event never sends two letters of one kind.
create unique index letter_about on letter (client_id, case_id, kind, about) where about is not null;

-- Each step of a case is taken once, whatever happens to the worker that takes it.
create table case_step (
  client_id       bigint not null,
  case_id         bigint not null,
  step_index      smallint not null,
  kind            text not null check (kind in ('REMINDER', 'DEMAND', 'OFFER_LEGAL', 'SURVEILLANCE', 'WRITE_OFF')),
  taken_on        date not null,
  -- the last day that the letter gives to pay or to object
  pay_by          date,
  -- charged to the debtor, with the rule that allows it
  fee_minor       bigint not null,
  rule_id         text,
  rule_source     text,
  letter_id       uuid,
  -- the journal transaction that charges the fee; null: the step charges none
  transaction_id  uuid,
  primary key (client_id, case_id, step_index),
  foreign key (client_id, case_id) references collection_case,
  foreign key (client_id, letter_id) references letter,
  foreign key (client_id, transaction_id) references journal_transaction
);
-- The steps that were charged by a rule of law, counted for the page of the rule.
create index case_step_rule on case_step (rule_id, client_id, case_id) where fee_minor > 0;

-- Fees by the rule that allows them.
create index case_step_fee on case_step (client_id, taken_on, case_id) include (kind, fee_minor, rule_id, transaction_id)
  where fee_minor > 0;

create table case_action (
  client_id        bigint not null,
  action_id        uuid not null,
  -- the submission, and the place in it
  batch_id         uuid not null,
  position         smallint not null,
  case_id          bigint,
  invoice_id       uuid,
  code             text not null check (code in (
    'COMMENT', 'WITHDRAW', 'DUEDATE', 'PAYMENTPLAN', 'OBJECTION', 'PAUSE', 'DIRECTPAYMENT', 'RESUME', 'ADDRESS', 'EMAIL',
    'APPROVE')),
  comment          text,
  data             json not null,
  state            text not null check (state in ('pending', 'performed', 'refused')),
  outcome          json,
  submitted_at     timestamptz not null,
  submitted_by     text not null,
  -- a pending action is performed from then on; all pending actions of a case have it moved together
  next_attempt_at  timestamptz not null default now(),
  performed_at     timestamptz,
  primary key (client_id, action_id),
  foreign key (client_id, case_id) references collection_case,
  foreign key (client_id, invoice_id) references invoice
);
create index case_action_pending on case_action (next_attempt_at, submitted_at, action_id) where state = 'pending';
create index case_action_case on case_action (client_id, case_id, submitted_at);
-- The actions of one submission, and those of an invoice: GET /invoice/actions and Prefer: wait read them.
create index case_action_batch on case_action (client_id, batch_id);
create index case_action_invoice on case_action (client_id, invoice_id, submitted_at) where invoice_id is not null;

create table payment_plan (
  client_id   bigint not null,
  plan_id     uuid not null,
  case_id     bigint not null,
  state       text not null check (state in ('OFFERED', 'ACTIVE', 'COMPLETED', 'BROKEN', 'CANCELLED')),
  fee_minor   bigint not null,
  rule_id     text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (client_id, plan_id),
  foreign key (client_id, case_id) references collection_case
);
create unique index payment_plan_live on payment_plan (client_id, case_id) where state in ('OFFERED', 'ACTIVE');
-- Each step of a case asks what the case's plans have cost.
create index payment_plan_case on payment_plan (client_id, case_id);
-- The list of plans reads each state in the order of its last changes.
create index payment_plan_state on payment_plan (client_id, state, updated_at, plan_id);

create table plan_instalment (
  client_id     bigint not null,
  plan_id       uuid not null,
  number        smallint not null,
  due_date      date not null,
  amount_minor  bigint not null check (amount_minor > 0),
  paid_minor    bigint not null default 0 check (paid_minor between 0 and amount_minor),
  primary key (client_id, plan_id, number),
  foreign key (client_id, plan_id) references payment_plan
);

-- Deliveries ---------------------------------------------------------------------------------------------------------------

-- One attempt to bring an invoice or a letter to its receiver by one channel. This table is the queue of the distribution.
create table delivery (
  client_id        bigint not null,
  delivery_id      uuid not null,
  invoice_id       uuid not null,
  -- null: the invoice itself is delivered
  letter_id        uuid,
  channel          text not null check (channel in ('EINVOICE', 'EMAIL', 'PRINT')),
  -- Deliveries of the same rank go out side by side; a rank is begun when the one before it has failed.
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
  foreign key (client_id, invoice_id) references invoice on delete cascade,
  foreign key (client_id, letter_id) references letter
);
create index delivery_invoice on delivery (client_id, invoice_id, rank);
create index delivery_due on delivery (channel, next_attempt_at) where next_attempt_at is not null;
-- Deliveries that a person has to look at: the command line shows them, and the metrics count them.
create index delivery_amiss on delivery (state, updated_at) where state in ('unknown', 'failed');
create index delivery_batch on delivery (batch_id) where batch_id is not null;
-- A report names its delivery alone: the outside world knows no tenants.
create index delivery_id on delivery (delivery_id);

create table delivery_attempt (
  client_id    bigint not null,
  delivery_id  uuid not null,
  attempt      smallint not null,
  at           timestamptz not null,
  outcome      text not null,
  code         text,
  reason       text,
  -- It holds the outcome: reports that come together are of one moment, and none of them is lost.
  primary key (client_id, delivery_id, attempt, at, outcome),
  foreign key (client_id, delivery_id) references delivery on delete cascade
);

-- GET /invoice/distribution shows these rows: one for each invoice, kept up to date in the transactions that change it.
create table distribution_record (
  client_id               bigint not null,
  invoice_id              uuid not null,
  invoice_number          bigint not null,
  invoice_type            text not null check (invoice_type in
    ('INVOICE', 'CREDIT_NOTE', 'REMINDER', 'AUTO_PAYMENT_INVOICE', 'COLLECTION', 'FACTORING')),
  invoice_date            date not null,
  status                  text not null check (status in
    ('PAUSED', 'DRAFT', 'ACCEPTED', 'INVOICED', 'CREDITED', 'INTERMEDIATED', 'MANUAL', 'ERROR', 'DUPLICATE')),
  method                  text,
  outcome                 text not null check (outcome in ('PENDING', 'SENT', 'DELIVERED', 'FAILED', 'NONE')),
  sent_at                 timestamptz,
  delivered_at            timestamptz,
  failure_reason          text,
  payment_control_status  text,
  case_id                 bigint,
  fetched_at              timestamptz,
  updated_at              timestamptz not null,
  -- Place in the client's feed of changes. Whoever changes the record makes it null; the sequencer gives it the next number
  -- when the change is committed (src/feed/number-feeds.ts).
  feed_number             bigint,
  -- as of events; the place is the one before the last change until the next number is given
  partner_id              integer,
  partner_number          bigint,
  primary key (client_id, invoice_id),
  foreign key (client_id, invoice_id) references invoice on delete cascade,
  foreign key (client_id, case_id) references collection_case
);
create index distribution_record_number on distribution_record (client_id, invoice_number);
create index distribution_record_date on distribution_record (client_id, invoice_date, invoice_id);
create index distribution_record_failed on distribution_record (client_id, invoice_date, invoice_id) where outcome = 'FAILED';
create index distribution_record_new on distribution_record (client_id, invoice_date, invoice_id) where fetched_at is null;
create unique index distribution_record_feed on distribution_record (client_id, feed_number) where feed_number is not null;
create index distribution_record_partner on distribution_record (partner_id, partner_number) where feed_number is not null;
create index distribution_record_unnumbered on distribution_record (client_id, updated_at) where feed_number is null;
create index distribution_record_updated on distribution_record (client_id, updated_at, feed_number);

-- Bank files ---------------------------------------------------------------------------------------------------------------

-- Bank files come to the agency and hold payments of many clients: they belong to the operator tenant.
create table bank_file (
  client_id    bigint not null check (client_id = 0),
  file_id      uuid not null,
  hash         bytea not null,
  name         text not null,
  -- a BankFileFormat of packages/bank-files, a version of pain.002, or 'unknown'
  format       text not null,
  state        text not null check (state in ('reading', 'done')),
  entries      integer not null default 0,
  known        integer not null default 0,
  -- the list is cut at a length; fault_count counts all
  faults       json not null default '[]',
  fault_count  integer not null default 0,
  -- false: reading stopped before the end
  complete     boolean,
  received_at  timestamptz not null,
  finished_at  timestamptz,
  primary key (client_id, file_id)
);
create unique index bank_file_hash on bank_file (client_id, hash);

-- One movement of an account may appear in several files, formats and levels. An entry is recognised by everything that the
-- files say about it, never by one id of the bank alone, because banks use ids again. Every entry that a file brings is
-- stored at its place in the file; a repeated one is stored as a copy of the entry that was there before.
create table bank_entry (
  client_id               bigint not null check (client_id = 0),
  entry_id                uuid not null,
  file_id                 uuid not null,
  position                text not null,
  -- place in the file of the booked entry that this is a part of; null: it is the booked entry itself
  booked_at               text,
  -- the account as the file names it, and one key for all its names: IBAN, national number, bankgiro
  account                 text not null,
  account_key             text not null,
  currency                text not null,
  amount_minor            bigint not null,
  -- by how much the account moved with the booked entry
  booked_minor            bigint,
  booking_date            date not null,
  value_date              date,
  payment_date            date not null,
  -- EntryNature and EntryLevel of packages/bank-files
  nature                  text not null check (nature in (
    'PAYMENT', 'OWN_ORDER', 'CHARGE', 'DEBIT', 'RETURN', 'REVERSAL', 'DEDUCTION', 'OPPOSITE_PART', 'DIFFERENCE')),
  level                   text not null check (level in ('WHOLE', 'ONLY', 'PART', 'DIFFERENCE')),
  payment_type            text not null,
  -- The bank took a payment back; reversal_of names the payer's end-to-end id where the file has it.
  reversal                boolean not null,
  reversal_of             text,
  -- why the bank returned a payment, ISO 20022: "AC04"
  return_reason           text,
  -- the bank's reference of this entry, and of the booked entry that it is a transaction of
  bank_reference          text not null,
  entry_reference         text,
  -- "KIND:value" of the bank's ids: of the transaction, and of the booked entry
  ids                     text[] not null default '{}',
  booked_ids              text[] not null default '{}',
  -- Ids that whoever ordered the payment gave: EndToEndId, InstrId, PmtInfId, MsgId. Those of money out are our own: the
  -- payment file's, the batch's and the payment's.
  order_ids               text[] not null default '{}',
  end_to_end_id           text,
  message_id              text,
  payment_information_id  text,
  payer_name              text,
  payer_account           text,
  payer_keys              text[] not null default '{}',
  reference               text,
  message                 text,
  -- references and numbers of documents as keys; reported_references has them as the file does, with amounts
  reference_keys          text[] not null default '{}',
  document_keys           text[] not null default '{}',
  reported_references         json,
  -- several debts in one payment, as the payer lists them
  details                 json,
  -- the payer's text, letters and digits alone; and all texts, for searching
  payer_text              text,
  search_text             text,
  -- as the file has it, for people
  raw                     text not null,
  -- EntryDoubt of packages/bank-files: it must wait for a person though it could be read
  doubts                  text[] not null default '{}' check (doubts <@ array['DATE', 'CURRENCY', 'AMOUNT', 'DIRECTION']),
  -- matched: it became a payment of a client; unallocated: it waits for a person; ignored: no incoming payment
  state                   text not null check (state in ('new', 'matched', 'unallocated', 'ignored')),
  reason                  text,
  -- the entry with which it is, or perhaps is, one movement: see state and reason
  same_as                 uuid,
  -- the payment that it became, or that it took back, and the client of that payment
  payment_client_id       bigint,
  payment_id              uuid,
  -- what an entry that waits names and no case had when it was looked at: keys of references, and numbers of invoices
  awaits_references       text[] not null default '{}',
  awaits_numbers          bigint[] not null default '{}',
  -- when it is looked at next, and how often it was looked at without an outcome
  next_attempt_at         timestamptz not null default '-infinity',
  attempts                integer not null default 0,
  -- where its money stands in the agency's journal (src/funds/places.ts); null: it is not there yet
  funds_place             text check (funds_place in ('SUSPENSE', 'CLIENTS', 'OUT', 'AGENCY', 'NONE')),
  -- Whether the journal is to follow the entry, and from when; bank_entry_funds_follow sets it.
  funds_due               boolean not null default true,
  funds_after             timestamptz not null default '-infinity',
  primary key (client_id, entry_id),
  foreign key (client_id, file_id) references bank_file,
  foreign key (client_id, same_as) references bank_entry
);
create unique index bank_entry_place on bank_entry (client_id, file_id, position);
create index bank_entry_booked on bank_entry (client_id, file_id, booked_at) where booked_at is not null;
-- A bank's reference names many movements over the years; the place in its file names an entry for ever.
create index bank_entry_reference on bank_entry (client_id, account_key, bank_reference);
-- A reversal is looked for by the amount that it takes back.
create index bank_entry_amount on bank_entry (client_id, account_key, amount_minor, booking_date);
create index bank_entry_same on bank_entry (client_id, same_as) where same_as is not null;
create index bank_entry_new on bank_entry (client_id, next_attempt_at, entry_id) where state = 'new';
create index bank_entry_waiting on bank_entry (client_id, booking_date, entry_id) where state = 'unallocated';
create index bank_entry_awaiting on bank_entry (client_id, booking_date, entry_id)
  where state = 'unallocated' and (awaits_references <> '{}' or awaits_numbers <> '{}');
-- Entries of accounts that hold no client funds are taken up when the account is added to those that do.
create index bank_entry_other_account on bank_entry (client_id, account_key, entry_id)
  where state = 'unallocated' and reason = 'OTHER_ACCOUNT';
-- Money that was taken off within incoming payments: until a person has decided, as much of them is not settled.
create index bank_entry_deducted on bank_entry (client_id, currency)
  where state in ('new', 'unallocated') and amount_minor < 0 and booked_at is not null;
-- Whether a file says that a payout was executed.
create index bank_entry_end_to_end on bank_entry (client_id, end_to_end_id) where end_to_end_id is not null;
create index bank_entry_funds_due on bank_entry (client_id, entry_id) where funds_due;

-- The agency's journal follows the state of an entry, so the writer of the state need not know the journal.
create function bank_entry_funds_follow() returns trigger language plpgsql as $$
begin
  if new.state is distinct from old.state or new.reason is distinct from old.reason then
    new.funds_due := true;
  end if;
  return new;
end $$;
create trigger bank_entry_funds_follow before update of state, reason on bank_entry
  for each row execute function bank_entry_funds_follow();

-- Keys by which an entry is found: hashes of its account, day and amount with an id, a reference, a payer or a text of it.
create table bank_entry_key (
  client_id  bigint not null check (client_id = 0),
  key        bigint not null,
  -- of the entry, or of its copy: files are compared with other files alone
  file_id    uuid not null,
  entry_id   uuid not null,
  primary key (client_id, key, file_id, entry_id)
);

-- Entries that repeat one of another file: nothing follows from them.
create table bank_entry_copy (
  client_id  bigint not null check (client_id = 0),
  file_id    uuid not null,
  position   text not null,
  entry_id   uuid not null,
  -- as the file has it, for people
  raw        text not null,
  primary key (client_id, file_id, position),
  foreign key (client_id, file_id) references bank_file,
  foreign key (client_id, entry_id) references bank_entry
);
create index bank_entry_copy_entry on bank_entry_copy (client_id, entry_id, file_id);

-- Lines of a national file (BgMax, OCR giro, KTL) that the bank books together, and that camt.053 may report as one sum.
-- Money in and money out of a batch are two rows, because banks book them together or apart.
create table bank_batch (
  client_id       bigint not null check (client_id = 0),
  file_id         uuid not null,
  -- booked_at of its lines
  batch           text not null,
  account_key     text not null,
  currency        text not null,
  day             date not null,
  incoming        boolean not null,
  amount_minor    bigint not null,
  lines           integer not null,
  -- its first line that is stored, or the entry of which that line is a copy; null: none is stored yet
  first_entry_id  uuid,
  -- the entry of another file that is perhaps its sum
  sum_entry_id    uuid,
  -- that sum had been dealt with before the lines came: a person decides about the lines
  lines_wait      boolean not null default false,
  primary key (client_id, file_id, batch, account_key, currency, day, incoming),
  foreign key (client_id, file_id) references bank_file,
  -- deferred: a batch is compared before its entries are stored
  foreign key (client_id, first_entry_id) references bank_entry deferrable initially deferred,
  foreign key (client_id, sum_entry_id) references bank_entry deferrable initially deferred
);
create index bank_batch_day on bank_batch (client_id, account_key, day);
create index bank_batch_sum on bank_batch (client_id, sum_entry_id) where sum_entry_id is not null;

-- A bank's file says this of an account. A row is a statement (camt.053, with balances), a notification, a deposit, a batch.
create table bank_statement (
  client_id      bigint not null check (client_id = 0),
  file_id        uuid not null,
  position       text not null,
  account        text not null,
  currency       text not null,
  format         text not null check (format in
    ('camt.053.001.02', 'camt.053.001.08', 'camt.054.001.02', 'camt.054.001.08', 'bgmax', 'no-ocr-giro', 'ktl')),
  statement_id   text not null,
  number         text,
  page           text,
  created_at     text,
  -- its civil day: the closing balance's, or the last one it covers
  day            date not null,
  from_day       date,
  -- null where it has no such balance, or where another page follows
  opening_minor  bigint,
  closing_minor  bigint,
  -- what was read, without sign
  credits        integer not null,
  credits_minor  bigint not null,
  debits         integer not null,
  debits_minor   bigint not null,
  -- the sum in the last record of a national file's statement, where it differs from the sum that was read
  reported_minor     bigint,
  -- when the balance was compared with the journal, and from when it may be; null: it was not, or there is nothing to compare
  compared_at    timestamptz,
  compare_after  timestamptz not null default '-infinity',
  primary key (client_id, file_id, position),
  foreign key (client_id, file_id) references bank_file
);
create index bank_statement_day on bank_statement (client_id, account, currency, day);
create index bank_statement_due on bank_statement (client_id, day) where closing_minor is not null and compared_at is null;
create index bank_statement_told on bank_statement (client_id, account, currency, day) where reported_minor is not null;

-- Payments -----------------------------------------------------------------------------------------------------------------

create table payment (
  client_id           bigint not null references client,
  payment_id          uuid not null,
  -- BANK: client funds moved; DIRECT: the creditor got the money itself
  kind                text not null check (kind in ('BANK', 'DIRECT')),
  -- the bank entry from which it came; the unique key keeps an entry from paying twice
  entry_id            uuid,
  currency            text not null,
  amount_minor        bigint not null check (amount_minor > 0),
  -- the rest that waits, and why
  unallocated_minor   bigint not null check (unallocated_minor between 0 and amount_minor),
  unallocated_reason  text,
  -- how much went back to the payer
  returned_minor      bigint not null default 0 check (returned_minor between 0 and amount_minor),
  booking_date        date not null,
  payment_date        date not null,
  payer_name          text,
  payer_account       text,
  original_reference  text,
  payment_type        text not null,
  -- the journal's transaction of its receipt; null: no client funds moved
  transaction_id      uuid,
  received_at         timestamptz not null,
  reversed_at         timestamptz,
  primary key (client_id, payment_id),
  -- deferred: the journal is written last, because its balances are contended
  foreign key (client_id, transaction_id) references journal_transaction deferrable initially deferred,
  check (unallocated_minor + returned_minor <= amount_minor)
);
create index payment_held on payment (client_id, received_at, payment_id) where unallocated_minor > 0;
create unique index payment_entry on payment (client_id, entry_id) where entry_id is not null;
create index payment_booked on payment (client_id, booking_date, payment_id);
-- The list of money that waits, of all clients; and what came from an account before.
create index payment_waiting on payment (booking_date, payment_id) where unallocated_minor > 0 and kind = 'BANK';
create index payment_payer on payment (payer_account, booking_date desc) where payer_account is not null;

-- Money that goes back to its payer: each return is one payment order to the bank. Bank files come to the agency, so returns
-- belong to the operator tenant, as bank_entry does.
create table payment_return (
  client_id          bigint not null check (client_id = 0),
  return_id          uuid not null,
  -- what is returned: the rest of a client's payment, or an entry that is no client's
  payment_client_id  bigint,
  payment_id         uuid,
  entry_id           uuid,
  currency           text not null,
  amount_minor       bigint not null check (amount_minor > 0),
  -- the agency's account to which the money came; null: the currency's default pays
  account            text,
  payee              json not null,
  -- what the payer reads on its statement
  text               text not null,
  reason             text not null,
  -- ordered: it may be cancelled until its file is written; written, sent: as of settlement runs; paid: the statement shows
  -- the debit, or a person says so; refused: the bank did not pay, or gave it back, and the money is unallocated again
  state              text not null check (state in ('ordered', 'written', 'sent', 'paid', 'cancelled', 'refused')),
  message_id         text not null,
  end_to_end_id      text not null,
  file               bytea,
  ordered_at         timestamptz not null,
  ordered_by         text not null,
  -- the file is written from then on
  send_at            timestamptz not null,
  -- null: as send_at says
  next_attempt_at    timestamptz,
  sent_at            timestamptz,
  -- when a worker saw that the bank should have confirmed it
  overdue_at         timestamptz,
  ended_at           timestamptz,
  ended_by           text,
  end_reason         text,
  -- the transaction of the order, in the journal of the payment's client or of client 0
  transaction_id     uuid,
  primary key (client_id, return_id),
  foreign key (client_id, entry_id) references bank_entry,
  check ((payment_id is null) <> (entry_id is null)),
  check ((payment_id is null) = (payment_client_id is null)),
  check (file is not null or state in ('ordered', 'cancelled'))
);
create unique index payment_return_message on payment_return (client_id, message_id);
create unique index payment_return_end_to_end on payment_return (client_id, end_to_end_id);
create index payment_return_due on payment_return (client_id, send_at) where state in ('ordered', 'written');
create index payment_return_order on payment_return (client_id, ordered_at desc, return_id desc);
-- An entry goes back once.
create unique index payment_return_entry on payment_return (client_id, entry_id)
  where entry_id is not null and state not in ('cancelled', 'refused');

-- Settlements and payouts --------------------------------------------------------------------------------------------------

-- A run pays many clients with one file, from one account of client funds; it belongs to the operator tenant.
create table settlement_run (
  client_id       bigint not null check (client_id = 0),
  run_id          uuid not null,
  run_date        date not null,
  currency        text not null,
  -- the account that pays; null: the currency's default one
  debtor_iban     text,
  message_id      text not null,
  -- open: settlements join it; written: it has its file and takes no more; sent: the file lies in the bank's outbox
  state           text not null check (state in ('open', 'written', 'sent')),
  -- pain.001, as it was written, once
  file            bytea,
  execution_date  date,
  payments        integer,
  total_minor     bigint,
  created_at      timestamptz not null,
  sent_at         timestamptz,
  primary key (client_id, run_id),
  check ((state = 'open') = (file is null))
);
create unique index settlement_run_message on settlement_run (client_id, message_id);
create unique index settlement_run_open on settlement_run (client_id, currency, debtor_iban) where state = 'open';
create index settlement_run_unsent on settlement_run (client_id, created_at) where state in ('open', 'written');

create table settlement (
  client_id             bigint not null references client,
  -- YYYYMMDD and four digits
  settlement_id         bigint not null,
  settlement_date       date not null,
  currency              text not null,
  -- the sum of its lines: allocations, and allocations that it takes back
  amount_minor          bigint not null check (amount_minor > 0),
  commission_minor      bigint not null default 0,
  -- The agency deducts what the client owes it from the payout. The journal names the cases (kind DEDUCTED,
  -- source "settlement:<number>").
  deducted_minor        bigint not null default 0 check (deducted_minor between 0 and amount_minor),
  line_count            integer not null,
  remittance_reference  text not null,
  beneficiary           json not null,
  -- null: nothing is left to pay, so it is in no payment file
  run_id                uuid,
  transaction_id        uuid not null,
  created_at            timestamptz not null,
  handed_out_at         timestamptz,
  acknowledged_at       timestamptz,
  primary key (client_id, settlement_id),
  foreign key (client_id, transaction_id) references journal_transaction,
  check ((run_id is null) = (deducted_minor = amount_minor))
);
create index settlement_unacknowledged on settlement (client_id, settlement_id) where acknowledged_at is null;
-- The agency's list of all settlements, the latest first.
create index settlement_number on settlement (settlement_id desc, client_id desc);
create index settlement_run_id on settlement (run_id, client_id, settlement_id);

-- A payout orders the bank, once, to pay a settlement. One that the bank refuses or returns may be followed by another
-- attempt, which a person orders. It belongs to the client whose settlement it pays.
create table payout (
  client_id               bigint not null references client,
  settlement_id           bigint not null,
  -- 1, then one more each time a person has it paid again
  attempt                 smallint not null check (attempt between 1 and 99),
  -- The bank's files name it by these: the payout, and the payment file and batch with which it was ordered (the batch once
  -- the file is written).
  end_to_end_id           text not null,
  message_id              text not null,
  payment_information_id  text,
  -- the account that pays, and that the money returns to; null: the currency's default one
  debtor_iban             text,
  beneficiary             json not null,
  currency                text not null,
  amount_minor            bigint not null check (amount_minor > 0),
  state                   text not null check (state in ('CREATED', 'SENT', 'ACCEPTED', 'PAID', 'REJECTED', 'RETURNED')),
  -- the bank's reason for refusing or returning it (ISO 20022), or a person's
  reason_code             text,
  reason_text             text,
  -- when the bank made its latest answer, by the bank's own clock
  answered_at             timestamptz,
  -- what says that it may have been paid, or not, against its state: a person must ask the bank
  doubt                   text,
  -- the bank's booking day, and the journal's transaction: a return corrects it
  paid_on                 date,
  paid_transaction_id     uuid,
  -- another attempt follows it
  followed                boolean not null default false,
  -- when it was noticed that the bank had not confirmed it for some banking days; null: it is in time, or is confirmed
  overdue_at              timestamptz,
  created_at              timestamptz not null,
  changed_at              timestamptz not null,
  primary key (client_id, settlement_id, attempt),
  foreign key (client_id, settlement_id) references settlement,
  foreign key (client_id, paid_transaction_id) references journal_transaction
);
create index payout_message on payout (message_id, client_id, settlement_id);
create index payout_not_paid on payout (settlement_id desc, client_id desc) where state <> 'PAID' or doubt is not null;
create index payout_to_confirm on payout (changed_at) where state in ('SENT', 'ACCEPTED') and overdue_at is null;

create sequence allocation_id_seq start 8000001;

create table allocation (
  client_id               bigint not null,
  allocation_id           bigint not null default nextval('allocation_id_seq'),
  payment_id              uuid not null,
  case_id                 bigint not null,
  -- how far the case had come: commissions go by it
  stage                   text not null check (stage in
    ('INVOICED', 'OVERDUE', 'REMINDER', 'DEMAND', 'LEGAL', 'ENFORCEMENT', 'SURVEILLANCE', 'CLOSED')),
  currency                text not null,
  capital_minor           bigint not null,
  interest_minor          bigint not null,
  -- the creditor's own costs
  costs_minor             bigint not null,
  -- the agency's fees: they are not settled to the client
  fees_minor              bigint not null,
  -- The journal adds this amount to what the agency owes the client: for a bank payment all but the agency's fees; for a
  -- direct one the agency's fees with a minus, since the client has them. 0: there is nothing to settle.
  owed_minor              bigint not null default 0,
  allocated_on            date not null,
  allocated_at            timestamptz not null,
  -- by which rule, in which order
  explanation             json not null,
  transaction_id          uuid not null,
  reversed_at             timestamptz,
  -- the one settlement that it belongs to, set once with what the agency kept
  settlement_id           bigint,
  commission_minor        bigint not null default 0,
  -- the settlement that took it back, where it was reversed after it had been settled
  reversal_settlement_id  bigint,
  primary key (client_id, allocation_id),
  foreign key (client_id, payment_id) references payment,
  foreign key (client_id, case_id) references collection_case,
  -- deferred, as that of payment
  foreign key (client_id, transaction_id) references journal_transaction deferrable initially deferred,
  foreign key (client_id, settlement_id) references settlement,
  foreign key (client_id, reversal_settlement_id) references settlement,
  check (reversal_settlement_id is null or (settlement_id is not null and reversed_at is not null))
);
create index allocation_payment on allocation (client_id, payment_id);
create index allocation_case on allocation (client_id, case_id);
-- A person names an allocation by its number alone; one sequence numbers those of all clients.
create index allocation_number on allocation (allocation_id);
create index allocation_unsettled on allocation (client_id, currency, allocation_id)
  where settlement_id is null and reversed_at is null and owed_minor <> 0;
create index allocation_taken_back on allocation (client_id, currency, allocation_id)
  where settlement_id is not null and reversed_at is not null and reversal_settlement_id is null;
create index allocation_settlement on allocation (client_id, settlement_id) where settlement_id is not null;
create index allocation_reversal_settlement on allocation (client_id, reversal_settlement_id) where reversal_settlement_id is not null;

-- An allocation that is settled stays so, and in one settlement only.
create function allocation_settled_once() returns trigger language plpgsql as $$
begin
  if (old.settlement_id is not null and (new.settlement_id is distinct from old.settlement_id
        or new.commission_minor <> old.commission_minor or new.owed_minor <> old.owed_minor))
     or (old.reversal_settlement_id is not null and new.reversal_settlement_id is distinct from old.reversal_settlement_id) then
    raise exception 'allocation % belongs to a settlement already', old.allocation_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger allocation_settled_once before update on allocation for each row execute function allocation_settled_once();

-- When a client is settled next, by currency. The row comes with the first allocation, whoever writes it, and stays.
create table settlement_schedule (
  client_id  bigint not null references client,
  currency   text not null,
  next_at    timestamptz not null,
  -- false: next_at is when the first money came, or the contract was changed; the schedule has not been looked at since
  planned    boolean not null default false,
  -- a code: why the client could not be settled when it was due last; null: nothing keeps it back
  blocked    text,
  primary key (client_id, currency)
);
create index settlement_schedule_due on settlement_schedule (next_at);

create function allocation_awaits_settlement() returns trigger language plpgsql as $$
begin
  insert into settlement_schedule (client_id, currency, next_at)
  select client_id, currency, date_trunc('milliseconds', min(allocated_at)) from added where owed_minor <> 0
  group by client_id, currency order by client_id, currency
  on conflict (client_id, currency) do nothing;
  return null;
end $$;
create trigger allocation_awaits_settlement after insert on allocation
  referencing new table as added for each statement execute function allocation_awaits_settlement();

-- Client funds -------------------------------------------------------------------------------------------------------------

-- Client funds are provable: client 0's journal holds what moved on each of the agency's bank accounts, from the moment a
-- bank's file is stored, and is compared with what the banks say of those accounts (bank_statement).

-- A bank account in one currency, as the agency's journal knows it: account_no stands where a client's journal has a case.
create sequence funds_account_no start 1;

create table funds_account (
  client_id               bigint not null check (client_id = 0),
  account_no              bigint not null,
  -- one key for all names of the account; and as a file wrote it, for people
  account                 text not null,
  written_as              text not null,
  currency                text not null check (currency ~ '^[A-Z]{3}$'),
  -- First day whose movements are in the journal: the statement before it closed with what is brought forward.
  opened_on               date,
  -- the journal's transaction that brought it forward; an earlier statement corrects it
  opening_transaction_id  uuid,
  -- the last day of which a closing balance was compared, where it differs from the books; null: it agrees, or there is none
  differs_on              date,
  added_at                timestamptz not null,
  primary key (client_id, account_no),
  foreign key (client_id, opening_transaction_id) references journal_transaction
);
create unique index funds_account_name on funds_account (client_id, account, currency);

-- One row for each account and day on which a bank's closing balance was compared.
create table funds_check (
  client_id    bigint not null check (client_id = 0),
  account_no   bigint not null,
  day          date not null,
  bank_minor   bigint not null,
  books_minor  bigint not null,
  checked_at   timestamptz not null,
  primary key (client_id, account_no, day),
  foreign key (client_id, account_no) references funds_account
);

-- A fact that was noticed of an account on a day. The row keeps it from being reported twice.
create table funds_notice (
  client_id   bigint not null check (client_id = 0),
  -- one key for all names of the account
  account     text not null,
  currency    text not null,
  day         date not null,
  kind        text not null check (kind in ('STATEMENT_MISSING', 'RECEIPTS_DIFFER')),
  noticed_at  timestamptz not null,
  primary key (client_id, account, currency, day, kind)
);

-- Accounting ---------------------------------------------------------------------------------------------------------------

create table accounting_connection (
  client_id            bigint not null references client,
  company_identifier   text not null,
  system               text not null,
  simulator            boolean not null,
  -- payments name no company: they go to the client's default connection
  is_default           boolean not null,
  credentials          bytea not null,
  credentials_version  integer not null,
  -- tokens that the system has given and that rotate; sealed, as the credentials are
  tokens               bytea,
  tokens_version       integer not null default 0,
  mappings             json not null,
  settings             json not null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  primary key (client_id, company_identifier)
);
create unique index accounting_connection_default on accounting_connection (client_id) where is_default;

-- The sync engine's side of a connection: who works on it, and whether it may be worked on. It is apart from the connection,
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
  -- '': the client's default connection
  company_identifier  text not null,
  -- documents of one invoice share a group; null where order between documents does not matter after a refusal
  group_key           text,
  document_date       date not null,
  document_name       text,
  -- minor units: the sum of the debit rows of a voucher, or the amount of a payment; a person searches for it
  total               bigint not null default 0,
  payload             json not null,
  content_hash        bytea not null,
  -- A failed document may be replaced by other content with the same identifier, or dropped.
  status              text not null check (status in ('pending', 'sending', 'delivered', 'unknown', 'synced', 'failed', 'dropped')),
  -- waits for an earlier document of its group that failed
  held                boolean not null default false,
  attempts            integer not null default 0,
  -- True while a request that carries it may have arrived in the accounting system: from the moment a send is recorded
  -- until an answer says that nothing was stored. Only what is certainly not there is replaced.
  maybe_stored        boolean not null default false,
  failure_code        text,
  description         text,
  document_status     text,
  remote_ids          text[] not null default '{}',
  submitted_at        timestamptz not null,
  submitted_by        text not null,
  intent_at           timestamptz,
  synced_at           timestamptz,
  updated_at          timestamptz not null,
  primary key (client_id, kind, seq)
);
create unique index accounting_document_identifier on accounting_document (client_id, kind, identifier);
-- The queue: what a connection has still to do, in order. It is partial, so a million synced documents cost it nothing.
create index accounting_document_open on accounting_document (client_id, company_identifier, seq)
  where status in ('pending', 'sending', 'delivered', 'unknown');
-- An operator asks which documents failed.
create index accounting_document_failed on accounting_document (client_id, kind, seq) where status = 'failed';
-- Each turn of a queue asks which documents wait for a failed one.
create index accounting_document_held on accounting_document (client_id, company_identifier) where held;
-- A person looks for one voucher among all: by its name, which is often an invoice number, and by its amount.
create index accounting_document_name on accounting_document (client_id, document_name) where document_name is not null;
create index accounting_document_total on accounting_document (client_id, total, document_date);
create index accounting_document_updated on accounting_document (client_id, kind, updated_at, seq);
create index accounting_document_group on accounting_document (client_id, company_identifier, group_key, seq)
  where group_key is not null;
-- Which document has a voucher found in the accounting system already? (src/accounting/sync/queue-queries.ts)
create index accounting_document_remote on accounting_document (client_id, kind, (remote_ids[1])) where remote_ids <> '{}';

-- The earlier content of a replaced document: nothing that was acknowledged is lost.
create table accounting_document_version (
  client_id     bigint not null,
  kind          text not null,
  identifier    text not null,
  version       integer not null,
  payload       json not null,
  content_hash  bytea not null,
  status        text not null check (status in ('pending', 'sending', 'delivered', 'unknown', 'synced', 'failed', 'dropped')),
  failure_code  text,
  description   text,
  submitted_at  timestamptz not null,
  submitted_by  text not null,
  replaced_at   timestamptz not null,
  replaced_by   text not null,
  primary key (client_id, kind, identifier, version),
  foreign key (client_id, kind, identifier) references accounting_document (client_id, kind, identifier)
);

-- One act on many rows of a list. A worker does the rows one by one under the name of the person who asked.
create table bulk_job (
  -- 0: asked for by the agency's people; else by the people of a client
  client_id    bigint not null,
  job_id       uuid not null,
  -- src/bulk/acts.ts lists them
  act          text not null,
  fields       json not null,
  -- the address of the list from which the rows come
  list         text not null check (list ~ '^/console'),
  state        text not null check (state in ('RUNNING', 'DONE')),
  total        integer not null,
  asked_by     text not null,
  asked_at     timestamptz not null,
  ended_at     timestamptz,
  lease_until  timestamptz,
  primary key (client_id, job_id)
);
create index bulk_job_running on bulk_job (asked_at) where state = 'RUNNING';

create table bulk_row (
  client_id  bigint not null,
  job_id     uuid not null,
  row_no     integer not null,
  -- "client.id"
  key        text not null,
  -- null: its turn has not come
  outcome    text check (outcome in ('DONE', 'REFUSED')),
  -- why it was refused
  reason     text,
  primary key (client_id, job_id, row_no),
  foreign key (client_id, job_id) references bulk_job
);
create index bulk_row_open on bulk_row (client_id, job_id, row_no) where outcome is null;

-- Lists of the console that somebody has given a name: filter, order and columns as they stand in the address.
create table saved_view (
  -- 0: of the agency's people; else of the people of a client
  client_id   bigint not null,
  view_id     uuid not null,
  -- name of the user
  owner       text not null,
  is_shared   boolean not null,
  -- the path of the list, and its parameters
  list        text not null check (list ~ '^/console'),
  parameters  text not null,
  name        text not null,
  created_at  timestamptz not null,
  primary key (client_id, view_id)
);
create unique index saved_view_name on saved_view (client_id, owner, list, name);
create index saved_view_shared on saved_view (client_id, list) where is_shared;

-- Questions ----------------------------------------------------------------------------------------------------------------

-- A question of the agency to a creditor. Facts of money are copied into it, because money that waits belongs to no client,
-- and its creditor sees no more of it than stands here.
create table question (
  client_id     bigint not null references client,
  question_id   uuid not null,
  -- "case:5000001"; of money that waits "entry:<entryId>" or "payment:<paymentId>"
  subject       text not null check (subject ~ '^(case|entry|payment):.'),
  question      text not null check (length(question) <= 2000),
  -- of money alone
  amount_minor  bigint,
  currency      text,
  paid_on       date,
  payer_name    text,
  payer_text    text,
  asked_by      text not null,
  asked_at      timestamptz not null,
  answer        text check (length(answer) <= 2000),
  answered_by   text,
  answered_at   timestamptz,
  -- when somebody of the agency had read the answer
  seen_by       text,
  seen_at       timestamptz,
  withdrawn_by  text,
  withdrawn_at  timestamptz,
  primary key (client_id, question_id),
  check ((amount_minor is null) = (currency is null) and (amount_minor is null) = (paid_on is null)),
  check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)),
  check ((seen_by is null) = (seen_at is null) and (withdrawn_by is null) = (withdrawn_at is null)),
  check (seen_at is null or answered_at is not null),
  check (withdrawn_at is null or answered_at is null)
);
create index question_subject on question (subject, question_id);
create index question_order on question (question_id);
create index question_open on question (client_id, question_id) where answered_at is null and withdrawn_at is null;

-- Webhooks -----------------------------------------------------------------------------------------------------------------

-- An address to which the events of a feed are sent: a cursor over the feed, with what became of its requests.
create table webhook_endpoint (
  -- 0: of a partner, for the events of all its clients
  client_id        bigint not null,
  webhook_id       uuid not null,
  partner_id       integer,
  url              text not null,
  description      text,
  -- receives mails about failures; null: the technical contact of the client
  contact_email    text,
  -- beginnings of the types of events that are sent; null: all
  types            text[],
  mode             text not null check (mode in ('PARALLEL', 'ORDERED')),
  signatures       text not null check (signatures in ('V1', 'V1_V1A')),
  state            text not null check (state in ('ACTIVE', 'PAUSED', 'DISABLED', 'DELETED')),
  disabled_as      text check (disabled_as in ('GONE', 'RECEIVER_ASKED', 'NO_SUCCESS')),
  -- sealed, as credentials are; null: the endpoint was deleted
  keys             bytea,
  -- the keys before the last rotation, which sign too until this moment
  previous_keys    bytea,
  previous_until   timestamptz,
  -- Every event up to this number of the feed has been handed over to deliveries; of an ordered endpoint: has arrived.
  cursor           bigint not null,
  -- the last number that an event got here: there are no holes
  sequence         bigint not null default 0,
  -- an ordered endpoint goes back to this place when its open request has arrived
  replay_from      bigint,
  -- when it may next have something to send; null: nothing waits
  next_at          timestamptz,
  -- nothing is sent before: the breaker is open, or the receiver asked for it
  held_until       timestamptz,
  -- attempts that have failed since the last success, from when on, and on how many days
  failures         integer not null default 0,
  last_success_at  timestamptz,
  last_failure_at  timestamptz,
  failing_since    timestamptz,
  failing_days     integer not null default 0,
  -- mails about the failing endpoint that have left, and when the next one is due
  notices          smallint not null default 0,
  notice_at        timestamptz,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (client_id, webhook_id),
  check ((client_id = 0) = (partner_id is not null)),
  check ((state = 'DISABLED') = (disabled_as is not null)),
  check ((previous_keys is null) = (previous_until is null)),
  check ((state = 'DELETED') = (keys is null))
);
create index webhook_endpoint_due on webhook_endpoint (next_at) where state = 'ACTIVE' and next_at is not null;
create index webhook_endpoint_notice on webhook_endpoint (notice_at) where notice_at is not null;
-- The public key of an endpoint is asked for by its id alone.
create index webhook_endpoint_id on webhook_endpoint (webhook_id);

-- One request, and its attempts: an event of a parallel endpoint, or a batch of an ordered one.
create table webhook_delivery (
  client_id        bigint not null,
  delivery_id      uuid not null,
  webhook_id       uuid not null,
  -- the numbers of its events in the feed
  event_numbers    bigint[] not null,
  -- the number of its first event at the endpoint; the others follow
  sequence         bigint not null,
  -- the header webhook-id: the id of its last event
  message_id       uuid not null,
  -- of the event; null: a batch
  type             text,
  -- Every event up to this number of the feed has been handed over with it.
  through          bigint not null,
  state            text not null check (state in ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'SKIPPED')),
  -- its place in the schedule; 0 again when somebody sends it again
  attempts         integer not null default 0,
  next_attempt_at  timestamptz,
  lease_owner      uuid,
  lease_until      timestamptz,
  -- its last attempts
  tries            json not null default '[]',
  created_at       timestamptz not null,
  ended_at         timestamptz,
  primary key (client_id, delivery_id),
  foreign key (client_id, webhook_id) references webhook_endpoint,
  check ((state = 'PENDING') = (next_attempt_at is not null)),
  check ((state = 'SENDING') = (lease_until is not null) and (lease_owner is null) = (lease_until is null)),
  check ((state in ('PENDING', 'SENDING')) = (ended_at is null))
);
create index webhook_delivery_pending on webhook_delivery (client_id, webhook_id, next_attempt_at, delivery_id) where state = 'PENDING';
create index webhook_delivery_sending on webhook_delivery (client_id, webhook_id, lease_until) where state = 'SENDING';
create index webhook_delivery_order on webhook_delivery (client_id, webhook_id, delivery_id);
create index webhook_delivery_failed on webhook_delivery (client_id, webhook_id, delivery_id) where state = 'FAILED';
create index webhook_delivery_through on webhook_delivery (client_id, webhook_id, through);
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;

-- Sandbox ------------------------------------------------------------------------------------------------------------------

-- The clock of a sandbox and what its move waits for.
create table sandbox_setting (
  name   text primary key,
  value  bytea not null
);

-- Debtors of a sandbox who act: chosen by the debtor's name (src/sandbox/scenarios/scenarios.ts). Empty outside a sandbox.
create table scenario_debtor (
  client_id  bigint not null,
  case_id    bigint not null,
  -- of the case: its civil day counts
  country    text not null,
  scenario   text not null,
  -- the next step of the scenario, from 0
  step       smallint not null,
  -- the day on which the debtor looks next whether it has something to do; null: all is done
  look_on    date,
  primary key (client_id, case_id),
  foreign key (client_id, case_id) references collection_case
);
create index scenario_debtor_due on scenario_debtor (look_on, client_id, case_id) where look_on is not null;

-- Tasks --------------------------------------------------------------------------------------------------------------------

-- A task is something that a person must see to. It follows its cause: triggers on the tables of the causes open it in the
-- transaction in which a row begins to need a person, and close it in the one in which that ends (decision 0031).
create table task (
  client_id      bigint not null,
  task_id        uuid not null default gen_random_uuid(),
  -- src/tasks/kinds.ts lists them
  kind           text not null,
  -- as the audit names it: "case:5000001"
  subject        text not null,
  -- a code: which of the causes of its kind
  cause          text not null,
  opened_at      timestamptz not null,
  -- when it must be done, and the law rule that says so
  due_at         timestamptz,
  due_rule       text,
  assignee       text,
  snoozed_until  timestamptz,
  closed_at      timestamptz,
  -- an actor, as the audit names it; system:cause: its cause ended
  closed_by      text check (closed_by ~ '^(token|system|user):.'),
  closed_as      text check (closed_as in ('CAUSE_ENDED', 'DONE')),
  is_open        boolean not null generated always as (closed_at is null) stored,
  -- Tasks without a due date come last. It is a column, because row-level security comes before a comparison of coalesce(): a
  -- page in the middle would read all before it.
  due_order      timestamptz not null generated always as (coalesce(due_at, 'infinity')) stored,
  primary key (client_id, task_id),
  check ((due_at is null) = (due_rule is null)),
  check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_as is null))
);
-- An open task is found by this index alone: the others have the condition is_open. So the triggers take it also while the
-- table is young, and the planner takes all indexes of its open rows for equal.
create unique index task_open on task (client_id, kind, subject, cause) where closed_at is null;
-- The list: what is due first, then what was opened first.
create index task_order on task (due_order, opened_at, task_id) where is_open;
create index task_order_client on task (client_id, due_order, opened_at, task_id) where is_open;
create index task_order_kind on task (kind, due_order, opened_at, task_id) where is_open;
create index task_order_assignee on task (assignee, due_order, opened_at, task_id)
  where is_open and assignee is not null;
-- The metrics: how many there are of a kind, and the oldest.
create index task_age on task (kind, opened_at) where is_open;
-- A person names a task by its id alone.
create index task_id on task (task_id);

-- The service's time in milliseconds, as its processes have it: the clock of a sandbox may be ahead of the database's.
create function service_time() returns timestamptz language sql stable as $$
  select date_trunc('milliseconds', statement_timestamp() + coalesce((
    select make_interval(secs => (nullif(convert_from(value, 'UTF8'), '')::json ->> 'offsetMs')::double precision / 1000)
    from sandbox_setting where name = 'clock'), interval '0'))
$$;

create type task_state as (
  client_id bigint, kind text, subject text, cause text, due_at timestamptz, due_rule text
);

-- Closes the tasks of causes that have ended and opens those of causes that have begun. What is in both goes on.
create function follow_tasks(ended task_state[], begun task_state[]) returns void language plpgsql set enable_seqscan = off as $$
begin
  update task t set closed_at = service_time(), closed_by = 'system:cause', closed_as = 'CAUSE_ENDED'
  from (select client_id, kind, subject, cause from unnest(ended) except select client_id, kind, subject, cause from unnest(begun)) e
  cross join lateral (
    select o.client_id, o.task_id from task o
    where o.client_id = e.client_id and o.kind = e.kind and o.subject = e.subject and o.cause = e.cause and o.closed_at is null
    limit 1) open
  where t.client_id = open.client_id and t.task_id = open.task_id;
  -- In one order, so that transactions that open the same tasks do not wait for each other in a circle.
  insert into task (client_id, kind, subject, cause, opened_at, due_at, due_rule)
  select client_id, kind, subject, cause, service_time(), due_at, due_rule
  from (select * from unnest(begun) except select * from unnest(ended)) b order by client_id, kind, subject, cause
  on conflict (client_id, kind, subject, cause) where closed_at is null do nothing;
end $$;

-- The rows that need a person: for each table the kind and the subject of the tasks, and the cause of a row r, null where the
-- row needs nobody. A kind depends on nothing but the cause. The triggers and the view task_cause are made from this list
-- alone. Most causes are a state of the row and end with it; where one is not, a person says that it is dealt with
-- (src/tasks/kinds.ts).
do $tasks$
declare
  cause record;
  states text;
  sources text[] := '{}';
begin
  for cause in
    with listed as (
      select row_number() over () as place, v.* from (values
        ('collection_case', $$'OBJECTION'$$, $$'case:' || r.case_id$$,
          $$case when r.status <> 'CLOSED' and (r.status = 'DISPUTED' or r.objection <> 'WITHOUT_RELEVANT_GROUND')
              then coalesce(r.objection, 'DENIED') end$$, null, null),
        ('collection_case', $$case when r.status_reason = 'LAW_RULE_MISSING' then 'LAW_RULE_MISSING'
              when r.status_reason = 'PLAN_BROKEN' then 'PLAN_BROKEN'
              when left(r.status_reason, 7) = 'DEBTOR_' then 'DEBTOR_MARKED' else 'CASE_SUSPENDED' end$$, $$'case:' || r.case_id$$,
          $$case when r.status = 'SUSPENDED' or (r.status = 'OPEN' and r.status_reason = 'PLAN_BROKEN')
              then coalesce(r.status_reason, 'SUSPENDED') end$$, null, null),
        ('collection_case', $$case when r.legal_approved_on is null then 'APPROVAL_AWAITED' else 'LEGAL_STEPS' end$$,
          $$'case:' || r.case_id$$,
          $$case when r.stage = 'LEGAL' and r.legal_approved_on is null then 'LEGAL_STEPS_OFFERED'
              when r.stage = 'LEGAL' and r.legal_act_on is null then 'LEGAL_STEPS_APPROVED' end$$, null, null),
        ('case_event', $$case r.data ->> 'task' when 'FEE_OF_UNSENT_LETTER' then 'FEE_OF_UNSENT_LETTER' else 'AMOUNTS_DIFFER' end$$,
          $$'case:' || r.case_id$$,
          $$case when r.kind = 'TASK' and r.data ->> 'task' in ('OUTSTANDING_AMOUNTS_DIFFER', 'FEE_OF_UNSENT_LETTER')
              then r.data ->> 'task' end$$, null, null),
        ('invoice', $$case r.status when 'MANUAL' then 'INVOICE_MANUAL' when 'DUPLICATE' then 'INVOICE_DUPLICATE'
              else 'INVOICE_ERROR' end$$, $$'invoice:' || r.invoice_id$$,
          $$case when r.status in ('MANUAL', 'DUPLICATE', 'ERROR') then r.status end$$, null, null),
        ('delivery', $$'DELIVERY_UNKNOWN'$$, $$'delivery:' || r.delivery_id$$,
          $$case when r.state = 'unknown' then 'UNKNOWN' end$$, null, null),
        -- An invoice that never left is in ERROR.
        ('distribution_record', $$'DELIVERY_FAILED'$$, $$'invoice:' || r.invoice_id$$,
          $$case when r.outcome = 'FAILED' and r.status <> 'ERROR' then 'INVOICE_CAME_BACK' end$$, null, null),
        ('bank_file', $$'BANK_FILE_FAILED'$$, $$'bank-file:' || r.file_id$$,
          $$case when r.state = 'done' then case when not r.complete then 'INCOMPLETE' when r.fault_count > 0 then 'FAULTS' end end$$,
          null, null),
        ('bank_entry', $$case when r.reason in ('PERHAPS_SAME', 'DATE_DOUBTFUL', 'CURRENCY_DOUBTFUL', 'AMOUNT_DOUBTFUL',
                'DIRECTION_DOUBTFUL', 'PAYOUT_DIFFERS', 'RETURN_DIFFERS') then 'PAYMENT_DOUBTFUL'
              when r.reason in ('REVERSAL_UNKNOWN', 'REVERSAL_AFTER_RETURN') then 'PAYMENT_TAKEN_BACK'
              when r.reason in ('DEDUCTION', 'CHARGE', 'DEBIT_UNKNOWN') then 'MONEY_TAKEN_OFF' else 'PAYMENT_UNMATCHED' end$$,
          $$'entry:' || r.entry_id$$, $$case when r.state = 'unallocated' then coalesce(r.reason, 'UNKNOWN') end$$, null, null),
        ('payment', $$case when r.unallocated_reason in ('OVERPAYMENT', 'RETURN_REFUSED') then 'REFUND' else 'PAYMENT_UNMATCHED' end$$,
          $$'payment:' || r.payment_id$$,
          $$case when r.unallocated_minor > 0 and r.kind = 'BANK' then coalesce(r.unallocated_reason, 'UNKNOWN') end$$, null, null),
        ('accounting_document', $$'DOCUMENT_FAILED'$$, $$r.kind || ':' || r.identifier$$,
          $$case when r.status = 'failed' then coalesce(r.failure_code, 'FAILED') end$$, null, null),
        ('accounting_queue', $$'CONNECTION_STOPPED'$$, $$'connection:' || r.company_identifier$$,
          $$case when r.state = 'stopped' then 'STOPPED' end$$, null, null),
        ('letter', $$'DELIVERY_FAILED'$$, $$'letter:' || r.letter_id$$,
          $$case when r.undelivered_at is not null then 'LETTER_NOT_DELIVERED' end$$, null, null),
        ('settlement_schedule', $$'SETTLEMENT_BLOCKED'$$, $$'client:' || r.client_id$$, $$r.currency || ' ' || r.blocked$$, null, null),
        ('payout', $$'PAYOUT_DOUBTFUL'$$, $$'payout:' || r.end_to_end_id$$,
          $$case when r.doubt is not null then 'BANK_CONTRADICTS' end$$, null, null),
        ('approval', $$'SECOND_PERSON'$$, $$'approval:' || r.approval_id$$,
          $$case when r.decision is null and r.expired_at is null then r.action end$$, null, null),
        ('question', $$case when r.answered_at is null then 'QUESTION_ASKED' else 'QUESTION_ANSWERED' end$$,
          $$'question:' || r.question_id$$,
          $$case when r.withdrawn_at is null and r.answered_at is null then 'ASKED'
              when r.answered_at is not null and r.seen_at is null then 'ANSWERED' end$$, null, null),
        ('payout', $$'PAYOUT_FAILED'$$, $$'payout:' || r.end_to_end_id$$,
          $$case when r.state in ('REJECTED', 'RETURNED') and not r.followed then r.state end$$, null, null),
        ('payout', $$'PAYOUT_UNCONFIRMED'$$, $$'payout:' || r.end_to_end_id$$,
          $$case when r.overdue_at is not null and r.state in ('SENT', 'ACCEPTED') then 'NOT_CONFIRMED' end$$, null, null),
        ('payment_return', $$'RETURN_UNCONFIRMED'$$, $$'return:' || r.return_id$$,
          $$case when r.overdue_at is not null and r.state = 'sent' then 'NOT_CONFIRMED' end$$, null, null),
        ('webhook_endpoint', $$'WEBHOOK_DISABLED'$$, $$'webhook:' || r.webhook_id$$,
          $$case when r.state = 'DISABLED' then r.disabled_as end$$, null, null),
        -- src/platform/queue/retry.ts reports it as an event after as many failures.
        ('queue_failure', $$'WORK_FAILING'$$, $$r.subject$$, $$case when r.attempts >= 8 then r.queue end$$, null, null),
        ('law_ending_notice', $$'LAW_RULE_ENDING'$$, $$'law:' || r.rule_id$$,
          $$case when r.ended_at is null then 'ENDS ' || r.valid_to end$$, $$(r.valid_to + 1)::timestamp at time zone 'UTC'$$, $$r.rule_id$$),
        ('funds_account', $$'FUNDS_DIFFER'$$, $$'account:' || r.written_as$$,
          $$case when r.differs_on is not null then 'DIFFERS ' || r.currency end$$, null, null),
        ('funds_notice', $$'STATEMENT_INCOMPLETE'$$, $$'account:' || r.account$$, $$r.kind || ' ' || r.currency || ' ' || r.day$$, null, null)
      ) as v (of_table, kind, subject, cause, due_at, due_rule)
    )
    select of_table, string_agg(l.cause, ', ' order by place) as causes,
           string_agg(format('(%s, %s, %s, (%s)::timestamptz, (%s)::text)', kind, subject, l.cause, coalesce(due_at, 'null'),
             coalesce(due_rule, 'null')), ', ' order by place) as states
    from listed l group by of_table order by min(place)
  loop
    states := format('r cross join lateral (values %s) as c (kind, subject, cause, due_at, due_rule)
      where coalesce(%s) is not null and c.cause is not null', cause.states, cause.causes);
    execute format($function$
      create function %1$s_tasks_follow() returns trigger language plpgsql as $body$
      declare
        ended task_state[] := '{}';
        begun task_state[] := '{}';
      begin
        if tg_op <> 'INSERT' then
          ended := array(select row(r.client_id, c.*)::task_state from removed %2$s);
        end if;
        if tg_op <> 'DELETE' then
          begun := array(select row(r.client_id, c.*)::task_state from added %2$s);
        end if;
        if cardinality(ended) + cardinality(begun) > 0 then
          perform follow_tasks(ended, begun);
        end if;
        return null;
      end $body$ $function$, cause.of_table, states);
    execute format('create trigger %1$s_tasks_begin after insert on %1$s
      referencing new table as added for each statement execute function %1$s_tasks_follow()', cause.of_table);
    execute format('create trigger %1$s_tasks_follow after update on %1$s
      referencing old table as removed new table as added for each statement execute function %1$s_tasks_follow()', cause.of_table);
    execute format('create trigger %1$s_tasks_end after delete on %1$s
      referencing old table as removed for each statement execute function %1$s_tasks_follow()', cause.of_table);
    sources := sources || format('select r.client_id, c.kind, c.subject, c.cause from %I %s', cause.of_table, states);
  end loop;
  execute 'create view task_cause with (security_invoker = true) as ' || array_to_string(sources, ' union all ');
end
$tasks$;

-- Row-level security -------------------------------------------------------------------------------------------------------

-- A transaction says in saatava.client_id which rows it sees: the id of a client, or a star for the rows of all clients
-- (src/platform/database.ts). Without the setting it sees none and writes none. Owners of the tables are held to it too.
--
-- The subqueries run once a statement and not for each row. The first compares with 0 because the planner expects "<> 0" to
-- be true of nearly every row; it would expect a boolean to be true of every second row, and of every thirty-second row in
-- a join of five tables.
do $policies$
declare
  tenant_table text;
  sees constant text := $$(select case current_setting('saatava.client_id', true) when '*' then 1 else 0 end) <> 0
    or client_id = (select nullif(nullif(current_setting('saatava.client_id', true), '*'), '')::bigint)$$;
begin
  for tenant_table in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attname = 'client_id'
     order by c.relname
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format('create policy client on %I using (%s) with check (%s)', tenant_table, sees, sees);
  end loop;
end
$policies$;

-- The agency's details, accounts and confirmed rules stand on documents and decide on cases of every client: each
-- transaction that has the setting reads them.
create policy read_by_all on agency_account for select using ((select current_setting('saatava.client_id', true)) <> '');
create policy read_by_all on agency_detail for select using ((select current_setting('saatava.client_id', true)) <> '');
create policy read_by_all on four_eyes_setting for select using ((select current_setting('saatava.client_id', true)) <> '');
create policy read_by_all on law_confirmation for select using ((select current_setting('saatava.client_id', true)) <> '');
