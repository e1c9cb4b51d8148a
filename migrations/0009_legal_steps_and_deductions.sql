-- Legal steps wait for the creditor: the day it approved them, and that of what a court or an enforcement authority did last.
-- Both are civil dates of the creditor's country; what the policy does next is counted from the later one.
alter table collection_case add column legal_approved_on date;
alter table collection_case add column legal_act_on date;

-- What a client owes the agency is taken off what it is paid: amount_minor stays the sum of the settlement's lines. Of which
-- cases it is stands in the journal (kind DEDUCTED, source "settlement:<number>").
alter table settlement add column deducted_minor bigint not null default 0 check (deducted_minor between 0 and amount_minor);
-- One of which nothing is left to pay goes into no payment file.
alter table settlement alter column run_id drop not null;
alter table settlement add check ((run_id is null) = (deducted_minor = amount_minor));
