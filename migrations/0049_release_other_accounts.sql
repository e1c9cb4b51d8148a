-- Entries of accounts that hold no client funds are taken up when the account is added to those that do.
create index bank_entry_other_account on bank_entry (client_id, account_key, entry_id)
  where state = 'unallocated' and reason = 'OTHER_ACCOUNT';
