-- Where an act came from: the access token of the request (its id; 'operator' for OPERATOR_TOKEN) and the address. Both
-- are null for commands and background work. An actor is a token, a part of the service, a person or a debtor.
alter table audit_entry
  add column token          text,
  add column remote_address inet,
  add constraint audit_entry_actor_form check (actor ~ '^(token|system|user|debtor):.') not valid;
