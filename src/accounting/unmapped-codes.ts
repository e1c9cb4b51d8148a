import type { ClientId } from '@saatava/core/ids.ts'
import type { Connector, Mappings } from '../connectors/port.ts'
import type { Ctx } from '../platform/context.ts'
import type { Warning } from '../platform/http/route.ts'
import { clientSettings } from '../settings/client-settings.ts'

/**
 * Returns the VAT codes for which a connection would refuse our own vouchers (invoices, settlements): codes of the
 * client's settings that its system knows by numbers of the company, and that nobody has mapped.
 */
export async function unmappedCodes(
  { platform }: Ctx,
  clientId: ClientId,
  connector: Connector,
  mappings: Partial<Mappings>,
): Promise<Warning[]> {
  if (connector.unmappedVatCodes === undefined) return []
  const { accounting } = (await clientSettings(platform.pool, clientId)).settings
  const { sales, vat, settlement } = accounting
  const codes = [...sales, ...vat].flatMap(({ vatCode }) => vatCode ?? [])
  const used = new Set([...codes, ...(settlement.vatCode === null ? [] : [settlement.vatCode])])
  return connector.unmappedVatCodes([...used], mappings.vatCodes ?? {}).map((code) => ({
    code: 'VAT_CODE_UNMAPPED',
    pointer: `/mappings/vatCodes/${code.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    message: `is missing: vouchers of invoices and settlements carry VAT code ${code} (accounting in the client's settings). Add the number of this code in ${connector.title}`,
  }))
}
