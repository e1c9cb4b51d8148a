import { contactOf, withContact, withGuardian } from '../claims/debtor.ts'
import type { LinkedCase, NewCase } from '../claims/open-queries.ts'
import type { Buyer } from '../debtors/debtor.ts'
import { linkDebtors } from '../debtors/link-debtors.ts'
import type { Ctx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'

/** Links each case that is about to be opened to its debtor. @returns them in the same order */
export async function linkCases(ctx: Ctx, tx: Tx, made: readonly NewCase[], at: Date): Promise<LinkedCase[]> {
  const linked = await linkDebtors(ctx, tx, made.map(buyerOf), at)
  return made.flatMap((row, i): LinkedCase[] => {
    const link = linked[i]
    if (link === undefined) return []
    const { debtorId, contact, terms } = link
    const debtor = withGuardian(withContact(row.debtor, contact), terms.guardian)
    return [{ ...row, debtorId, debtor, interestUntil: terms.interestUntil }]
  })
}

function buyerOf({ clientId, debtorType, debtor }: NewCase): Buyer {
  const { name, personalIdentityNumber: nationalId, businessId, customerAccountId: customerNumber } = debtor
  const kind = debtorType === 'CONSUMER' ? 'PERSON' : 'BUSINESS'
  return { clientId, kind, name, nationalId, businessId, customerNumber, contact: contactOf(debtor) }
}
