-- Money that was taken off within incoming payments: until a person has decided, as much of them is not settled.
create index bank_entry_deducted on bank_entry (client_id, currency)
  where state in ('new', 'unallocated') and amount_minor < 0 and booked_at is not null;
