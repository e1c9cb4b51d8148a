-- Client funds are provable: the agency's own journal (client_id 0) holds what moved on each of its bank accounts, from the
-- moment a bank's file is stored, and what the banks say of those accounts is kept beside it.

-- A bank account in one currency, as the agency's journal knows it: account_no stands where a client's journal has a case.
create sequence funds_account_no start 1;
create table funds_account (
  client_id    bigint not null check (client_id = 0),
  account_no   bigint not null,
  -- one key for all names of the account; and as a file wrote it, for people
  account      text not null,
  written_as   text not null,
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  -- first day whose movements are in the journal: the statement before it closed with what is brought forward
  opened_on    date,
  -- the journal's transaction that brought it forward; an earlier statement corrects it
  opening_transaction_id uuid,
  added_at     timestamptz not null,
  primary key (client_id, account_no)
);
create unique index funds_account_name on funds_account (client_id, account, currency);

-- Where an entry's money stands in the agency's journal; null: it is not there yet. See src/funds/places.ts.
alter table bank_entry add column funds_place text;
-- Whether the journal is to follow what became of it; whoever changes an entry need not know.
alter table bank_entry add column funds_due boolean not null default true;
create index bank_entry_funds_due on bank_entry (client_id, entry_id) where funds_due;
create function bank_entry_funds_follow() returns trigger language plpgsql as $$
begin
  if new.state is distinct from old.state or new.reason is distinct from old.reason then
    new.funds_due := true;
  end if;
  return new;
end $$;
create trigger bank_entry_funds_follow before update of state, reason on bank_entry
  for each row execute function bank_entry_funds_follow();

-- What a bank's file says of an account: a statement (camt.053, with balances), a notification, a deposit, a batch.
create table bank_statement (
  client_id       bigint not null check (client_id = 0),
  file_id         uuid not null,
  position        text not null,
  account         text not null,
  currency        text not null,
  format          text not null,
  statement_id    text not null,
  number          text,
  page            text,
  created_at      text,
  -- the civil day that it is of: its closing balance's, or the last one it covers
  day             date not null,
  from_day        date,
  -- minor units; null where it has no such balance, or where another page follows
  opening_minor   bigint,
  closing_minor   bigint,
  -- what was read, minor units without sign
  credits         integer not null,
  credits_minor   bigint not null,
  debits          integer not null,
  debits_minor    bigint not null,
  -- whether the balance was compared with the journal: null where there is nothing to compare
  compared_at     timestamptz,
  primary key (client_id, file_id, position),
  foreign key (client_id, file_id) references bank_file
);
create index bank_statement_of on bank_statement (client_id, account, currency, day);
create index bank_statement_due on bank_statement (client_id, day) where closing_minor is not null and compared_at is null;

-- One row for each account and day that a bank's closing balance was compared on.
create table funds_check (
  client_id     bigint not null check (client_id = 0),
  account_no    bigint not null,
  day           date not null,
  bank_minor    bigint not null,
  books_minor   bigint not null,
  checked_at    timestamptz not null,
  primary key (client_id, account_no, day),
  foreign key (client_id, account_no) references funds_account
);

-- The agency's own journal has no client's row behind it.
create or replace function journal_transaction_is_posted() returns trigger language plpgsql as $$
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

-- Balances of a past day are today's less what was booked since: transactions lie nearly in the order of their days.
create index journal_transaction_booked on journal_transaction using brin (booking_date) with (autosummarize = on);
