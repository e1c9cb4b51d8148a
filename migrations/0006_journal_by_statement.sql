-- The journal's guarantees, checked once a statement instead of once a row: a transaction is written with its postings in
-- one statement, or not at all. What held before holds still: postings have a transaction that was written with them, no
-- transaction is without postings, and neither is changed or taken away afterwards.

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
  if exists (select from (select distinct client_id from added) a where not exists (select from client c where c.client_id = a.client_id)) then
    raise exception 'there is no such client' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
drop trigger journal_transaction_is_posted on journal_transaction;
create trigger journal_transaction_is_posted after insert on journal_transaction
  referencing new table as added for each statement execute function journal_transaction_is_posted();

-- As before, but that a posting without a transaction is refused here as well: the foreign key looked at each row.
create or replace function journal_posting_in_time() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct client_id, transaction_id from added) a
    left join journal_transaction t using (client_id, transaction_id) where t.written_by is distinct from pg_current_xact_id()
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
  from added group by client_id, case_id, account, currency order by client_id, case_id, account, currency
  on conflict (client_id, account, case_id, currency) do update set balance_minor = b.balance_minor + excluded.balance_minor;
  return null;
end $$;
alter table journal_posting drop constraint journal_posting_client_id_transaction_id_fkey;

-- The foreign key locked the client's row once for each transaction, which workers that post for one client did to each other.
alter table journal_transaction drop constraint journal_transaction_client_id_fkey;
create function client_is_in_no_journal() returns trigger language plpgsql as $$
begin
  if exists (select from journal_transaction t where t.client_id = old.client_id) then
    raise exception 'client % is in the journal and stays', old.client_id using errcode = 'foreign_key_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger client_is_in_no_journal before delete or update of client_id on client
  for each row execute function client_is_in_no_journal();
create trigger client_is_in_no_journal_truncate before truncate on client
  for each statement execute function journal_is_append_only();

-- What is asked is of one case, whose rows lie together, or which cases a client owes the agency for.
alter table journal_balance drop constraint journal_balance_pkey, add primary key (client_id, case_id, account, currency);
drop index journal_posting_account;
create index journal_posting_case on journal_posting (client_id, case_id);
create index journal_balance_of_client on journal_balance (client_id, currency, case_id) where account = 'FEES_OF_CLIENT';
-- What a case's plans have cost is asked with each of its steps.
create index payment_plan_case on payment_plan (client_id, case_id);
