import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** Settings that PUT /companies/<company> accepts; a member that is left out goes back to its default. */
const Given = Type.Object({
  missingAccounts: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Integer()]), { maxItems: 10_000 })),
  closedBefore: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  /** Known VAT codes; all are when it is left out. */
  vatCodes: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Integer()]), { maxItems: 1_000 })),
  /** INTEGER: Alv-% takes whole numbers only, as its documented type says. */
  vatPercent: Type.Optional(Type.Union([Type.Literal('DECIMAL'), Type.Literal('INTEGER')])),
  ackMode: Type.Optional(Type.Union([Type.Literal('immediate'), Type.Literal('manual')])),
  ackDelayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 })),
  latencyMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
})

export interface CompanySettings {
  missingAccounts: string[]
  closedBefore?: string
  vatCodes?: string[]
  vatPercent: 'DECIMAL' | 'INTEGER'
  ackMode: 'immediate' | 'manual'
  ackDelayMs: number
  latencyMs: number
}

export const DEFAULT_SETTINGS: CompanySettings = {
  missingAccounts: [],
  vatPercent: 'DECIMAL',
  ackMode: 'immediate',
  ackDelayMs: 0,
  latencyMs: 0,
}

/** The settings in a body, complete; or what is wrong with it, as text. */
export function companySettingsOf(body: unknown): CompanySettings | string {
  if (!Value.Check(Given, body)) {
    const first = Value.Errors(Given, body)[0]
    return `${first?.instancePath ?? ''} ${first?.message ?? 'is not as it should be'}`.trim()
  }
  const { missingAccounts, vatCodes, ...rest }: Static<typeof Given> = body
  return {
    ...DEFAULT_SETTINGS,
    ...rest,
    missingAccounts: (missingAccounts ?? []).map(String),
    ...(vatCodes === undefined ? {} : { vatCodes: vatCodes.map(String) }),
  }
}
