-- The agency itself: its client-funds accounts, its details as debtors read them, and the law rules that it has confirmed.
-- All three are the house's (client_id 0) and keep their history: a row is ended or followed by another, never deleted.

-- Accounts of client funds. One currency may have several; one of the active ones is where clients' debtors pay unless
-- a contract names another.
create table agency_account (
  client_id            bigint not null check (client_id = 0),
  account_id           uuid not null,
  currency             text not null,
  iban                 text not null,
  bic                  text,
  -- digits only
  bankgiros            text[] not null default '{}',
  plusgiros            text[] not null default '{}',
  -- Norway: id of the agreement with the bank on payments with a KID
  kid_agreement        text,
  -- Denmark: the creditor number of FIK payment lines
  fik_creditor         text,
  -- null: "<agency's name>, client funds" in the document's language
  payee_name           text,
  -- The id under which the bank knows who sends it payment files, and the id's scheme in ISO 20022.
  bank_customer_id     text,
  bank_customer_scheme text check (bank_customer_scheme in ('CUST', 'BANK')),
  -- the bank wants that id on the debtor of the file too
  bank_id_on_debtor    boolean not null default false,
  is_default           boolean not null,
  added_by             text not null,
  added_at             timestamptz not null,
  ended_by             text,
  ended_at             timestamptz,
  primary key (client_id, account_id),
  check ((bank_customer_id is null) = (bank_customer_scheme is null)),
  check ((ended_by is null) = (ended_at is null)),
  check (ended_at is null or not is_default)
);
create unique index agency_account_active on agency_account (client_id, currency, iban) where ended_at is null;
create unique index agency_account_default on agency_account (client_id, currency) where is_default;

-- Who collects. The row with the highest version is in force.
create table agency_detail (
  client_id   bigint not null check (client_id = 0),
  version     integer not null,
  name        text not null,
  -- {street, postalCode, postalDistrict, countryCode}
  address     json,
  business_id text,
  email       text,
  phone       text,
  hours       text,
  web         text,
  set_by      text not null,
  set_at      timestamptz not null,
  primary key (client_id, version)
);

-- Law rules that the agency confirms, replaces or adds; active rows are laid over the law packs.
create table law_confirmation (
  client_id       bigint not null check (client_id = 0),
  confirmation_id uuid not null,
  -- order of confirmation
  position        bigint not null,
  rule_id         text not null,
  -- civil date on which the version of the rule begins; null: all versions of the rule
  valid_from      date,
  -- an entry of the form that LAW_RULES has: {ruleId, validFrom?, validTo?, value?, source?, status?}
  entry           json not null,
  -- what the person read before confirming
  sources_read    text,
  confirmed_by    text not null,
  confirmed_at    timestamptz not null,
  ended_by        text,
  ended_at        timestamptz,
  primary key (client_id, confirmation_id),
  unique (client_id, position),
  check ((ended_by is null) = (ended_at is null))
);
create unique index law_confirmation_active on law_confirmation (client_id, rule_id, valid_from) nulls not distinct
  where ended_at is null;
