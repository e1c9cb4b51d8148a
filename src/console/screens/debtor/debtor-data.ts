/** A debtor as its page shows it: over all cases of the client, with what each owes today. */
import type { DebtorId } from '@saatava/core/ids.ts'
import type { Static } from 'typebox'
import { type SamePerson, findPerson } from '../../../case-api/debtors/find-person.ts'
import type { DebtorView } from '../../../case-api/debtors/schemas.ts'
import { viewDebtor } from '../../../case-api/debtors/show-debtor.ts'
import { OPERATOR_TENANT } from '../../../platform/audit.ts'
import type { ClientCtx } from '../../../platform/context.ts'
import { may } from '../../../users/may.ts'
import type { ConsoleCtx, Shell } from '../../shell.ts'
import { type ShownCase, readCase } from '../case/case-data.ts'

/** The page explains the amounts of so many open cases; those of the others stand on their pages. */
const EXPLAINED_MAX = 10

export type ShownDebtor = Static<typeof DebtorView>

export interface DebtorData {
  clientId: number
  debtor: ShownDebtor
  /** The open cases, the newest first. */
  explained: ShownCase[]
  /** This person or company at other clients; for people who may find persons over all clients. */
  elsewhere: SamePerson[]
}

export async function loadDebtor(
  shell: Shell,
  { session, ...base }: ConsoleCtx,
  ctx: ClientCtx,
  debtorId: DebtorId,
): Promise<DebtorData> {
  const { clientId } = ctx
  const debtor = await readDebtor(ctx, debtorId)
  const open = debtor.cases.filter(({ status }) => status !== 'CLOSED').slice(0, EXPLAINED_MAX)
  const explained: ShownCase[] = []
  for (const { caseId } of open) explained.push(await readCase(ctx, caseId))
  // The page's context sees one client; the person is found over all.
  const all = { ...base, session, platform: shell.platform }
  const mayFind = may(session.grants, 'person.read', OPERATOR_TENANT)
  const same = mayFind ? await findPerson(all, { clientId, debtorId: debtor.debtorId }) : []
  return { clientId, debtor, explained, elsewhere: same.filter((one) => one.clientId !== clientId) }
}

export async function readDebtor(ctx: ClientCtx, debtorId: DebtorId): Promise<ShownDebtor> {
  return (await viewDebtor(ctx, debtorId)) as unknown as ShownDebtor
}
