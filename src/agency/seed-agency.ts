import { readFileSync } from 'node:fs'
import { type Config, ConfigError } from '../config/config.ts'
import type { Ctx } from '../platform/context.ts'
import { type Tx, withTransaction } from '../platform/database.ts'
import { audit } from '../audit-entries/audit.ts'
import { OPERATOR_TENANT } from '../platform/audit.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/new-id.ts'
import { writeConfirmations } from './confirm-law.ts'
import { NO_DETAILS } from './details.ts'
import { forgetLaw } from './law-of.ts'
import { confirmationState } from './law-queries.ts'
import { lockAgency } from './lock-agency.ts'
import { insertAccount, insertDetails, selectAccounts, selectDetails } from './queries.ts'
import { forgetAgency } from './read-agency.ts'

/** Author of a row that came from settings. */
const BY_SETTINGS = 'settings'
const NO_CONFIRMATIONS = '0/0'

/**
 * Stores BANK_ACCOUNTS, AGENCY_… and LAW_RULES, each where the database has never held anything of its kind. From then on
 * the rows count and the settings do not. Any number of processes may do this at once.
 * @throws ConfigError where LAW_RULES cannot be read
 */
export async function seedAgency(ctx: Ctx): Promise<void> {
  const { config, pool } = ctx.platform
  const lacking = await kindsLacking(pool, config)
  if (lacking.length === 0) return
  await withTransaction(pool, async (tx) => {
    await lockAgency(tx)
    for (const kind of await kindsLacking(tx, config)) await SEEDS[kind](ctx, tx)
  })
  forgetAgency(ctx.platform)
  forgetLaw(ctx.platform)
}

type Kind = 'accounts' | 'details' | 'law'

/** The kinds that settings hold something of, and the database nothing. */
async function kindsLacking(db: Tx | Ctx['platform']['pool'], config: Config): Promise<Kind[]> {
  const lacking: Kind[] = []
  if (config.bank.accounts.length > 0 && (await selectAccounts(db)).length === 0) lacking.push('accounts')
  if (hasDetails(config) && (await selectDetails(db)) === undefined) lacking.push('details')
  if (config.lawRules !== undefined && (await confirmationState(db)) === NO_CONFIRMATIONS) lacking.push('law')
  return lacking
}

function hasDetails({ agency: { name, ...rest } }: Config): boolean {
  return name !== NO_DETAILS.name || Object.values(rest).some((value) => value !== undefined)
}

const SEEDS: Record<Kind, (ctx: Ctx, tx: Tx) => Promise<void>> = {
  accounts: seedAccounts,
  details: seedDetails,
  law: seedLaw,
}

async function seedAccounts(ctx: Ctx, tx: Tx): Promise<void> {
  const { accounts } = ctx.platform.config.bank
  const at = ctx.platform.clock.now()
  for (const [i, account] of accounts.entries()) {
    const isDefault = accounts.findIndex(({ currency }) => currency === account.currency) === i
    await insertAccount(tx, { ...account, accountId: newId(), isDefault, addedBy: BY_SETTINGS, addedAt: at })
  }
  await audit(ctx, tx, OPERATOR_TENANT, 'agency.accounts.seeded', 'agency', {
    ibans: accounts.map(({ iban }) => iban),
  })
}

async function seedDetails(ctx: Ctx, tx: Tx): Promise<void> {
  const { agency } = ctx.platform.config
  await insertDetails(tx, { ...agency, version: 1, setBy: BY_SETTINGS, setAt: ctx.platform.clock.now() })
  await audit(ctx, tx, OPERATOR_TENANT, 'agency.details.seeded', 'agency', { version: 1 })
}

async function seedLaw(ctx: Ctx, tx: Tx): Promise<void> {
  const file = ctx.platform.config.lawRules ?? ''
  try {
    await writeConfirmations(ctx, tx, { rules: rulesIn(file), person: BY_SETTINGS, sourcesRead: null })
  } catch (error) {
    const why = whyUnusable(error)
    if (why === undefined) throw error
    throw new ConfigError(`LAW_RULES names "${file}", which cannot be used: ${why}`)
  }
}

/** The entries of the file that LAW_RULES names. @throws SyntaxError, or what the file system says */
export function rulesIn(file: string): unknown {
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { rules?: unknown } | null
  return parsed?.rules
}

/** Undefined for an error that is not about the file. */
function whyUnusable(error: unknown): string | undefined {
  if (error instanceof AppError)
    return `its rules are wrong:${(error.faults ?? []).map(({ pointer, message }) => `\n  ${pointer}: ${message}`).join('')}`
  if (error instanceof SyntaxError || (error instanceof Error && 'syscall' in error)) return error.message
  return undefined
}
