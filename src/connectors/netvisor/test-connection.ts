/** Tests a connection: the resources that sending, finding and reconciliation need. */
import { ConnectorError } from '../errors.ts'
import type { ConnectionConfig, TestReport } from '../port.ts'
import type { NetvisorClient } from './client.ts'
import { children, isNode, textOf, type XmlNode } from './xml.ts'
import type { VoucherTypes } from './voucher-types.ts'

/** A day without vouchers, so that the answer is short: only whether the resource is allowed is asked. */
const QUIET_DAY = '1990-01-01'
const LOCK_DATES = ['accountingperiodlockdate', 'vatperiodlockdate', 'purchaselockdate']

/**
 * Throws what Netvisor says when the keys are wrong or a look-up fails. A resource that the company's administrator has
 * not allowed is named in the report instead: who sends only vouchers needs no payment list.
 */
export async function testConnection(
  client: NetvisorClient,
  voucherTypes: VoucherTypes,
  config: ConnectionConfig,
  signal: AbortSignal,
): Promise<TestReport> {
  voucherTypes.drop()
  const types = await voucherTypes.list(signal)
  const notAllowed: string[] = []
  const ask = async (resource: string, query = '') => {
    try {
      return await client.get(`${resource}${query}`, signal)
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'SERVICE_ACCESS_ERROR') throw error
      notAllowed.push(resource)
      return undefined
    }
  }
  await ask('accountingledger.nv', `?startdate=${QUIET_DAY}&enddate=${QUIET_DAY}&voucherstatus=1`)
  await ask('salespaymentlist.nv', `?begindate=${QUIET_DAY}&enddate=${QUIET_DAY}`)
  const periods = await ask('accountingperiodlist.nv')
  const locks = periods === undefined ? {} : locksIn(periods)
  const missing = notAllowed.length === 0 ? '' : ` Not allowed to the integration there: ${notAllowed.join(', ')}.`
  return {
    message: `Netvisor answered for ${config.companyIdentifier}; it has ${types.size} voucher types.${missing}`,
    details: { voucherTypes: Object.fromEntries(types), ...locks, ...(missing === '' ? {} : { notAllowed }) },
  }
}

/** Lock dates by name, wherever in the answer they stand; a date that is not set is left out. */
function locksIn(node: XmlNode): Record<string, string> {
  const own = LOCK_DATES.flatMap((name): [string, string][] => {
    const date = textOf(node, name)
    return date === undefined ? [] : [[name, date]]
  })
  const below = Object.keys(node).flatMap((name) => children(node, name).filter(isNode).map(locksIn))
  return Object.assign({}, ...below, Object.fromEntries(own)) as Record<string, string>
}
