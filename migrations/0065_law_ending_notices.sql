-- Rules whose end has been told of (event law.rule.ending), each once. Agency-wide: client_id is 0.
create table law_ending_notice (
  client_id  bigint not null check (client_id = 0),
  rule_id    text not null,
  -- civil date, the last day on which the rule holds
  valid_to   date not null,
  noticed_at timestamptz not null,
  primary key (client_id, rule_id, valid_to)
);
