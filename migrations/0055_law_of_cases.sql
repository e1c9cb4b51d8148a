-- What the law asks about a claim and a case did not know.
alter table collection_case
  -- collected without a judgment, as charges of public law are
  add column directly_enforceable boolean not null default false,
  -- false: it cannot deduct VAT, which some laws let it add to fees
  add column creditor_deducts_vat boolean not null default true,
  -- the creditor's own costs when the case was opened: what was paid of them since still counts towards a cap; minor units
  add column creditor_costs_minor bigint not null default 0 check (creditor_costs_minor >= 0),
  -- what the debtor has brought forward, and null where nothing
  add column objection text check (objection in ('DENIED', 'BASIS_COMPLAINT', 'ASKS_FOR_COURT', 'WITHOUT_RELEVANT_GROUND'));

update collection_case set objection = 'DENIED' where status = 'DISPUTED';

-- The last day that a letter gives to pay or to object.
alter table case_step add column pay_by date;
update case_step s set pay_by = s.taken_on + (p.steps -> s.step_index::int ->> 'payWithinDays')::int
from collection_case c join policy p on p.policy_id = c.policy_id and p.version = c.policy_version
where c.client_id = s.client_id and c.case_id = s.case_id and s.kind in ('REMINDER', 'DEMAND')
  and p.steps -> s.step_index::int ->> 'payWithinDays' is not null;

-- Reminders that the creditor sent itself before it handed the claim over.
create table creditor_reminder (
  client_id bigint not null,
  case_id   bigint not null,
  -- from 1, in the order of their days
  number    smallint not null check (number >= 1),
  sent_on   date not null,
  -- within the creditor's own costs
  fee_minor bigint not null check (fee_minor >= 0),
  primary key (client_id, case_id, number),
  foreign key (client_id, case_id) references collection_case
);
