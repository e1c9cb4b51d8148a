-- Under payment control debtors of all clients pay to accounts of the agency: a reference belongs to one open case.

-- References under payment control and the invoice that bears each, in the form by which payments are matched. The house's
-- (client_id 0), since one account receives the payments of all clients. A reference whose case has closed is free: the next
-- invoice takes the row over.
create table reference_in_use (
  client_id         bigint not null check (client_id = 0),
  currency          text not null,
  reference         text not null,
  holder_client_id  bigint not null,
  holder_invoice_id uuid not null,
  since             timestamptz not null,
  primary key (client_id, currency, reference)
);
insert into reference_in_use (client_id, currency, reference, holder_client_id, holder_invoice_id, since)
select distinct on (currency, payment_reference) 0, currency, payment_reference, client_id, invoice_id, opened_at
from collection_case where payment_reference is not null and status <> 'CLOSED'
order by currency, payment_reference, case_id;

-- Of what the seller is warned: [{code, message, pointer}].
alter table invoice add column warnings json;

-- Of a seller's own print-out: the IBANs of the client-funds accounts that its text named when it was read.
alter table invoice_attachment add column printed_accounts text[] not null default '{}';
