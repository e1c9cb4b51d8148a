import { agencyDetails, clientFundsAccounts } from '../agency/read-agency.ts'
import { collectorOf } from '../claims/agency.ts'
import { COUNTRIES, CURRENCY_OF } from '@saatava/law/rule.ts'
import type { Platform } from '../platform/context.ts'
import { type Check, failIf, ok, warn } from './check.ts'

/** Without these no letter may leave, and no money may be asked for. */
export async function checkAgency(platform: Platform): Promise<Check[]> {
  return [await accountsCheck(platform), await detailsCheck(platform)]
}

async function accountsCheck(platform: Platform): Promise<Check> {
  const accounts = await clientFundsAccounts(platform)
  const name = 'client-funds accounts'
  const advice = 'Add one for each currency: saatava agency account add --currency EUR --iban … --as "N. N."'
  if (accounts.length === 0) {
    const says =
      'There is no account for debtors to pay to, so invoices with payment control are refused and clients are not paid.'
    return {
      ...failIf(platform.config.environment !== 'sandbox', name, says, advice),
      stopsCollection: 'no client-funds account',
    }
  }
  const currencies = [...new Set(accounts.map(({ currency }) => currency))]
  const lacking = COUNTRIES.map((country) => CURRENCY_OF[country]).filter((currency) => !currencies.includes(currency))
  const has = currencies.map((currency) => `${currency} ${accounts.filter((one) => one.currency === currency).length}`)
  return ok(
    name,
    `${has.join(', ')}.${lacking.length === 0 ? '' : ` None in ${lacking.join(', ')}: nothing is collected in ${lacking.length === 1 ? 'it' : 'them'}.`}`,
  )
}

async function detailsCheck(platform: Platform): Promise<Check> {
  const details = await agencyDetails(platform)
  const name = 'agency details'
  if ((await collectorOf(platform, platform.pool)) === undefined) {
    const lacking = details.address === undefined ? 'no address' : 'neither an e-mail address nor a telephone'
    return {
      ...failIf(
        platform.config.environment !== 'sandbox',
        name,
        `The agency has ${lacking}: letters must name the collector, so no reminder and no demand is sent.`,
        'Set them: saatava agency set --address "…" --email … --phone … --as "N. N."',
      ),
      stopsCollection: `the agency has ${lacking}`,
    }
  }
  const optional = { businessId: 'business id', email: 'e-mail address', phone: 'telephone' } as const
  const lacking = Object.entries(optional).flatMap(([field, word]) =>
    details[field as keyof typeof optional] === undefined ? [word] : [],
  )
  if (lacking.length === 0) return ok(name, `${details.name}, with address, business id, e-mail and telephone.`)
  const says = `${details.name}: letters go out without ${lacking.join(', ')}.`
  if (platform.config.environment === 'sandbox') return ok(name, says)
  return warn(name, says, 'Set the details that debtors should see: saatava agency set --help')
}
