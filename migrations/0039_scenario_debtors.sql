-- Debtors of a sandbox who act: chosen by the debtor's name (src/sandbox/scenarios/scenarios.ts). Empty outside a sandbox.
create table scenario_debtor (
  client_id  bigint not null,
  case_id    bigint not null,
  -- of the case: its civil day counts
  country    text not null,
  scenario   text not null,
  -- the next step of the scenario, from 0
  step       smallint not null,
  -- the civil day on which the debtor looks next whether it has something to do; null: all is done
  look_on    date,
  primary key (client_id, case_id),
  foreign key (client_id, case_id) references collection_case
);
create index scenario_debtor_due on scenario_debtor (look_on, client_id, case_id) where look_on is not null;
-- Cases of such debtors are found without reading all others. The names are those of scenarios.ts; a test compares them.
create index collection_case_scenario on collection_case (client_id, case_id) where lower(debtor ->> 'name') in (
  'pays at once', 'pays half', 'pays after the reminder', 'pays twice', 'objects', 'asks for a plan and breaks it', 'moves',
  'never pays', 'the bank takes it back');
