-- Payouts: each orders the bank, once, to pay a settlement. One that the bank refuses or returns may be followed by another
-- attempt, which a person orders. They belong to the client whose settlement they pay.
create table payout (
  client_id       bigint not null references client,
  settlement_id   bigint not null,
  -- 1, then one more each time a person has it paid again
  attempt         smallint not null check (attempt between 1 and 99),
  -- by which the bank's files name it, and the payment file and batch it was ordered with (the batch once the file is written)
  end_to_end_id   text not null,
  message_id      text not null,
  payment_information_id text,
  currency        text not null,
  amount_minor    bigint not null check (amount_minor > 0),
  beneficiary     json not null,
  state           text not null check (state in ('CREATED', 'SENT', 'ACCEPTED', 'PAID', 'REJECTED', 'RETURNED')),
  -- the bank's reason for refusing or returning it (ISO 20022), or a person's
  reason_code     text,
  reason_text     text,
  -- when the bank made its latest answer, by the bank's own clock
  answered_at     timestamptz,
  -- what says that it may have been paid, or not, against its state: a person must ask the bank
  doubt           text,
  -- the bank's booking day, and the journal's transaction: a return corrects it
  paid_on         date,
  paid_transaction_id uuid,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  primary key (client_id, settlement_id, attempt),
  foreign key (client_id, settlement_id) references settlement
);
create index payout_of_message on payout (message_id, client_id, settlement_id);

insert into payout (client_id, settlement_id, attempt, end_to_end_id, message_id, payment_information_id, currency, amount_minor, beneficiary,
                    state, paid_on, paid_transaction_id, created_at, changed_at)
select s.client_id, s.settlement_id, 1, s.settlement_id || '-' || s.client_id, r.message_id,
       case when r.state <> 'open' then r.message_id end, s.currency, s.amount_minor - s.deducted_minor, s.beneficiary,
       upper(s.state), t.booking_date, t.transaction_id, s.created_at, coalesce(r.paid_at, r.sent_at, s.created_at)
from settlement s
join settlement_run r on r.client_id = 0 and r.run_id = s.run_id
left join journal_transaction t on t.client_id = s.client_id and t.source = 'settlement:' || s.settlement_id and t.kind = 'SETTLEMENT_PAID';

-- Whether a settlement is paid, its payout says; whether a file is, its payouts say.
alter table settlement drop column state;
update settlement_run set state = 'sent' where state = 'paid';
alter table settlement_run drop constraint settlement_run_state_check;
alter table settlement_run add check (state in ('open', 'written', 'sent'));
alter table settlement_run drop column paid_at;
