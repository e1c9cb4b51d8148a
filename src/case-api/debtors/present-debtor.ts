import type { Contact } from '../../debtors/contact.ts'
import { idContext } from '../../debtors/link-debtors.ts'
import type { DebtorRow } from '../../debtors/list-queries.ts'
import { type StandingMark, isProtected } from '../../debtors/marks.ts'
import { masked } from '../../debtors/masked.ts'
import type { Platform } from '../../platform/context.ts'

/** A debtor as it is listed. A protected address is not shown. */
export function presentDebtor(
  { secrets }: Pick<Platform, 'secrets'>,
  debtor: DebtorRow,
  marks: readonly StandingMark[],
): Record<string, unknown> {
  const { debtorId, kind, name, nationalId, businessId, customerNumbers, contact, openCases } = debtor
  return {
    debtorId,
    kind,
    name,
    nationalId: nationalId === null ? null : masked(secrets.open(idContext(debtor), nationalId)),
    businessCode: businessId,
    customerNumbers,
    contact: shownContact(contact, isProtected(marks)),
    marks: marks.map(({ mark }) => mark),
    openCases,
    createdAt: debtor.createdAt.toISOString(),
    updatedAt: debtor.updatedAt.toISOString(),
  }
}

function shownContact({ address, email, phone, electronicDemands }: Contact, hidesAddress: boolean) {
  return {
    address: hidesAddress ? null : (address ?? null),
    email: email ?? null,
    phone: phone ?? null,
    electronicDemands: electronicDemands ?? null,
  }
}
