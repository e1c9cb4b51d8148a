/** The endpoints of debtors, Saatava extensions. */
import { type Static, type TSchema, Type } from 'typebox'
import { DEBTOR_MARKS } from '@saatava/law/debtor-marks.ts'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { CASE_STATUSES, STAGES } from '../../claims/states.ts'
import { CONTACT_FIELDS, CONTACT_SOURCES, DebtorAddress } from '../../debtors/contact.ts'
import { DEBTOR_KINDS } from '../../debtors/debtor.ts'
import { DEBTOR_SORTS } from '../../debtors/list-queries.ts'
import { LIST_PARAMETERS } from '../../platform/http/list.ts'
import { Warnings, date, formatted, oneOf, optional, orNull, text } from '../../platform/http/schema.ts'

const maybe = orNull(Type.String())

export const DebtorsQuery = Type.Object({
  name: optional(
    text(200, 'the beginning of the name or of one of its words; accents and capitals make no difference'),
  ),
  nationalId: optional(text(64, 'the whole national id; spaces, hyphens and capitals make no difference')),
  businessCode: optional(text(64, 'the whole business id')),
  customerNumber: optional(text(64, 'the client’s own number for the debtor')),
  mark: optional(oneOf(DEBTOR_MARKS, 'only debtors with this mark')),
  hasOpenCases: optional(Type.Boolean({ description: 'true: it has an open case; false: it has none' })),
  updatedSince: LIST_PARAMETERS.updatedSince,
  sort: optional(
    oneOf(
      DEBTOR_SORTS,
      'default name, with updatedSince updatedAt; "-" turns it round. updatedSince goes with updatedAt, name with name',
    ),
  ),
  limit: LIST_PARAMETERS.limit,
  cursor: LIST_PARAMETERS.cursor,
})
export type DebtorsQuery = Static<typeof DebtorsQuery>

const Contact = Type.Object({
  address: Type.Union([DebtorAddress, Type.Null()], { description: 'null: there is none, or it is protected' }),
  email: maybe,
  phone: maybe,
  electronicDemands: orNull(Type.Object({ basis: oneOf(ELECTRONIC_BASES), since: Type.String() })),
})

const ListedDebtor = Type.Object({
  debtorId: Type.String(),
  kind: oneOf(DEBTOR_KINDS),
  name: Type.String({ description: 'empty: the debtor was erased' }),
  nationalId: Type.Union([Type.String(), Type.Null()], { description: 'masked after the date of birth' }),
  businessCode: maybe,
  customerNumbers: Type.Array(Type.String()),
  contact: Contact,
  marks: Type.Array(oneOf(DEBTOR_MARKS)),
  openCases: Type.Number(),
  createdAt: Type.String(),
  updatedAt: Type.String({ description: 'the last change of its contact data, ids or marks' }),
})
export const Debtors = Type.Object({ debtors: Type.Array(ListedDebtor), warnings: Warnings })

export const DebtorParams = Type.Object({ debtorId: text(64, 'id from the list of debtors or from a case') })
export const MarkParams = Type.Object({ debtorId: text(64), mark: oneOf(DEBTOR_MARKS) })

const Balance = Type.Object({
  currency: Type.String(),
  openAmount: Type.Number({ description: 'sum of all open cases today, interest and costs included' }),
  openCases: Type.Number(),
})

const CaseOfDebtor = Type.Object({
  caseId: Type.Number(),
  invoiceNumber: Type.Number(),
  status: oneOf(CASE_STATUSES),
  statusReason: maybe,
  stage: oneOf(STAGES),
  currency: Type.String(),
  openAmount: Type.Number(),
  dueDate: Type.String(),
  createdAt: Type.String(),
  closedAt: maybe,
  closingReason: maybe,
})

const LetterOfDebtor = Type.Object({
  letterId: Type.String(),
  caseId: Type.Number(),
  kind: Type.String(),
  createdAt: Type.String(),
  document: Type.String({ description: 'address of the PDF' }),
})

const Guardian = Type.Object({ name: Type.String(), address: optional(DebtorAddress), email: optional(Type.String()) })

const MarkView = Type.Object({
  mark: oneOf(DEBTOR_MARKS),
  fromDay: Type.String({ description: 'the day from which it holds' }),
  source: Type.String({ description: 'how it is known' }),
  rule: Type.String(),
  lawSource: Type.String({ description: 'the act that the mark rests on' }),
  guardian: orNull(Guardian),
  setBy: Type.String(),
  setAt: Type.String(),
  liftedBy: maybe,
  liftedAt: Type.Union([Type.String(), Type.Null()], { description: 'null: the mark stands' }),
})

export const DebtorView = Type.Object({
  ...ListedDebtor.properties,
  balances: Type.Array(Balance),
  cases: Type.Array(CaseOfDebtor, { description: 'the newest 1000' }),
  letters: Type.Array(LetterOfDebtor, { description: 'the newest 1000' }),
  contactHistory: Type.Array(
    Type.Object({
      field: oneOf(CONTACT_FIELDS),
      value: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
        description: 'null: it had none from then on, or the address is protected',
      }),
      source: oneOf(CONTACT_SOURCES, 'an invoice, an action on a case, or a request about the debtor'),
      changedBy: Type.String(),
      changedAt: Type.String(),
    }),
    { description: 'the newest 1000 changes' },
  ),
  markHistory: Type.Array(MarkView, { description: 'all marks that it has had, the newest first' }),
})

/** May be changed, and null clears it. */
const clears = <T extends TSchema>(schema: T) => optional(orNull(schema))

const SentAddress = Type.Object({
  street: optional(text(200)),
  street2: optional(text(200)),
  street3: optional(text(200)),
  postalCode: optional(text(16, 'checked by the rule of countryCode')),
  postalDistrict: optional(text(100)),
  countryCode: formatted('country', 2),
})

export const DebtorPatch = Type.Object({
  address: clears(SentAddress),
  email: clears(formatted('email', 254)),
  phone: clears(text(40)),
  electronicDemands: optional(
    Type.Object(
      { basis: oneOf(ELECTRONIC_BASES), since: date('the day of the consent, or the first day of the practice') },
      { description: 'with email: the basis for sending demands to this address, where the law requires one' },
    ),
  ),
})
export type DebtorPatch = Static<typeof DebtorPatch>

export const MarkBody = Type.Object({
  fromDay: date('the day from which it holds: of the death, of the decision'),
  source: text(500, 'how it is known'),
  guardian: optional(
    Type.Object(
      { name: text(200), address: optional(SentAddress), email: optional(formatted('email', 254)) },
      { description: 'only with GUARDIAN: who receives the letters; without it no letter is sent' },
    ),
  ),
})
export type MarkBody = Static<typeof MarkBody>
