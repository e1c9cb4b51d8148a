-- One movement of an account may be told by several files, formats and levels. An entry is recognised by all that the files
-- tell of it, never by one id of the bank alone: banks use those again. So every entry that a file brings is stored at its
-- place in the file, and what is told again is stored as a copy of the entry that was there before.

alter table bank_entry
  -- one name of the account, whichever the file uses: IBAN, national number, bankgiro
  add column account_key text not null default '',
  -- place in the file of the booked entry that this is a part of; null: it is the booked entry itself
  add column booked_at text,
  -- by how much the account moved with that entry, minor units
  add column booked_minor bigint,
  -- EntryNature and EntryLevel of the readers
  add column nature text not null default 'PAYMENT',
  add column level text not null default 'WHOLE',
  -- "KIND:value" of the bank's ids: of the transaction, and of the booked entry
  add column ids text[] not null default '{}',
  add column booked_ids text[] not null default '{}',
  -- ids that whoever ordered the payment gave: EndToEndId, InstrId, PmtInfId, MsgId; of our own payouts, ours
  add column order_ids text[] not null default '{}',
  add column value_date date,
  -- references and numbers of documents as keys; where they are told, with amounts, is in told_references
  add column reference_keys text[] not null default '{}',
  add column document_keys text[] not null default '{}',
  add column told_references json,
  add column payer_keys text[] not null default '{}',
  -- what the payer wrote, letters and digits alone; and all texts, for searching
  add column payer_text text,
  add column search_text text,
  -- EntryDoubt: it must wait for a person though it could be read
  add column doubts text[] not null default '{}',
  -- the entry with which it is, or perhaps is, one movement: see state and reason
  add column same_as uuid,
  -- when it is looked at next, and how often it was looked at without an outcome
  add column next_attempt_at timestamptz not null default '-infinity',
  add column attempts integer not null default 0;

update bank_entry set account_key = account, ids = array['BANKREF:' || bank_reference],
  booked_ids = case when entry_reference is null then '{}' else array['BANKREF:' || entry_reference] end,
  level = case when entry_reference is null then 'WHOLE' else 'PART' end,
  booked_at = case when entry_reference is null then null else regexp_replace(position, '/(TxDtls.*|difference)$', '') end,
  nature = case when reversal then 'REVERSAL' when amount_minor < 0 then 'DEBIT' else 'PAYMENT' end;

-- A bank's reference names many movements over the years; the place in its file names an entry for ever.
drop index bank_entry_reference;
create index bank_entry_reference on bank_entry (client_id, account_key, bank_reference);
drop index bank_entry_file;
create unique index bank_entry_place on bank_entry (client_id, file_id, position);
create index bank_entry_booked on bank_entry (client_id, file_id, booked_at) where booked_at is not null;
drop index bank_entry_of;
drop index bank_entry_amount;
create index bank_entry_amount on bank_entry (client_id, account_key, amount_minor, booking_date);
drop index bank_entry_new;
create index bank_entry_new on bank_entry (client_id, next_attempt_at, entry_id) where state = 'new';
create index bank_entry_same on bank_entry (client_id, same_as) where same_as is not null;

-- By which an entry is found: hashes of its account, day and amount with an id, a reference, a payer or a text of it.
create table bank_entry_key (
  client_id bigint not null check (client_id = 0),
  key       bigint not null,
  -- of the entry, or of its copy: files are compared with other files alone
  file_id   uuid not null,
  entry_id  uuid not null,
  primary key (client_id, key, file_id, entry_id)
);

-- What a file tells that another had told: nothing follows from it.
create table bank_entry_copy (
  client_id bigint not null check (client_id = 0),
  file_id   uuid not null,
  position  text not null,
  entry_id  uuid not null,
  -- as the file has it, for people
  raw       text not null,
  primary key (client_id, file_id, position)
);
create index bank_entry_copy_of on bank_entry_copy (client_id, entry_id, file_id);
