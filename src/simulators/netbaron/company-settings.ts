import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

const AccountNumbers = Type.Array(Type.Union([Type.String(), Type.Integer()]), {
  maxItems: 10_000,
  description: 'accounts the chart lacks; it has all others',
})

/** Settings that PUT /simulators/netbaron/companies/<company> takes; a member that is left out goes back to its default. */
export const CompanySettingsInput = Type.Object({
  missingAccounts: Type.Optional(AccountNumbers),
  closedBefore: Type.Optional(
    Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'days before it are closed' }),
  ),
  vatCodes: Type.Optional(
    Type.Array(Type.Union([Type.String(), Type.Integer()]), {
      maxItems: 1_000,
      description: 'VAT codes it knows. Default all',
    }),
  ),
  vatPercent: Type.Optional(
    Type.Union([Type.Literal('DECIMAL'), Type.Literal('INTEGER')], {
      description: 'INTEGER: Alv-% takes whole numbers only, as its published type says. Default DECIMAL',
    }),
  ),
  ackMode: Type.Optional(
    Type.Union([Type.Literal('immediate'), Type.Literal('manual')], {
      description: 'manual: files wait until the mode is immediate again. Default immediate',
    }),
  ),
  ackDelayMs: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 86_400_000, description: 'passes before a file is imported' }),
  ),
  latencyMs: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 600_000, description: 'passes before a file is taken' }),
  ),
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
  if (!Value.Check(CompanySettingsInput, body)) {
    const first = Value.Errors(CompanySettingsInput, body)[0]
    return `${first?.instancePath ?? ''} ${first?.message ?? 'is not as it should be'}`.trim()
  }
  const { missingAccounts, vatCodes, ...rest }: Static<typeof CompanySettingsInput> = body
  return {
    ...DEFAULT_SETTINGS,
    ...rest,
    missingAccounts: (missingAccounts ?? []).map(String),
    ...(vatCodes === undefined ? {} : { vatCodes: vatCodes.map(String) }),
  }
}
