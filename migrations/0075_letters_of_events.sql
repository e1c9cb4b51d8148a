-- Letters that events of a case send: which of them, a version of a policy says.
alter table policy add column letters text[] not null default '{}';

-- What such a letter is about: a plan, an action, a closing. One event never sends two.
alter table letter add column about text;
create unique index letter_about on letter (client_id, case_id, kind, about) where about is not null;
