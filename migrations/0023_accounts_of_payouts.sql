-- A payment file pays from one account of client funds; one currency may have several.

-- The account by its IBAN. null: a run or payout from before this, whose account is not known here: it is the currency's
-- default one.
alter table settlement_run add column debtor_iban text;
update settlement_run
set debtor_iban = substring(convert_from(file, 'UTF8') from '<DbtrAcct>\s*<Id>\s*<IBAN>\s*([A-Z0-9]+)')
where file is not null;
update settlement_run r set debtor_iban = a.iban
from agency_account a
where r.file is null and a.client_id = 0 and a.currency = r.currency and a.is_default and a.ended_at is null;

drop index settlement_run_open;
create unique index settlement_run_open on settlement_run (client_id, currency, debtor_iban) where state = 'open';

-- By which account each payout leaves: its debit, and its money if it comes back, are on that one.
alter table payout add column debtor_iban text;
update payout p set debtor_iban = r.debtor_iban
from settlement_run r where r.client_id = 0 and r.message_id = p.message_id;

-- Accounts outside the euro need the BIC of their bank; the example accounts of a sandbox had none.
update agency_account a set bic = n.bic
from (values ('SEK', 'SE4550000000058398257466', 'ESSESESS'), ('NOK', 'NO9386011117947', 'DABANO22'),
             ('DKK', 'DK5000400440116243', 'NDEADKKK')) as n (currency, iban, bic)
where a.client_id = 0 and a.currency = n.currency and a.iban = n.iban and a.bic is null;
