-- A row of a work queue whose handling fails moves behind the others: its due time moves on, longer from try to try, and
-- its failures are counted here until it is handled.
create table queue_failure (
  client_id        bigint not null,
  -- as the sandbox's clock and the gauges name it: "steps to take"
  queue            text not null,
  -- the row, as events name it: "case:1"
  subject          text not null,
  attempts         integer not null,
  -- when the row was tried first
  failing_since    timestamptz not null,
  -- no later than then it is tried again: a row of this table that is long past it has been handled
  next_attempt_at  timestamptz not null,
  primary key (client_id, queue, subject)
);
create index queue_failure_next on queue_failure (next_attempt_at);

-- Actions that wait: performed from then on. All pending actions of a case have it moved together.
alter table case_action add column next_attempt_at timestamptz not null default now();
update case_action set next_attempt_at = submitted_at where state = 'pending';
drop index case_action_pending;
create index case_action_pending on case_action (next_attempt_at, submitted_at, action_id) where state = 'pending';

-- null: as send_at says
alter table payment_return add column next_attempt_at timestamptz;
alter table bank_statement add column compare_after timestamptz not null default '-infinity';
alter table bank_entry add column funds_after timestamptz not null default '-infinity';
