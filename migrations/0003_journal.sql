-- One truth about money: an append-only double-entry journal. What the database itself sees to:
-- the postings of a transaction sum to zero in each currency, nothing posted is ever changed or taken away, nothing is
-- added to a transaction afterwards, and the cached balances are the sums of the postings at every moment.

create table journal_transaction (
  client_id       bigint not null references client,
  transaction_id  uuid not null,
  kind            text not null,
  at              timestamptz not null,
  -- the day it counts on, by the calendar of the client
  booking_date    date not null,
  -- what it rests on: "invoice:<id>", "payment:<id>", "settlement:<id>", …
  source          text not null,
  -- a correction is a transaction of its own, and names what it corrects
  corrects        uuid,
  details         json not null,
  -- the database transaction that wrote it: its postings come in the same one, or not at all
  written_by      xid8 not null default pg_current_xact_id(),
  primary key (client_id, transaction_id),
  foreign key (client_id, corrects) references journal_transaction (client_id, transaction_id)
);
create index journal_transaction_source on journal_transaction (client_id, source);
-- A transaction is corrected once.
create unique index journal_transaction_corrects on journal_transaction (client_id, corrects) where corrects is not null;

create table journal_posting (
  client_id       bigint not null,
  transaction_id  uuid not null,
  line            smallint not null,
  account         text not null,
  -- 0: of no case
  case_id         bigint not null,
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  -- minor units, + debit and − credit
  amount_minor    bigint not null check (amount_minor <> 0),
  primary key (client_id, transaction_id, line),
  foreign key (client_id, transaction_id) references journal_transaction
);
create index journal_posting_account on journal_posting (client_id, account, case_id, currency);

create table journal_balance (
  client_id      bigint not null,
  account        text not null,
  case_id        bigint not null,
  currency       text not null,
  balance_minor  bigint not null,
  primary key (client_id, account, case_id, currency)
);

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
    select from added a join journal_transaction t using (client_id, transaction_id) where t.written_by <> pg_current_xact_id()
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
  from added group by client_id, account, case_id, currency order by client_id, account, case_id, currency
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

-- Looked at when the database transaction commits: by then the postings are there.
create function journal_transaction_is_posted() returns trigger language plpgsql as $$
begin
  if not exists (select from journal_posting where client_id = new.client_id and transaction_id = new.transaction_id) then
    raise exception 'journal transaction % has no postings', new.transaction_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger journal_transaction_is_posted after insert on journal_transaction
  deferrable initially deferred for each row execute function journal_transaction_is_posted();
