/**
 * A stand-in for an e-invoice operator: takes XML in its drop, checks what operators check, says whether it was accepted
 * and, after a time that can be set, whether it was delivered. Receivers with whom something goes wrong: magic.ts.
 */
import { mountDrop } from '../kit/drop-server.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'
import { type Books, createBooks } from './books.ts'
import { OPERATOR_DROP_KEY } from './keys.ts'
import { MAGIC_RECEIVERS } from './magic.ts'

const FILE_BYTES_MAX = 20 * 1024 * 1024
const DELIVER_AFTER_MS_MAX = 86_400_000
const XML_RECENT = 100

export function createOperatorSimulator(kit: SimulatorKit): Simulator {
  const books = createBooks(kit)
  return {
    name: 'operator',
    mount(app) {
      mountDrop(app, kit, {
        key: OPERATOR_DROP_KEY,
        fileBytesMax: FILE_BYTES_MAX,
        store: (name, bytes) => books.store(name, bytes),
        file: (name) => books.xml(name),
        answers: books.answers,
        archive: (name, as) => books.archive(name, as),
      })
      app.put('/settings', (request, reply) => {
        const given = deliverAfterOf(request.body)
        if (given === null)
          return reply
            .code(400)
            .send({ code: 'SETTINGS', message: `deliverAfterMs is a whole number up to ${DELIVER_AFTER_MS_MAX}.` })
        books.set({ deliverAfterMs: given })
        return books.settings
      })
    },
    inspect: (sender) => inspect(books, sender),
  }
}

function deliverAfterOf(body: unknown): number | null {
  try {
    const given: unknown = (JSON.parse(String(body)) as { deliverAfterMs?: unknown }).deliverAfterMs ?? 0
    const ok = typeof given === 'number' && Number.isSafeInteger(given) && given >= 0 && given <= DELIVER_AFTER_MS_MAX
    return ok ? given : null
  } catch {
    return null
  }
}

/** @param sender a sender's address, as the messages name it */
function inspect(books: Books, sender: string | undefined): unknown {
  const all = [...books.messages.values()].filter(({ from }) => sender === undefined || from === sender)
  return {
    settings: books.settings,
    magicReceivers: MAGIC_RECEIVERS,
    count: all.length,
    messages: all.map((message, index) => ({
      ...message,
      reports: message.reports.map((name) => books.answers.all.get(name)),
      ...(index < all.length - XML_RECENT ? {} : { xml: books.xml(message.name)?.toString('utf8') }),
    })),
  }
}
