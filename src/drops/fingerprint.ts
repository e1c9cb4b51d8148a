import { createHash, timingSafeEqual } from 'node:crypto'

const BASE64 = /^[A-Za-z0-9+/]{43}=?$/
const HEX = /^[0-9a-f]{64}$/

/** The 32 bytes of a SHA-256 fingerprint: "SHA256:…" as ssh-keygen prints it, the same bare, or hex. Null when it is none. */
export function fingerprintBytes(text: string): Buffer | null {
  const bare = text.trim().replace(/^sha256:/i, '')
  if (BASE64.test(bare)) return Buffer.from(bare, 'base64')
  const hex = bare.replaceAll(':', '').toLowerCase()
  return HEX.test(hex) ? Buffer.from(hex, 'hex') : null
}

/** The fingerprint of a host key as ssh-keygen prints it. */
export function fingerprintOf(hostKey: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(hostKey).digest('base64').replace(/=+$/, '')}`
}

export function isFingerprintOf(expected: Buffer, hostKey: Uint8Array): boolean {
  return timingSafeEqual(expected, createHash('sha256').update(hostKey).digest())
}
