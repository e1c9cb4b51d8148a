/**
 * Secrets at rest: envelope encryption with AES-256-GCM. Each secret has its own data key, wrapped by a master key; the
 * id of the master key and the secret's context (its owner and its kind) are bound in as additional data, so a sealed
 * value copied to another client's row does not open there.
 *
 * Layout: 1 version, 1 length of key id, key id, 12 nonce + 32 wrapped data key + 16 tag, 12 nonce, ciphertext, 16 tag.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config.ts'

const VERSION = 1
const NONCE = 12
const TAG = 16
const KEY = 32

export interface Secrets {
  seal(context: string, plain: string): Buffer
  /** Throws when the key is unknown, the context is another, or a bit was changed. */
  open(context: string, sealed: Buffer): string
}

/** @param masterKeys "id:base64" of 32 bytes, comma-separated; the first one seals, all of them open */
export function createSecrets(masterKeys: string): Secrets {
  const keys = new Map(masterKeys.split(',').map(parseKey))
  const first = [...keys.keys()][0] ?? ''
  return {
    seal(context, plain) {
      const master = keys.get(first)
      if (master === undefined) throw new Error('There is no master key')
      const id = Buffer.from(first)
      const dataKey = randomBytes(KEY)
      const wrapped = encrypt(master, `${first}|${context}`, dataKey)
      return Buffer.concat([
        Buffer.from([VERSION, id.length]),
        id,
        wrapped,
        encrypt(dataKey, context, Buffer.from(plain, 'utf8')),
      ])
    },
    open(context, sealed) {
      if (sealed[0] !== VERSION) throw new Error('The sealed value has an unknown version')
      const idEnd = 2 + (sealed[1] ?? 0)
      const id = sealed.subarray(2, idEnd).toString()
      const master = keys.get(id)
      if (master === undefined)
        throw new Error(`sealed with master key "${id}", which SAATAVA_MASTER_KEY does not hold`)
      const bodyStart = idEnd + NONCE + KEY + TAG
      const dataKey = decrypt(master, `${id}|${context}`, sealed.subarray(idEnd, bodyStart))
      return decrypt(dataKey, context, sealed.subarray(bodyStart)).toString('utf8')
    },
  }
}

/** Seals bytes with a data key, which the caller keeps sealed. Layout: 1 version, 12 nonce, ciphertext, 16 tag. */
export function sealBytes(key: Buffer, context: string, plain: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([VERSION]), encrypt(key, context, plain)])
}

/** Throws when the key or the context is another, or a bit was changed. */
export function openBytes(key: Buffer, context: string, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION) throw new Error('sealed bytes of an unknown version')
  return decrypt(key, context, sealed.subarray(1))
}

/** The sandbox's own master key: made once, kept in DATA_DIR readable by its owner alone. */
export function sandboxMasterKey(dataDir: string): string {
  const file = join(dataDir, 'master.key')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    // "wx": of two processes starting at once, one writes and the other reads.
    try {
      writeFileSync(file, `sandbox:${randomBytes(KEY).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8').trim()
}

function parseKey(text: string): [string, Buffer] {
  const [id, encoded] = text.trim().split(':')
  const key = Buffer.from(encoded ?? '', 'base64')
  if (!id || !/^[\w-]{1,32}$/.test(id) || key.length !== KEY) {
    throw new ConfigError(
      'SAATAVA_MASTER_KEY is not of the form "id:base64" with 32 bytes; make one with: echo k1:$(openssl rand -base64 32)',
    )
  }
  return [id, key]
}

function encrypt(key: Buffer, context: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, context: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
}
