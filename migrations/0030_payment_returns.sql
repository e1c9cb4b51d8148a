-- Money that goes back to its payer: each return is one payment order to the bank. Bank files come to the agency, so returns
-- are the agency's, as bank_entry is: client_id 0.
create table payment_return (
  client_id          bigint not null check (client_id = 0),
  return_id          uuid not null,
  -- what is returned: the rest of a client's payment, or an entry that is no client's
  payment_client_id  bigint,
  payment_id         uuid,
  entry_id           uuid,
  currency           text not null,
  amount_minor       bigint not null check (amount_minor > 0),
  -- of the agency, to which the money came; null: the currency's default pays
  account            text,
  payee              json not null,
  -- what the payer reads on its statement
  text               text not null,
  reason             text not null,
  -- ordered: it may be cancelled until its file is written; written, sent: as of settlement runs; paid: the statement shows
  -- the debit, or a person says so; refused: the bank did not pay, or gave it back, and the money is unallocated again
  state              text not null check (state in ('ordered', 'written', 'sent', 'paid', 'cancelled', 'refused')),
  message_id         text not null,
  end_to_end_id      text not null,
  file               bytea,
  ordered_at         timestamptz not null,
  ordered_by         text not null,
  -- the file is written from then on
  send_at            timestamptz not null,
  sent_at            timestamptz,
  ended_at           timestamptz,
  ended_by           text,
  end_reason         text,
  -- the journal's, of the order
  transaction_id     uuid,
  primary key (client_id, return_id),
  check ((payment_id is null) <> (entry_id is null)),
  check ((payment_id is null) = (payment_client_id is null)),
  check (file is not null or state in ('ordered', 'cancelled'))
);
create unique index payment_return_message on payment_return (client_id, message_id);
create unique index payment_return_end_to_end on payment_return (client_id, end_to_end_id);
create index payment_return_due on payment_return (client_id, send_at) where state in ('ordered', 'written');
create index payment_return_order on payment_return (client_id, ordered_at desc, return_id desc);
-- An entry goes back once.
create unique index payment_return_entry on payment_return (client_id, entry_id) where entry_id is not null and state not in ('cancelled', 'refused');

-- A person names an allocation by its number alone; one sequence makes those of all clients.
create index allocation_number on allocation (allocation_id);
