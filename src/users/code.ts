/** Secrets that a person's browser holds: codes of links and tokens of sessions. The database has their SHA-256 alone. */
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits. */
const SECRET_BYTES = 32

export function newSecret(): { text: string; hash: Buffer } {
  const text = randomBytes(SECRET_BYTES).toString('base64url')
  return { text, hash: hashOfSecret(text) }
}

export function hashOfSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
