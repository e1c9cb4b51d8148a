/**
 * The mails that were taken. The journal holds the list; the mails themselves are files beside it, or in memory when
 * there is no folder, and the oldest are let go.
 */
import type { DeliveryId } from '@saatava/core/ids.ts'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import type { SimulatorKit } from '../kit/simulator.ts'

const MAILS_MAX = 1_000_000
const FILES_KEPT_MAX = 20_000
const IN_MEMORY_MAX = 500
const HEADER_BYTES_MAX = 64 * 1024

export interface Mail {
  /** 1, 2, 3, … */
  id: number
  /** By the sandbox's clock. */
  at: string
  /** By the machine's; undefined in books of earlier versions. */
  machineAt?: string
  /** Envelope sender. */
  from: string
  to: string[]
  subject: string
  bytes: number
  deliveryId: DeliveryId | null
}

type Entry = { type: 'mail'; mail: Mail } | { type: 'returned'; id: number }

export interface Books {
  take(from: string, to: string[], raw: Buffer): Promise<Mail>
  mails(): readonly Mail[]
  find(id: number): Mail | undefined
  /** The mail as it came; undefined when it has been let go. */
  raw(id: number): Buffer | undefined
  /** A report about this mail has been sent back. */
  returned(id: number): void
  wasReturned(id: number): boolean
}

export function createBooks(kit: SimulatorKit, folder: string | undefined): Books {
  const mails: Mail[] = []
  const returned = new Set<number>()
  const inMemory = new Map<number, Buffer>()
  if (folder !== undefined) mkdirSync(folder, { recursive: true })
  const fileOf = (id: number) => join(folder ?? '', `${id}.eml`)

  const apply = (entry: Entry): void => {
    if (entry.type === 'mail') mails.push(entry.mail)
    if (entry.type === 'returned') returned.add(entry.id)
  }
  kit.journal.replay((entry) => apply(entry as Entry))
  const commit = (entry: Entry): void => {
    kit.journal.append(entry)
    apply(entry)
  }
  const keep = (id: number, raw: Buffer): void => {
    if (folder === undefined) {
      inMemory.set(id, raw)
      inMemory.delete(id - IN_MEMORY_MAX)
      return
    }
    writeFileSync(fileOf(id), raw)
    if (id > FILES_KEPT_MAX) rmSync(fileOf(id - FILES_KEPT_MAX), { force: true })
  }

  return {
    async take(from, to, raw) {
      const { subject, deliveryId } = await headersOf(raw)
      if (mails.length >= MAILS_MAX) throw new Error('The simulated mail server has taken as many mails as it can.')
      const id = (mails.at(-1)?.id ?? 0) + 1
      keep(id, raw)
      const machineAt = new Date().toISOString()
      const mail = { id, at: kit.now().toISOString(), machineAt, from, to, subject, bytes: raw.length, deliveryId }
      commit({ type: 'mail', mail })
      return mail
    },
    mails: () => mails,
    find: (id) => mails[id - 1],
    raw(id) {
      if (folder === undefined) return inMemory.get(id)
      try {
        return readFileSync(fileOf(id))
      } catch {
        return undefined
      }
    },
    returned(id) {
      commit({ type: 'returned', id })
    },
    wasReturned: (id) => returned.has(id),
  }
}

const DELIVERY_ID = /<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i

async function headersOf(raw: Buffer): Promise<{ subject: string; deliveryId: DeliveryId | null }> {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.subarray(0, Math.min(end < 0 ? raw.length : end + 4, HEADER_BYTES_MAX))
  const { subject, messageId } = await PostalMime.parse(head).catch(() => ({
    subject: undefined,
    messageId: undefined,
  }))
  return { subject: subject ?? '', deliveryId: DELIVERY_ID.exec(messageId ?? '')?.[1] ?? null }
}
