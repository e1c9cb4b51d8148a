-- The day on which a claim arose: the earliest day of supply or invoicing that the invoice names. Null: opened before this was
-- stored; the invoice's date holds.
alter table collection_case add column arose_on date;
