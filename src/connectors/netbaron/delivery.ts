/**
 * Exactly once over a drop. The state of a document is never remembered here: it is read from the drop, from the names
 * that stand there, and is therefore the same after any crash.
 */
import { ConnectorError } from '../errors.ts'
import type { RemoteVoucher, SendResult } from '../port.ts'
import type { Drop } from '../../drops/drop.ts'
import { notNow, refused } from './errors.ts'
import { ATTEMPTS_MAX, fileName, placesOf } from './file-name.ts'

/** Longest acknowledgement text that is shown, characters. */
const ACK_TEXT_MAX = 1_000

/** How the latest attempt of a document stands in the drop. */
export interface Standing {
  /** The latest attempt, 0 when none was ever delivered. */
  attempt: number
  state: 'ABSENT' | 'DELIVERED' | 'ACCEPTED' | 'REFUSED'
  /** Where the acknowledgement is, for ACCEPTED and REFUSED. */
  acknowledgement?: string
}

/** Looks from the first attempt on; the first that was not refused is the latest. */
export async function standingOf(drop: Drop, base: string, signal: AbortSignal): Promise<Standing> {
  let latest: Standing = { attempt: 0, state: 'ABSENT' }
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const places = placesOf(fileName(base, attempt))
    const there = await drop.present([...places.file, ...places.ok, ...places.error], signal)
    const first = (names: readonly string[]) => names.find((name) => there.has(name))
    const ok = first(places.ok)
    const error = first(places.error)
    // An import that says both has booked it: believing .ok can double nothing.
    if (ok !== undefined) return { attempt, state: 'ACCEPTED', acknowledgement: ok }
    if (error === undefined) return first(places.file) === undefined ? latest : { attempt, state: 'DELIVERED' }
    latest = { attempt, state: 'REFUSED', acknowledgement: error }
  }
  return latest
}

export interface Delivery {
  drop: Drop
  base: string
  receiptNumber: string
  acknowledged: boolean
  signal: AbortSignal
}

/**
 * Delivers the file unless it stands there. After a refusal the next attempt's name is taken.
 * @throws refused with the import's words where it has said no already, or where another file has the name
 */
export async function deliver(delivery: Delivery, bytes: Uint8Array): Promise<SendResult> {
  const { drop, base, signal } = delivery
  const before = await standingOf(drop, base, signal)
  if (before.state === 'ACCEPTED') return result(delivery, 'Approved')
  const attempt = before.state === 'DELIVERED' ? before.attempt : before.attempt + 1
  if (attempt > ATTEMPTS_MAX) throw tooOften(delivery)
  const name = fileName(base, attempt)
  // A file that was taken to done/ is not put a second time.
  const moved = before.state === 'DELIVERED' && !(await drop.present([name], signal)).has(name)
  if (!moved && (await drop.put(name, bytes, signal)) === 'DIFFERS') throw otherFile(name)
  if (!delivery.acknowledged) return result(delivery, 'Approved')
  return (await acknowledgementAfter(delivery, attempt)) ?? { ...result(delivery, 'Draft'), awaitsConfirmation: true }
}

// The file is delivered whatever these reads return, so their failure only means that it is asked again later.
async function acknowledgementAfter(delivery: Delivery, attempt: number): Promise<SendResult | null> {
  let refusal: Error | null = null
  try {
    const standing = await standingOf(delivery.drop, delivery.base, delivery.signal)
    if (standing.attempt !== attempt) return null
    if (standing.state === 'ACCEPTED') return result(delivery, 'Approved')
    if (standing.state === 'REFUSED') refusal = await importRefused(delivery, standing)
  } catch {
    return null
  }
  if (refusal instanceof ConnectorError && refusal.kind === 'refused') throw refusal
  return null
}

/** The import's answer, null while there is none. @throws refused with its words */
export async function confirmed(delivery: Delivery): Promise<SendResult | null> {
  const standing = await standingOf(delivery.drop, delivery.base, delivery.signal)
  switch (standing.state) {
    case 'ACCEPTED':
      return result(delivery, 'Approved')
    case 'REFUSED':
      throw await importRefused(delivery, standing)
    case 'DELIVERED':
      return delivery.acknowledged ? null : result(delivery, 'Approved')
    case 'ABSENT':
      // Taken away before it was acknowledged: an importer that answers later. Nothing is to be sent.
      return null
    default:
      return standing.state satisfies never
  }
}

/** Approved when acknowledged or when no acknowledgement is expected; Draft while one is awaited; null when not there. */
export function remoteStatus(state: Standing['state'], acknowledged: boolean): RemoteVoucher['status'] | null {
  // A refused file is in the drop but in nobody's books, so it is not there.
  if (state === 'ABSENT' || state === 'REFUSED') return null
  return state === 'ACCEPTED' || !acknowledged ? 'Approved' : 'Draft'
}

function result(delivery: Delivery, status: SendResult['status']): SendResult {
  return { remoteId: delivery.receiptNumber, status }
}

async function importRefused(delivery: Delivery, standing: Standing): Promise<Error> {
  const name = standing.acknowledgement ?? ''
  const bytes = await delivery.drop.read(name, delivery.signal)
  // The name is there and its text not yet: some importers write in two steps.
  if (bytes === null)
    return notNow('ACK_UNREADABLE', `${name} cannot be read yet.`, 'Saatava reads it again automatically.')
  const words = Buffer.from(bytes).toString('utf8').trim().slice(0, ACK_TEXT_MAX)
  return refused(
    'IMPORT_REFUSED',
    words === '' ? `NetBaron’s import refused the file (${name} is empty).` : words,
    'Correct what NetBaron’s import names, in NetBaron, in the connection’s mappings or in the document. Then retry: Saatava delivers it as a new file.',
  )
}

function otherFile(name: string): Error {
  return new ConnectorError('refused', 'DROP_FILE_DIFFERS', `${name} is in the drop with other content.`, {
    advice:
      'The document was delivered once, before its content or the connection’s settings changed. Check in NetBaron whether it was booked. If not, put a file of the same name with the ending .error beside it, and retry.',
    maybeStored: true,
  })
}

function tooOften(delivery: Delivery): Error {
  return refused(
    'ATTEMPTS_EXHAUSTED',
    `Receipt ${delivery.receiptNumber} was refused ${ATTEMPTS_MAX} times.`,
    'Send it as a new document with another identifier.',
  )
}
