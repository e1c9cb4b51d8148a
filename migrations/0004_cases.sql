-- Payment control: policies and contracts, cases and what is done to them, plans, payments, allocations, settlements.

-- The feed of events is read in the order in which transactions became visible: see distribution_record.changed.
alter table event add column written_by xid8 not null default pg_current_xact_id();
create index event_feed on event (client_id, written_by, event_id);

-- Policies are the agency's own, for all its clients: a shared table. A version is never changed; a case keeps its own.
create table policy (
  policy_id    text not null check (policy_id ~ '^[A-Z0-9_-]{2,64}$'),
  version      integer not null check (version > 0),
  country      text not null,
  debtor_type  text not null check (debtor_type in ('CONSUMER', 'BUSINESS')),
  name         text not null,
  steps        json not null,
  created_at   timestamptz not null,
  created_by   text not null,
  primary key (policy_id, version)
);

-- A client's agreement with the agency. Absent: the defaults of src/cases/contract.ts.
create table client_contract (
  client_id   bigint not null references client,
  contract    json not null,
  version     integer not null,
  updated_at  timestamptz not null,
  primary key (client_id)
);

-- Numbers that the API shows; apart from clients' and invoices'.
create sequence case_id_seq start 5000001;

create table collection_case (
  client_id        bigint not null references client,
  case_id          bigint not null default nextval('case_id_seq'),
  invoice_id       uuid not null,
  invoice_number   bigint not null,
  payment_reference text,
  stage            text not null check (stage in
    ('INVOICED', 'OVERDUE', 'REMINDER', 'DEMAND', 'LEGAL', 'ENFORCEMENT', 'SURVEILLANCE', 'CLOSED')),
  status           text not null check (status in ('OPEN', 'PAUSED', 'DISPUTED', 'PAYMENT_PLAN', 'SUSPENDED', 'CLOSED')),
  status_reason    text,
  country          text not null,
  debtor_type      text not null check (debtor_type in ('CONSUMER', 'BUSINESS')),
  currency         text not null,
  debtor           json not null,
  -- the claim's capital when the case was opened, minor units; what is left is in the journal
  capital_minor    bigint not null check (capital_minor >= 0),
  invoice_date     date not null,
  due_date         date not null,
  -- as the creditor has moved it; the invoice's own stays
  case_due_date    date not null,
  due_date_changes smallint not null default 0,
  -- null: by law
  interest_percentage numeric(7, 4),
  policy_id        text not null,
  policy_version   integer not null,
  -- the policy's next step, from 0, and the day from which it may be taken; null: nothing is to be done by itself
  step_index       smallint not null,
  next_date        date,
  -- when a worker looks at the case: the beginning of next_date in the creditor's country, or a paused case's end
  next_at          timestamptz,
  paused_until     date,
  disputed_minor   bigint,
  interest_from    date not null,
  opened_at        timestamptz not null,
  closed_at        timestamptz,
  closing_reason   text check (closing_reason in ('PAID', 'CREDITED', 'WITHDRAWN', 'WRITTEN_OFF', 'EXPIRED')),
  updated_at       timestamptz not null,
  primary key (client_id, case_id),
  foreign key (client_id, invoice_id) references invoice,
  check ((status = 'CLOSED') = (closing_reason is not null)),
  check ((status = 'CLOSED') = (stage = 'CLOSED'))
);
-- An invoice has one case.
create unique index collection_case_invoice on collection_case (client_id, invoice_id);
create index collection_case_due on collection_case (next_at) where next_at is not null;
create index collection_case_number on collection_case (client_id, invoice_number);
-- A bank file names a reference and no client; a payer may write the invoice's number, and a person the case's.
create index collection_case_reference on collection_case (payment_reference) where payment_reference is not null;
create index collection_case_invoice_number on collection_case (invoice_number) where status <> 'CLOSED';
create index collection_case_id on collection_case (case_id);

-- What happened to a case, never changed afterwards.
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

-- Each step of a case is taken once, whatever becomes of the worker that takes it.
create table case_step (
  client_id   bigint not null,
  case_id     bigint not null,
  step_index  smallint not null,
  kind        text not null,
  taken_on    date not null,
  -- charged to the debtor, minor units, with the rule that allows it
  fee_minor   bigint not null,
  rule_id     text,
  rule_source text,
  letter_id   uuid,
  primary key (client_id, case_id, step_index),
  foreign key (client_id, case_id) references collection_case
);

-- What a case sends: a document of its own that goes the way of invoices (delivery.letter_id).
create table letter (
  client_id   bigint not null,
  letter_id   uuid not null,
  case_id     bigint not null,
  kind        text not null,
  document    json not null,
  hash        bytea,
  created_at  timestamptz not null,
  primary key (client_id, letter_id),
  foreign key (client_id, case_id) references collection_case
);
alter table delivery add column letter_id uuid;
alter table delivery add foreign key (client_id, letter_id) references letter;

create table case_action (
  client_id     bigint not null,
  action_id     uuid not null,
  -- order of submission
  batch_id      uuid not null,
  position      smallint not null,
  case_id       bigint,
  invoice_id    uuid,
  code          text not null,
  comment       text,
  data          json not null,
  state         text not null check (state in ('pending', 'performed', 'refused')),
  outcome       json,
  submitted_at  timestamptz not null,
  submitted_by  text not null,
  performed_at  timestamptz,
  primary key (client_id, action_id),
  foreign key (client_id, case_id) references collection_case
);
create index case_action_pending on case_action (submitted_at, action_id) where state = 'pending';
create index case_action_case on case_action (client_id, case_id, submitted_at);

create table payment_plan (
  client_id    bigint not null,
  plan_id      uuid not null,
  case_id      bigint not null,
  state        text not null check (state in ('OFFERED', 'ACTIVE', 'COMPLETED', 'BROKEN', 'CANCELLED')),
  fee_minor    bigint not null,
  rule_id      text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (client_id, plan_id),
  foreign key (client_id, case_id) references collection_case
);
create unique index payment_plan_live on payment_plan (client_id, case_id) where state in ('OFFERED', 'ACTIVE');
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

-- Bank files come to the agency and hold payments of many clients: client_id 0 is the house.
create table bank_file (
  client_id    bigint not null check (client_id = 0),
  file_id      uuid not null,
  hash         bytea not null,
  name         text not null,
  format       text not null,
  state        text not null check (state in ('reading', 'done')),
  entries      integer not null default 0,
  known        integer not null default 0,
  faults       json not null default '[]',
  -- all of them; the list above is cut at a length
  fault_count  integer not null default 0,
  -- false: reading stopped before the end
  complete     boolean,
  received_at  timestamptz not null,
  finished_at  timestamptz,
  primary key (client_id, file_id)
);
create unique index bank_file_hash on bank_file (client_id, hash);

-- Every entry once, by the bank's own reference for it, whichever files name it.
create table bank_entry (
  client_id       bigint not null check (client_id = 0),
  entry_id        uuid not null,
  file_id         uuid not null,
  position        text not null,
  account         text not null,
  bank_reference  text not null,
  currency        text not null,
  amount_minor    bigint not null,
  booking_date    date not null,
  payment_date    date not null,
  reference       text,
  message         text,
  payer_name      text,
  payer_account   text,
  payment_type    text not null,
  -- taken back by the bank; of what, by the payer's end-to-end id where the file tells it
  reversal        boolean not null,
  reversal_of     text,
  -- several debts in one payment, as the payer told them
  details         json,
  -- for people, and for the identifiers in it
  raw             text not null,
  -- matched: it became a payment of a client; unallocated: it waits for a person; ignored: no incoming payment
  state           text not null check (state in ('new', 'matched', 'unallocated', 'ignored')),
  reason          text,
  -- the payment it became, or that it took back, and whose that is
  payment_client_id bigint,
  payment_id      uuid,
  primary key (client_id, entry_id),
  foreign key (client_id, file_id) references bank_file
);
create unique index bank_entry_reference on bank_entry (client_id, account, bank_reference);
create index bank_entry_file on bank_entry (client_id, file_id);
-- A reversal is looked for by what it takes back.
create index bank_entry_amount on bank_entry (client_id, account, amount_minor);
create index bank_entry_new on bank_entry (client_id, entry_id) where state = 'new';
create index bank_entry_waiting on bank_entry (client_id, booking_date, entry_id) where state = 'unallocated';

create table payment (
  client_id         bigint not null references client,
  payment_id        uuid not null,
  -- BANK: client funds moved; DIRECT: the creditor got the money itself
  kind              text not null check (kind in ('BANK', 'DIRECT')),
  -- the house's entry it came from; its own unique key keeps an entry from paying twice
  entry_id          uuid,
  currency          text not null,
  amount_minor      bigint not null check (amount_minor > 0),
  unallocated_minor bigint not null check (unallocated_minor between 0 and amount_minor),
  -- why the rest waits, and what of it went back to the payer
  unallocated_reason text,
  returned_minor    bigint not null default 0 check (returned_minor between 0 and amount_minor),
  booking_date      date not null,
  payment_date      date not null,
  payer_name        text,
  payer_account     text,
  original_reference text,
  payment_type      text not null,
  reversed_at       timestamptz,
  received_at       timestamptz not null,
  -- the journal's, of its receipt; null: no client funds moved
  transaction_id    uuid,
  primary key (client_id, payment_id),
  check (unallocated_minor + returned_minor <= amount_minor)
);
create index payment_held on payment (client_id, received_at, payment_id) where unallocated_minor > 0;
create unique index payment_entry on payment (client_id, entry_id) where entry_id is not null;
create index payment_booked on payment (client_id, booking_date, payment_id);

create sequence allocation_id_seq start 8000001;
create table allocation (
  client_id        bigint not null,
  allocation_id    bigint not null default nextval('allocation_id_seq'),
  payment_id       uuid not null,
  case_id          bigint not null,
  transaction_id   uuid not null,
  currency         text not null,
  capital_minor    bigint not null,
  interest_minor   bigint not null,
  -- the creditor's own costs
  costs_minor      bigint not null,
  -- the agency's fees: they are not settled to the client
  fees_minor       bigint not null,
  allocated_on     date not null,
  allocated_at     timestamptz not null,
  -- by which rule, in which order: the explanation
  explanation      json not null,
  reversed_at      timestamptz,
  -- how far the case had come: commissions go by it
  stage            text not null default 'INVOICED',
  -- what it adds to what is owed to the client, as the journal has it: of bank payments all but the agency's fees; of direct
  -- ones the agency's fees with a minus, since the client has them. 0: there is nothing to settle
  owed_minor       bigint not null default 0,
  -- the one settlement it belongs to; set once, with what the agency kept
  settlement_id    bigint,
  commission_minor bigint not null default 0,
  -- the one that took it back, where it was reversed after it had been settled
  reversal_settlement_id bigint,
  primary key (client_id, allocation_id),
  foreign key (client_id, payment_id) references payment,
  foreign key (client_id, case_id) references collection_case,
  check (reversal_settlement_id is null or (settlement_id is not null and reversed_at is not null))
);
create index allocation_payment on allocation (client_id, payment_id);
create index allocation_case on allocation (client_id, case_id);
create index allocation_unsettled on allocation (client_id, currency, allocation_id)
  where settlement_id is null and reversed_at is null and owed_minor <> 0;
create index allocation_taken_back on allocation (client_id, currency, allocation_id)
  where settlement_id is not null and reversed_at is not null and reversal_settlement_id is null;
create index allocation_settlement on allocation (client_id, settlement_id) where settlement_id is not null;
create index allocation_reversal_settlement on allocation (client_id, reversal_settlement_id) where reversal_settlement_id is not null;

-- An allocation that is settled stays so, and in one settlement only, whoever asks.
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

create table settlement (
  client_id             bigint not null references client,
  -- YYYYMMDD and four digits
  settlement_id         bigint not null,
  settlement_date       date not null,
  currency              text not null,
  amount_minor          bigint not null check (amount_minor > 0),
  commission_minor      bigint not null default 0,
  -- its lines: allocations, and those it takes back
  line_count            integer not null,
  remittance_reference  text not null,
  beneficiary           json not null,
  run_id                uuid not null,
  state                 text not null check (state in ('created', 'sent', 'paid')),
  transaction_id        uuid not null,
  created_at            timestamptz not null,
  handed_out_at         timestamptz,
  acknowledged_at       timestamptz,
  primary key (client_id, settlement_id)
);
create index settlement_unacknowledged on settlement (client_id, settlement_id) where acknowledged_at is null;
create index settlement_of_run on settlement (run_id, client_id, settlement_id);
alter table allocation add foreign key (client_id, settlement_id) references settlement;
alter table allocation add foreign key (client_id, reversal_settlement_id) references settlement;

-- When a client is settled next, by currency. The row comes with the first allocation, whoever writes it, and stays.
create table settlement_schedule (
  client_id  bigint not null references client,
  currency   text not null,
  next_at    timestamptz not null,
  -- false: next_at is when the first money came, or the contract was changed; the schedule has not been looked at since
  planned    boolean not null default false,
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

-- A run pays many clients with one file; it belongs to the house.
create table settlement_run (
  client_id    bigint not null check (client_id = 0),
  run_id       uuid not null,
  run_date     date not null,
  currency     text not null,
  message_id   text not null,
  -- pain.001, as it was written, once
  file         bytea,
  execution_date date,
  payments     integer,
  total_minor  bigint,
  -- open: settlements join it; written: it has its file and takes no more; sent: the file lies in the bank's outbox
  state        text not null check (state in ('open', 'written', 'sent', 'paid')),
  created_at   timestamptz not null,
  sent_at      timestamptz,
  paid_at      timestamptz,
  primary key (client_id, run_id),
  check ((state = 'open') = (file is null))
);
create unique index settlement_run_message on settlement_run (client_id, message_id);
create unique index settlement_run_open on settlement_run (client_id, currency) where state = 'open';
create index settlement_run_unsent on settlement_run (client_id, created_at) where state in ('open', 'written');
