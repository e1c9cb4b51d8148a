/** The endpoints of debtors, Saatava extensions. */
import { type Static, type TSchema, Type } from 'typebox'
import { DEBTOR_MARKS } from '@saatava/law/debtor-marks.ts'
import { LETTER_KINDS } from '@saatava/einvoice/model/document.ts'
import { invoiceNumber } from '../../invoices/schemas.ts'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { CASE_STATUSES, CLOSING_REASONS, STAGES } from '../../claims/states.ts'
import { CONTACT_FIELDS, CONTACT_SOURCES, DebtorAddress } from '../../debtors/contact.ts'
import { DEBTOR_KINDS } from '../../debtors/debtor.ts'
import { DEBTOR_SORTS } from '../../debtors/list-queries.ts'
import { LIST_PARAMETERS } from '../../platform/http/list.ts'
import {
  date,
  formatted,
  instant,
  money,
  named,
  oneOf,
  optional,
  orNull,
  text,
  uuid,
  Warnings,
} from '../../platform/http/schema.ts'

const maybe = orNull(Type.String())

export const DebtorsQuery = Type.Object({
  name: optional(
    text(200, 'the beginning of the name or of one of its words; accents and capitals make no difference'),
  ),
  nationalId: optional(text(64, 'the whole national id; spaces, hyphens and capitals make no difference')),
  businessCode: optional(text(64, 'the whole business id')),
  customerNumber: optional(text(64, 'the client’s own number for the debtor')),
  mark: optional(oneOf(DEBTOR_MARKS, 'only debtors with this mark', 'DebtorMark')),
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

const Contact = named(
  'DebtorContact',
  Type.Object({
    address: Type.Union([DebtorAddress, Type.Null()], { description: 'null: there is none, or it is protected' }),
    email: maybe,
    phone: maybe,
    electronicDemands: orNull(
      Type.Object({ basis: oneOf(ELECTRONIC_BASES, undefined, 'ElectronicBasis'), since: date() }),
    ),
  }),
)

const ListedDebtor = named(
  'ListedDebtor',
  Type.Object({
    debtorId: uuid(),
    kind: oneOf(DEBTOR_KINDS, undefined, 'DebtorKind'),
    name: Type.String({ description: 'empty: the debtor was erased' }),
    nationalId: Type.Union([Type.String(), Type.Null()], { description: 'masked after the date of birth' }),
    businessCode: maybe,
    customerNumbers: Type.Array(Type.String()),
    contact: Contact,
    marks: Type.Array(oneOf(DEBTOR_MARKS, undefined, 'DebtorMark')),
    openCases: Type.Integer({ minimum: 0 }),
    createdAt: instant(),
    updatedAt: instant('the last change of its contact data, ids or marks'),
  }),
)
export const Debtors = named('Debtors', Type.Object({ debtors: Type.Array(ListedDebtor), warnings: Warnings }))

export const DebtorParams = Type.Object({ debtorId: text(64, 'id from the list of debtors or from a case') })
export const MarkParams = Type.Object({ debtorId: text(64), mark: oneOf(DEBTOR_MARKS, undefined, 'DebtorMark') })

const Balance = named(
  'DebtorBalance',
  Type.Object({
    currency: Type.String({ format: 'currency' }),
    openAmount: money('sum of all open cases today, interest and costs included'),
    openCases: Type.Integer({ minimum: 0 }),
  }),
)

const CaseOfDebtor = named(
  'DebtorCase',
  Type.Object({
    caseId: Type.Integer(),
    invoiceNumber: invoiceNumber(),
    status: oneOf(CASE_STATUSES, undefined, 'CaseStatus'),
    statusReason: maybe,
    stage: oneOf(STAGES, undefined, 'CaseStage'),
    currency: Type.String({ format: 'currency' }),
    openAmount: money(),
    dueDate: date(),
    createdAt: instant(),
    closedAt: orNull(instant()),
    closingReason: orNull(oneOf(CLOSING_REASONS, undefined, 'ClosingReason')),
  }),
)

const LetterOfDebtor = named(
  'DebtorLetter',
  Type.Object({
    letterId: uuid(),
    caseId: Type.Integer(),
    kind: oneOf(LETTER_KINDS, undefined, 'LetterKind'),
    createdAt: instant(),
    document: Type.String({ description: 'address of the PDF' }),
  }),
)

const Guardian = named(
  'Guardian',
  Type.Object({ name: Type.String(), address: optional(DebtorAddress), email: optional(Type.String()) }),
)

const MarkView = named(
  'DebtorMarkEntry',
  Type.Object({
    mark: oneOf(DEBTOR_MARKS, undefined, 'DebtorMark'),
    fromDay: date('the day from which it holds'),
    source: Type.String({ description: 'how it is known' }),
    rule: Type.String(),
    lawSource: Type.String({ description: 'the act that the mark rests on' }),
    guardian: orNull(Guardian),
    setBy: Type.String(),
    setAt: instant(),
    liftedBy: maybe,
    liftedAt: Type.Union([instant(), Type.Null()], { description: 'null: the mark stands' }),
  }),
)

export const DebtorView = named(
  'Debtor',
  Type.Object({
    ...ListedDebtor.properties,
    balances: Type.Array(Balance),
    cases: Type.Array(CaseOfDebtor, { description: 'the newest 1000' }),
    letters: Type.Array(LetterOfDebtor, { description: 'the newest 1000' }),
    contactHistory: Type.Array(
      named(
        'ContactChange',
        Type.Object({
          field: oneOf(CONTACT_FIELDS, undefined, 'ContactField'),
          value: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
            description: 'null: it had none from then on, or the address is protected',
          }),
          source: oneOf(
            CONTACT_SOURCES,
            'an invoice, an action on a case, or a request about the debtor',
            'ContactSource',
          ),
          changedBy: Type.String(),
          changedAt: instant(),
        }),
      ),
      { description: 'the newest 1000 changes' },
    ),
    markHistory: Type.Array(MarkView, { description: 'all marks that it has had, the newest first' }),
  }),
)

/** May be changed, and null clears it. */
const clears = <T extends TSchema>(schema: T) => optional(orNull(schema))

const SentAddress = named(
  'DebtorAddressInput',
  Type.Object({
    street: optional(text(200)),
    street2: optional(text(200)),
    street3: optional(text(200)),
    postalCode: optional(text(16, 'checked by the rule of countryCode')),
    postalDistrict: optional(text(100)),
    countryCode: formatted('country', 2),
  }),
)

export const DebtorPatch = named(
  'DebtorPatch',
  Type.Object({
    address: clears(SentAddress),
    email: clears(formatted('email', 254)),
    phone: clears(text(40)),
    electronicDemands: optional(
      Type.Object(
        {
          basis: oneOf(ELECTRONIC_BASES, undefined, 'ElectronicBasis'),
          since: date('the day of the consent, or the first day of the practice'),
        },
        { description: 'with email: the basis for sending demands to this address, where the law requires one' },
      ),
    ),
  }),
)
export type DebtorPatch = Static<typeof DebtorPatch>

export const MarkBody = named(
  'DebtorMarkInput',
  Type.Object({
    fromDay: date('the day from which it holds: of the death, of the decision'),
    source: text(500, 'how it is known'),
    guardian: optional(
      Type.Object(
        { name: text(200), address: optional(SentAddress), email: optional(formatted('email', 254)) },
        { description: 'only with GUARDIAN: who receives the letters; without it no letter is sent' },
      ),
    ),
  }),
)
export type MarkBody = Static<typeof MarkBody>
