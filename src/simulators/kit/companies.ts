/** The routes and answers that are alike in every simulator of companies. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { type Answer, send } from './guard.ts'

interface SettingsRoute<Settings extends TSchema> {
  schema: Settings
  /** Keeps the settings. */
  set(company: string, settings: Static<Settings>): void
  complain(message: string): Answer
}

/** `PUT companies/<company>`: how a simulated company differs from the default one. */
export function mountCompanySettings<Settings extends TSchema>(
  app: FastifyInstance,
  { schema, set, complain }: SettingsRoute<Settings>,
): void {
  app.put('/companies/:company', (request, reply) => {
    const { company } = request.params as { company: string }
    const settings = jsonOf(textOf(request))
    if (!Value.Check(schema, settings)) {
      const [fault] = Value.Errors(schema, settings)
      return send(reply, complain(`${fault?.instancePath ?? ''} ${fault?.message ?? 'must be a JSON object'}`))
    }
    set(company, settings)
    return send(reply, { code: 200, body: { company, settings } })
  })
}

/** The books of one company, or of all. */
export function inspected<Company>(
  companies: ReadonlyMap<string, Company>,
  company: string | undefined,
  inspect: (company: Company) => object,
): object {
  if (company === undefined) {
    return { companies: Object.fromEntries([...companies].map(([id, one]) => [id, inspect(one)])) }
  }
  const known = companies.get(company)
  return known === undefined ? { vouchers: [], payments: [] } : inspect(known)
}

export function textOf({ body }: Pick<FastifyRequest, 'body'>): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : ''
}

/** The value of a JSON text; undefined where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
