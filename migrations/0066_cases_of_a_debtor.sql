-- The cases of one client and one debtor, where reminders are counted over all of them: Danish consumers (renteloven § 9 b).
-- The debtor is known by the client's own number for it, else by its personal identity number, else by name and postal code.
create index collection_case_debtor on collection_case (client_id, (coalesce(
    debtor ->> 'customerAccountId',
    debtor ->> 'personalIdentityNumber',
    lower(debtor ->> 'name') || ' ' || coalesce(debtor -> 'address' ->> 'postalCode', ''))))
  where country = 'DK' and debtor_type = 'CONSUMER';
