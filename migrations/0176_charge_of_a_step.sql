-- The journal transaction that charges the fee of a step; null: it charges none.
alter table case_step add column transaction_id uuid;
update case_step s set transaction_id = t.transaction_id
from journal_transaction t
where s.fee_minor > 0 and t.client_id = s.client_id and t.source = 'case:' || s.case_id and t.kind = 'FEE_CHARGED'
  and t.booking_date = s.taken_on and t.details ->> 'step' = s.kind
  and not exists (select from journal_transaction c where c.client_id = t.client_id and c.corrects = t.transaction_id);
alter table case_step add foreign key (client_id, transaction_id) references journal_transaction;
