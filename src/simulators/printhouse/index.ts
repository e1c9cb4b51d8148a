/**
 * A stand-in for a print house: takes batches in its drop, opens and checks them as a house does, acknowledges each, and
 * reports what was printed, what could not be, and what the post brought back. Letters that go wrong: magic.ts.
 */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { mountDrop } from '../kit/drop-server.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { type Books, createBooks } from './books.ts'
import { PRINTHOUSE_DROP_KEY } from './keys.ts'
import { MAGIC_ADDRESSES } from './magic.ts'
import { mountViews } from './views.ts'

const FILE_BYTES_MAX = 64 * 1024 * 1024
const BATCHES_SHOWN_WHOLE = 20
const Delay = Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 }))
const Given = Type.Object({ printAfterMs: Delay, returnAfterMs: Delay }, { additionalProperties: false })

export function createPrinthouseSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks(kit)
  return {
    name: 'printhouse',
    mount(app) {
      mountDrop(app, kit, {
        key: PRINTHOUSE_DROP_KEY,
        fileBytesMax: FILE_BYTES_MAX,
        store: (name, bytes) => books.store(name, bytes),
        file: (name) => {
          const body = books.files.get(name)?.body
          return body === undefined ? undefined : Buffer.from(body, 'base64')
        },
        answers: books.answers,
        archive: (name, as) => books.archive(name, as),
      })
      mountViews(app, books.letters)
      app.put('/settings', (request, reply) => {
        const given = settingsOf(request.body)
        if (given === null) {
          const message = 'printAfterMs and returnAfterMs are whole numbers up to 86400000.'
          return reply.code(400).send({ code: 'SETTINGS', message })
        }
        books.set({ printAfterMs: given.printAfterMs ?? 0, returnAfterMs: given.returnAfterMs ?? 0 })
        return books.settings
      })
    },
    inspect: () => inspect(books),
  }
}

function settingsOf(body: unknown): Static<typeof Given> | null {
  try {
    const given: unknown = JSON.parse(String(body))
    return Value.Check(Given, given) ? given : null
  } catch {
    return null
  }
}

function inspect(books: Books): unknown {
  const batches = [...books.batches.values()]
  return {
    settings: books.settings,
    magicAddresses: MAGIC_ADDRESSES,
    count: batches.length,
    letters: batches.reduce((sum, { checked }) => sum + checked.letters.length, 0),
    files: [...books.files].map(([name, { sha256, bytes, repeated }]) => ({ name, sha256, bytes, repeated })),
    batches: batches.map(({ checked, reports, ...batch }, index) => ({
      ...batch,
      count: checked.letters.length,
      faults: checked.faults,
      reports: reports.map((name) => {
        const answer = books.answers.all.get(name)
        return { name, dueAt: answer?.dueAt, settled: answer?.settled }
      }),
      ...(index < batches.length - BATCHES_SHOWN_WHOLE ? {} : { letters: checked.letters }),
    })),
  }
}
