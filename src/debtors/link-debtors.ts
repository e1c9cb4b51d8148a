import type { ClientId, DebtorId } from '@saatava/core/ids.ts'
import type { Ctx, Platform } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { newId } from '../platform/new-id.ts'
import { type Contact, type ContactField, fieldOf, hasField } from './contact.ts'
import type { Buyer, DebtorKey } from './debtor.ts'
import { type Links, decideLinks } from './decide-links.ts'
import { type Identities, identitiesOf } from './identities.ts'
import { selectStandingMarks } from './mark-queries.ts'
import { type CaseTerms, caseTermsOf } from './marks.ts'
import { type Merged, mergeContact } from './merge-contact.ts'
import { nameKeyOf, searchKeysOf } from './name-keys.ts'
import {
  type ContactChange,
  type KnownDebtor,
  type LearnedIds,
  type NewDebtor,
  addIds,
  holdDebtors,
  insertContactChanges,
  insertDebtors,
  insertIdentities,
  insertNames,
  selectFormerContacts,
  selectIdentities,
  updateContacts,
} from './queries.ts'

const TRIES = 5

export interface Linked {
  debtorId: DebtorId
  /** How the letters of the case reach it. */
  contact: Contact
  /** The effect of the marks of the debtor on the case. */
  terms: CaseTerms
}

/**
 * Finds or makes the debtor of each buyer (decision 0033), in the transaction that opens their cases: a few statements
 * however many they are. @returns in the order of the buyers
 */
export async function linkDebtors(ctx: Ctx, tx: Tx, buyers: readonly Buyer[], at: Date): Promise<Linked[]> {
  if (buyers.length === 0) return []
  const identities: Identities[] = []
  for (const buyer of buyers) identities.push(await identitiesOf(ctx.platform, tx, buyer))
  const links = await recognise(tx, buyers, identities)
  const linked = buyers.map((buyer, i) => ({
    buyer,
    identities: identities[i] as Identities,
    debtorId: links.debtorIds[i] as DebtorId,
  }))
  const learned = learnedIds(ctx.platform, linked, links)
  await addIds(
    tx,
    learned.filter(({ debtorId }) => !links.created.has(debtorId)),
    at,
  )
  return writeDebtors(ctx, tx, { linked, created: links.created, learned }, at)
}

interface Known {
  buyer: Buyer
  identities: Identities
  debtorId: DebtorId
}

/** Decides by what is stored, and stores the new identities. Another transaction may have been faster: then again. */
async function recognise(tx: Tx, buyers: readonly Buyer[], identities: readonly Identities[]): Promise<Links> {
  const recognised = buyers.map(({ clientId }, i) => ({ clientId, ...(identities[i] as Identities) }))
  const wanted = recognised.flatMap(({ clientId, id, number }) =>
    [id, number].flatMap((one) => (one === undefined ? [] : [{ clientId, identity: one.identity }])),
  )
  for (let left = TRIES; left > 0; left--) {
    const known = wanted.length === 0 ? [] : await selectIdentities(tx, wanted)
    const links = decideLinks(recognised, known, newId)
    if (links.identities.length === 0) return links
    await tx.query('savepoint debtors')
    const stored = await insertIdentities(tx, links.identities)
    if (stored === links.identities.length) {
      await tx.query('release savepoint debtors')
      return links
    }
    await tx.query('rollback to savepoint debtors')
  }
  throw new Error(`the debtors of ${buyers.length} cases were made by others ${TRIES} times`)
}

function firsts(linked: readonly Known[], created: ReadonlySet<DebtorId>): Known[] {
  const first = new Map<DebtorId, Known>()
  for (const one of linked) if (created.has(one.debtorId) && !first.has(one.debtorId)) first.set(one.debtorId, one)
  return [...first.values()]
}

/** A new debtor before its contact is known. */
function newDebtor({ buyer: { clientId, name }, debtorId }: Known): KnownDebtor {
  return { clientId, debtorId, nameKey: nameKeyOf(name), isErased: false, contact: {}, corrected: [] }
}

/** The ids and customer numbers that debtors get now; a new debtor may get those of several buyers. */
function idsIn(
  learned: readonly LearnedIds[],
): Pick<NewDebtor, 'nationalId' | 'businessId' | 'personIndex' | 'customerNumbers'> {
  const first = <K extends keyof LearnedIds>(name: K) => learned.find((one) => one[name] !== null)?.[name] ?? null
  const numbers = learned.flatMap(({ customerNumber }) => customerNumber ?? [])
  return {
    ...{ nationalId: first('nationalId'), businessId: first('businessId'), personIndex: first('personIndex') },
    customerNumbers: [...new Set(numbers)],
  }
}

function learnedIds(platform: Platform, linked: readonly Known[], links: Links): LearnedIds[] {
  const fresh = new Set(links.identities.map(({ debtorId, identity }) => `${debtorId} ${identity.toString('hex')}`))
  const isNew = (debtorId: DebtorId, one: { identity: Buffer } | undefined) =>
    one !== undefined && fresh.has(`${debtorId} ${one.identity.toString('hex')}`)
  return linked.flatMap(({ buyer, identities: { id, number }, debtorId }): LearnedIds[] => {
    const { clientId, nationalId, businessId, customerNumber } = buyer
    const [learnsId, learnsNumber] = [isNew(debtorId, id), isNew(debtorId, number)]
    if (!learnsId && !learnsNumber) return []
    const seals = learnsId && id?.kind === 'PERSON' && nationalId !== undefined
    return [
      {
        clientId,
        debtorId,
        nationalId: seals ? platform.secrets.seal(idContext({ clientId, debtorId }), nationalId) : null,
        businessId: learnsId ? (businessId ?? null) : null,
        personIndex: learnsId ? (id?.personIndex ?? null) : null,
        customerNumber: learnsNumber ? (customerNumber ?? null) : null,
      },
    ]
  })
}

/** Bound in: a sealed id that is copied to another row does not open there. */
export function idContext({ clientId, debtorId }: DebtorKey): string {
  return `national id of debtor ${clientId} ${debtorId}`
}

interface ToWrite {
  linked: readonly Known[]
  created: ReadonlySet<DebtorId>
  learned: readonly LearnedIds[]
}

/** Merges the contacts of the buyers, and writes each debtor once. */
async function writeDebtors(ctx: Ctx, tx: Tx, { linked, created, learned }: ToWrite, at: Date): Promise<Linked[]> {
  const made = firsts(linked, created)
  const stored = linked.flatMap(({ buyer: { clientId }, debtorId }) =>
    created.has(debtorId) ? [] : [{ clientId, debtorId }],
  )
  const known = stored.length === 0 ? [] : await holdDebtors(tx, stored)
  const held = new Map([...known, ...made.map(newDebtor)].map((one) => [one.debtorId, one]))
  const formerOf = await formerContacts(tx, known)
  const marksOf = await selectStandingMarks(tx, stored)
  const changes: ContactChange[] = []
  const changed = new Map<DebtorId, KnownDebtor>()
  const result = linked.map(({ buyer, debtorId }): Linked => {
    const debtor = held.get(debtorId)
    if (debtor === undefined) throw new Error(`debtor ${debtorId} is gone`)
    const merged = mergeContact(debtor, buyer.contact, formerOf(debtorId))
    if (merged.changed.length > 0) {
      const now = { ...debtor, contact: merged.contact, corrected: merged.corrected }
      held.set(debtorId, now)
      if (!created.has(debtorId)) changed.set(debtorId, now)
      changes.push(...changesOf(buyer.clientId, debtorId, merged))
    }
    const terms = caseTermsOf(marksOf({ clientId: buyer.clientId, debtorId }))
    return { debtorId, contact: merged.ofCase, terms }
  })
  const idsOf = Map.groupBy(learned, ({ debtorId }) => debtorId)
  const rows = made.map(({ buyer: { kind, name }, debtorId }): NewDebtor => {
    const { clientId, nameKey, contact } = held.get(debtorId) as KnownDebtor
    return { clientId, debtorId, kind, name, nameKey, contact, ...idsIn(idsOf.get(debtorId) ?? []) }
  })
  await insertDebtors(tx, rows, at)
  await insertNames(tx, namesOf(linked, held, created))
  await updateContacts(tx, [...changed.values()], at)
  await insertContactChanges(tx, changes, { by: ctx.actor, at })
  return result
}

/** Former values are asked for where a field was corrected alone: few debtors. */
async function formerContacts(
  tx: Tx,
  debtors: readonly KnownDebtor[],
): Promise<(debtorId: DebtorId) => readonly (Contact | null)[]> {
  const corrected = debtors.filter((one) => one.corrected.length > 0)
  const rows = corrected.length === 0 ? [] : await selectFormerContacts(tx, corrected)
  const byDebtor = Map.groupBy(rows, ({ debtorId }) => debtorId)
  return (debtorId) => (byDebtor.get(debtorId) ?? []).map(({ value }) => value)
}

function changesOf(clientId: ClientId, debtorId: DebtorId, { contact, changed }: Merged): ContactChange[] {
  return changed.map((field: ContactField) => ({
    ...{ clientId, debtorId, contactId: newId(), field, source: 'INVOICE' as const },
    value: hasField(contact, field) ? fieldOf(contact, field) : null,
  }))
}

/** Names of new debtors, and other names of known ones. */
function namesOf(
  linked: readonly Known[],
  held: ReadonlyMap<DebtorId, KnownDebtor>,
  created: ReadonlySet<DebtorId>,
): (DebtorKey & { nameKey: string })[] {
  return linked.flatMap(({ buyer: { clientId, name }, debtorId }) =>
    created.has(debtorId) || held.get(debtorId)?.nameKey !== nameKeyOf(name)
      ? searchKeysOf(name).map((nameKey) => ({ clientId, debtorId, nameKey }))
      : [],
  )
}
