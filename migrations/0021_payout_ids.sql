-- Ids that whoever ordered a payment gave it. Of money out they are our own: the payment file's, the batch's and the payment's.
alter table bank_entry add column end_to_end_id text;
alter table bank_entry add column message_id text;
alter table bank_entry add column payment_information_id text;
-- Why the bank returned a payment, ISO 20022: "AC04".
alter table bank_entry add column return_reason text;
-- Whether a file says that a payout was executed.
create index bank_entry_end_to_end on bank_entry (client_id, end_to_end_id) where end_to_end_id is not null;
