import type { BankAccount } from '@saatava/core/bank-account.ts'
import type { Ctx } from '../platform/context.ts'
import type { ClientFundsAccount } from './account.ts'
import type { AgencyDetails } from './details.ts'
import { selectConfirmations } from './law-queries.ts'
import { agencyDetails, clientFundsAccounts } from './read-agency.ts'
import { rulesIn } from './seed-agency.ts'

const DETAIL_SETTINGS = {
  AGENCY_NAME: 'name',
  AGENCY_ADDRESS: 'address',
  AGENCY_BUSINESS_ID: 'businessId',
  AGENCY_EMAIL: 'email',
  AGENCY_PHONE: 'phone',
  AGENCY_HOURS: 'hours',
  AGENCY_WEB: 'web',
} as const satisfies Record<string, keyof AgencyDetails>

/** One sentence for the start: settings of the agency that the environment holds and that the rows contradict; undefined: none. */
export async function settingsThatDiffer(ctx: Ctx): Promise<string | undefined> {
  const { config } = ctx.platform
  const details = await agencyDetails(ctx.platform)
  const names: string[] = Object.entries(DETAIL_SETTINGS).flatMap(([name, field]) =>
    config.given.has(name) && !isSame(config.agency[field], details[field]) ? [name] : [],
  )
  if (config.given.has('BANK_ACCOUNTS') && differ(config.bank.accounts, await clientFundsAccounts(ctx.platform)))
    names.unshift('BANK_ACCOUNTS')
  if (config.lawRules !== undefined && (await lawDiffers(ctx, config.lawRules))) names.push('LAW_RULES')
  if (names.length === 0) return undefined
  return `${names.join(', ')}: the database holds other values, and they apply. These settings only fill an empty database. Change the rows with "saatava agency account", "saatava agency set" and "saatava law confirm", or leave the settings out.`
}

function differ(settings: readonly BankAccount[], rows: readonly ClientFundsAccount[]): boolean {
  const keys = (accounts: readonly BankAccount[]) => accounts.map(keyOf).sort()
  return !isSame(keys(settings), keys(rows))
}

function keyOf(account: BankAccount): string {
  const { currency, iban, bic, bankgiros, plusgiros, kidAgreement, fikCreditor, bankCustomerId } = account
  return JSON.stringify([currency, iban, bic, bankgiros, plusgiros, kidAgreement, fikCreditor, bankCustomerId])
}

async function lawDiffers({ platform }: Ctx, file: string): Promise<boolean> {
  const stored = new Set((await selectConfirmations(platform.pool)).map(({ entry }) => JSON.stringify(entry)))
  try {
    const rules = rulesIn(file)
    return !Array.isArray(rules) || rules.some((entry) => !stored.has(JSON.stringify(entry)))
  } catch {
    return true
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
