-- An attachment that is being fetched is claimed by the database's clock, as deliveries are: a sandbox whose days pass does
-- not make another worker take what is under way, and what is under way is still counted as due.
alter table invoice_attachment add column lease_until timestamptz;
