/** SQL of credentials: passkeys, and identities at the OIDC provider. */
import type { Queryable, Tx } from '../platform/database.ts'

export interface PasskeyRow {
  credentialId: string
  userId: string
  name: string
  publicKey: Buffer | null
  useCount: number | null
}

/** @returns undefined for a passkey of nobody, or of a disabled user */
export async function passkeyById(tx: Tx, passkeyId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await tx.query<PasskeyRow>({
    text: `select c.credential_id as "credentialId", c.user_id as "userId", u.name, c.public_key as "publicKey",
             c.use_count as "useCount"
           from credential c join user_account u on u.client_id = c.client_id and u.user_id = c.user_id
           where c.client_id = 0 and c.passkey_id = $1 and u.disabled_at is null for update of c`,
    values: [passkeyId],
  })
  return rows[0]
}

export interface IdentityRow {
  credentialId: string
  userId: string
  name: string
}

/** @returns undefined for an identity of nobody, or of a disabled user */
export async function identityOf(db: Queryable, issuer: string, subject: string): Promise<IdentityRow | undefined> {
  const { rows } = await db.query<IdentityRow>({
    text: `select c.credential_id as "credentialId", c.user_id as "userId", u.name
           from credential c join user_account u on u.client_id = c.client_id and u.user_id = c.user_id
           where c.client_id = 0 and c.issuer = $1 and c.subject = $2 and u.disabled_at is null`,
    values: [issuer, subject],
  })
  return rows[0]
}

export interface CredentialRow {
  credentialId: string
  kind: 'PASSKEY' | 'OIDC'
  addedAt: Date
  lastUsedAt: Date | null
}

/** The credentials of a user, the first one first. */
export async function credentialsOf(db: Queryable, userId: string): Promise<CredentialRow[]> {
  const { rows } = await db.query<CredentialRow>({
    text: `select credential_id as "credentialId", kind, added_at as "addedAt", last_used_at as "lastUsedAt" from credential
           where client_id = 0 and user_id = $1 order by added_at, credential_id`,
    values: [userId],
  })
  return rows
}

/** Changes of the credentials of a user happen one after the other. */
export async function lockUserRow(tx: Tx, userId: string): Promise<void> {
  await tx.query({
    text: 'select from user_account where client_id = 0 and user_id = $1 for update',
    values: [userId],
  })
}

export async function deleteCredential(tx: Tx, credentialId: string): Promise<void> {
  await tx.query({
    text: 'delete from credential where client_id = 0 and credential_id = $1',
    values: [credentialId],
  })
}

/** Ids of the passkeys of a user, so that one device does not make two. */
export async function passkeysOf(db: Queryable, userId: string): Promise<string[]> {
  const { rows } = await db.query<{ passkeyId: string }>({
    text: `select coalesce(passkey_id, '') as "passkeyId" from credential
           where client_id = 0 and user_id = $1 and kind = 'PASSKEY'`,
    values: [userId],
  })
  return rows.map(({ passkeyId }) => passkeyId)
}

interface NewCredential {
  credentialId: string
  userId: string
  addedAt: Date
}

/** @returns false where somebody has the passkey already */
export async function insertPasskey(
  tx: Tx,
  passkey: NewCredential & { passkeyId: string; publicKey: Uint8Array; useCount: number },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into credential (client_id, credential_id, user_id, kind, passkey_id, public_key, use_count, added_at)
           values (0, $1, $2, 'PASSKEY', $3, $4, $5, $6) on conflict (client_id, passkey_id) do nothing`,
    values: [
      ...[passkey.credentialId, passkey.userId, passkey.passkeyId, Buffer.from(passkey.publicKey)],
      ...[passkey.useCount, passkey.addedAt],
    ],
  })
  return rowCount === 1
}

/** @returns false where somebody has the identity already */
export async function insertIdentity(
  tx: Tx,
  identity: NewCredential & { issuer: string; subject: string },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    text: `insert into credential (client_id, credential_id, user_id, kind, issuer, subject, added_at)
           values (0, $1, $2, 'OIDC', $3, $4, $5) on conflict (client_id, issuer, subject) do nothing`,
    values: [identity.credentialId, identity.userId, identity.issuer, identity.subject, identity.addedAt],
  })
  return rowCount === 1
}

export async function noteCredentialUse(
  tx: Tx,
  { credentialId, useCount, at }: { credentialId: string; useCount: number | null; at: Date },
): Promise<void> {
  await tx.query({
    text: `update credential set last_used_at = $3, use_count = coalesce($2, use_count)
           where client_id = 0 and credential_id = $1`,
    values: [credentialId, useCount, at],
  })
}
