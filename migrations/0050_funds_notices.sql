-- Sum of a national file's statement as its last record tells it, minor units, where it is another than what could be read.
alter table bank_statement add column told_minor bigint;

-- What was noticed of an account on a day, so that it is told once.
create table funds_notice (
  client_id  bigint not null check (client_id = 0),
  -- one key for all names of the account
  account    text not null,
  currency   text not null,
  day        date not null,
  kind       text not null check (kind in ('STATEMENT_MISSING', 'RECEIPTS_DIFFER')),
  noticed_at timestamptz not null,
  primary key (client_id, account, currency, day, kind)
);
create index bank_statement_told on bank_statement (client_id, account, currency, day) where told_minor is not null;
