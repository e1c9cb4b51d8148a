-- A renewed token's text, sealed, so that a repeated renewal answers with the same token. Housekeeping erases it once the
-- token has been in use for a minute, or when the overlap of the old token is over.
alter table access_token add column sealed_text bytea;
create index access_token_sealed on access_token (issued_at) where sealed_text is not null;
