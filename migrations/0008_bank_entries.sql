-- The booked entry that a bank's entry is a transaction of, by the entry's own bank_reference: one statement may tell as one
-- what another tells in detail.
alter table bank_entry add column entry_reference text;
create index bank_entry_of on bank_entry (client_id, account, entry_reference) where entry_reference is not null;

-- What an entry that waits has named and no case had when it was looked at: keys of references, and numbers of invoices.
alter table bank_entry add column awaits_references text[] not null default '{}';
alter table bank_entry add column awaits_numbers bigint[] not null default '{}';
create index bank_entry_awaiting on bank_entry (client_id, booking_date, entry_id)
  where state = 'unallocated' and (awaits_references <> '{}' or awaits_numbers <> '{}');
