-- The actions of one submission, and those of an invoice: what GET /invoice/actions and Prefer: wait read.
create index case_action_batch on case_action (client_id, batch_id);
create index case_action_invoice on case_action (client_id, invoice_id, submitted_at) where invoice_id is not null;
-- GET /invoice/case/letters.
create index letter_of_case on letter (client_id, case_id, created_at);
