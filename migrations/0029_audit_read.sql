-- Reading the audit back: all of it in order, what a person did, and what concerns a subject or a case.
create index audit_entry_order on audit_entry (audit_id);
create index audit_entry_actor on audit_entry (actor, audit_id);
create index audit_entry_subject on audit_entry (subject, audit_id);
create index audit_entry_case on audit_entry ((details->>'caseId'), audit_id) where details->>'caseId' is not null;
