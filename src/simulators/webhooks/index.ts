/**
 * A stand-in for the server of a client or partner that receives webhooks: it keeps what comes, and fails as ordered.
 * Its address with https:// is the fault of TLS, because the port speaks none; `rebinding.localhost` is the name that
 * leads elsewhere at every second look-up.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { playFault } from '../kit/answer-fault.ts'
import type { FaultOrder } from '../kit/faults.ts'
import type { Simulator, SimulatorKit } from '../kit/simulator.ts'

/** The latest are kept. */
const KEPT_MAX = 1_000
const REDIRECTS_TO = 'http://169.254.169.254/latest/meta-data/'

interface Taken {
  /** When it came, by the clock of the sandbox. */
  at: string
  /** The last part of the address: one receiver can have many. */
  name: string
  webhookId: string
  timestamp: string
  signature: string
  body: unknown
}

export function createWebhookReceiver({ faults, journal, now }: SimulatorKit): Simulator {
  let taken: Taken[] = []
  const keep = (one: Taken): void => {
    taken = [...taken, one].slice(-KEPT_MAX)
  }
  journal.replay((entry) => keep(entry as Taken))

  async function receive(name: string, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const own = faults.take('webhooks', name)
    if (own !== undefined) return answerOwn(own, reply)
    const before = faults.take('before', name)
    if (before !== undefined && (await playFault(before, request, reply))) return reply
    const one = takenOf(name, request, now())
    journal.append(one)
    keep(one)
    const after = faults.take('after', name)
    if (after !== undefined && (await playFault(after, request, reply))) return reply
    return reply.code(200).send({ taken: one.webhookId })
  }

  return {
    name: 'webhooks',
    mount(app) {
      app.post('/hook', (request, reply) => receive('hook', request, reply))
      app.post<{ Params: { name: string } }>('/hook/:name', (request, reply) =>
        receive(request.params.name, request, reply),
      )
    },
    inspect: (name) => taken.filter((one) => name === undefined || one.name === name),
  }
}

function answerOwn({ fault }: FaultOrder, reply: FastifyReply): FastifyReply {
  if (fault === 'GONE') return reply.code(410).send('This receiver is gone.')
  if (fault === 'DISABLE') return reply.code(200).header('webhook-delivery', 'disable').send('Send no more.')
  if (fault === 'REDIRECT') return reply.code(307).header('location', REDIRECTS_TO).send('')
  return reply.code(500).send('The receiver has an error.')
}

function takenOf(name: string, request: FastifyRequest, at: Date): Taken {
  const header = (key: string) => String(request.headers[key] ?? '')
  return {
    ...{ at: at.toISOString(), name, webhookId: header('webhook-id'), timestamp: header('webhook-timestamp') },
    signature: header('webhook-signature'),
    body: parsed(String(request.body)),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
