-- Lines of a national file (BgMax, OCR giro, KTL) that the bank books together, and that camt.053 may tell as one sum. Money
-- in and money out of a batch are two rows, because banks book them together or apart.
create table bank_batch (
  client_id      bigint not null check (client_id = 0),
  file_id        uuid not null,
  -- booked_at of its lines
  batch          text not null,
  account_key    text not null,
  currency       text not null,
  day            date not null,
  incoming       boolean not null,
  amount_minor   bigint not null,
  lines          integer not null,
  -- its first line that is stored, or the entry of which that is a copy; null: none is stored yet
  first_entry_id uuid,
  -- the entry of another file that is perhaps its sum
  sum_entry_id   uuid,
  -- that sum had been dealt with before the lines came: a person decides about the lines
  lines_wait     boolean not null default false,
  primary key (client_id, file_id, batch, account_key, currency, day, incoming)
);
create index bank_batch_day on bank_batch (client_id, account_key, day);
create index bank_batch_sum on bank_batch (client_id, sum_entry_id) where sum_entry_id is not null;

insert into bank_batch (client_id, file_id, batch, account_key, currency, day, incoming, amount_minor, lines, first_entry_id)
select client_id, file_id, booked_at, account_key, currency, booking_date, amount_minor > 0, sum(amount_minor), count(*),
       (array_agg(entry_id order by entry_id))[1]
from bank_entry where booked_at like 'batch %' and amount_minor <> 0 group by 1, 2, 3, 4, 5, 6, 7;
