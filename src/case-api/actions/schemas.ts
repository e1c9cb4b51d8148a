/** POST /invoice/action and its preview. Published: the batch, the first seven codes, and their data by example. */
import { type Static, Type } from 'typebox'
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
} from '../../platform/http/schema.ts'
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { stored } from '../../platform/stored.ts'
import { OBJECTION_KINDS } from '../../claims/objection.ts'
import { invoiceNumber } from '../../invoices/schemas.ts'
import { ACTION_CODES } from './codes.ts'

const ACTIONS_MAX = 1_000
const NUMBER_MAX = 99_999_999_999_999
const INSTALMENTS_MAX = 120

const Address = named(
  'ActionAddress',
  Type.Object({
    street: optional(text(200)),
    street2: optional(text(200)),
    street3: optional(text(200)),
    postalCode: optional(text(16, 'checked by the rule of countryCode')),
    postalDistrict: optional(text(100)),
    countryCode: optional(formatted('country', 2, 'default: as it was')),
  }),
)

/** The column case_action.data holds it as it was sent. */
const ActionData = named(
  'ActionData',
  Type.Object({
    invoiceNumber: optional(Type.Integer({ minimum: 1, maximum: NUMBER_MAX })),
    caseId: optional(
      Type.Integer({
        minimum: 0,
        maximum: NUMBER_MAX,
        description: 'this or invoiceNumber; if both are given, they must name the same case',
      }),
    ),
    dueDate: optional(date('DUEDATE: the new due date of the case; the due date of the invoice does not change')),
    instalments: optional(
      Type.Integer({
        minimum: 2,
        maximum: INSTALMENTS_MAX,
        description:
          'Saatava extension, PAYMENTPLAN: number of instalments; default: the most that the contract allows',
      }),
    ),
    firstDueDate: optional(date('Saatava extension, PAYMENTPLAN: when the first instalment is due')),
    untilDate: optional(
      date('Saatava extension, PAUSE: the case continues automatically on this day; default: when RESUME is sent'),
    ),
    amount: optional(
      money('DIRECTPAYMENT: the paid amount; Saatava extension, OBJECTION: the denied amount, default everything'),
    ),
    objection: optional(
      oneOf(
        OBJECTION_KINDS,
        'Saatava extension, OBJECTION. DENIED (default): the debtor gives a reason. ASKS_FOR_COURT: the debtor asks for a court instead of collection. BASIS_COMPLAINT: the debtor appeals against the basis of a directly enforceable claim. WITHOUT_RELEVANT_GROUND: a person found no relevant ground, so collection continues; comment gives the reason',
        'ObjectionKind',
      ),
    ),
    rightMayBeLost: optional(
      Type.Boolean({
        description:
          'Saatava extension, APPROVE: legal steps begin at once, because a right may be lost or for another weighty reason; comment gives the reason',
      }),
    ),
    paymentMethod: optional(text(64)),
    currency: optional(formatted('currency', 3, 'DIRECTPAYMENT; default: the case’s')),
    paymentDate: optional(date('DIRECTPAYMENT')),
    reference: optional(text(140)),
    outstandingCapitalAmount: optional(
      money(
        'DIRECTPAYMENT: the balance that the creditor states after the payment; Saatava waives the rest of the balance',
      ),
    ),
    outstandingInterestAmount: optional(money('as outstandingCapitalAmount')),
    outstandingCostsAmount: optional(
      money('stated for comparison: it does not change the agency’s fees, and a difference makes a task'),
    ),
    address: optional(Address),
    email: optional(formatted('email', 254)),
    electronicDemands: optional(
      Type.Object(
        {
          basis: oneOf(
            ELECTRONIC_BASES,
            'CONSENT, express and separate; AFTER_DUE, accepted since the claim fell due; PRACTICE, long used between businesses',
            'ElectronicBasis',
          ),
          since: date('the day of the consent, or the first day of the practice'),
        },
        {
          description:
            'Saatava extension, EMAIL: the basis for sending demands to this address, where the law requires one; without it, demands are printed',
        },
      ),
    ),
  }),
)
export type ActionData = Static<typeof ActionData>

export const readActionData = stored(ActionData, 'case_action.data')

export const ActionBatch = named(
  'InvoiceActionBatch',
  Type.Object({
    actions: Type.Array(
      named(
        'InvoiceAction',
        Type.Object({
          code: oneOf(
            ACTION_CODES,
            'COMMENT to DIRECTPAYMENT are published; RESUME, ADDRESS, EMAIL and APPROVE are Saatava extensions. APPROVE approves a waiting invoice, or the legal steps of a case',
            'ActionCode',
          ),
          comment: optional(text(2_000)),
          data: ActionData,
        }),
      ),
      { minItems: 1, maxItems: ACTIONS_MAX },
    ),
  }),
)
export type ActionBatch = Static<typeof ActionBatch>
export type BatchAction = ActionBatch['actions'][number]

const Refusal = named(
  'Refusal',
  Type.Object({
    code: Type.String(),
    ruleId: Type.String({ description: 'rule of a law pack, of the client’s contract, or of the life of a case' }),
    source: Type.String({ description: 'where the rule stands' }),
    message: Type.String(),
  }),
)

const StoredOutcome = Type.Object({
  effect: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  refusal: Type.Optional(Refusal),
})
export type StoredOutcome = Static<typeof StoredOutcome>

export const readOutcome = stored(StoredOutcome, 'case_action.outcome')

export const ActionView = named(
  'Action',
  Type.Object({
    actionId: uuid(),
    caseId: Type.Union([Type.Integer(), Type.Null()], { description: 'null for an invoice that waited for approval' }),
    invoiceNumber: orNull(invoiceNumber()),
    code: oneOf(ACTION_CODES, undefined, 'ActionCode'),
    comment: Type.Union([Type.String(), Type.Null()]),
    data: Type.Record(Type.String(), Type.Unknown(), { description: 'the value as sent' }),
    state: oneOf(['PENDING', 'PERFORMED', 'REFUSED'], undefined, 'ActionState'),
    submittedAt: instant(),
    performedAt: Type.Union([instant(), Type.Null()], { description: 'when it was performed or refused' }),
    effect: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    refusal: Type.Optional(Refusal),
  }),
)

export const ActionsTaken = named(
  'ActionsTaken',
  Type.Object({
    actions: Type.Optional(
      Type.Array(ActionView, {
        description: 'only with Prefer: return=representation or Prefer: wait=SECONDS; in the order of the request',
      }),
    ),
  }),
)

export const ActionParams = Type.Object({ actionId: text(64, 'id from the answer or the event of the action') })

const ACTIONS_LIMIT_MAX = 1_000
export const ActionsQuery = Type.Object({
  caseId: optional(Type.Integer({ minimum: 0, maximum: NUMBER_MAX })),
  invoiceNumber: optional(Type.Integer({ minimum: 1, maximum: NUMBER_MAX, description: 'either this or caseId' })),
  limit: optional(Type.Integer({ minimum: 1, maximum: ACTIONS_LIMIT_MAX, description: 'default 100' })),
  cursor: optional(text(200, 'from the Link header of the page before')),
})
export type ActionsQuery = Static<typeof ActionsQuery>

export const Actions = named('Actions', Type.Object({ actions: Type.Array(ActionView) }))

export const ActionPreview = named(
  'ActionPreview',
  Type.Object({
    actions: Type.Array(
      named(
        'PreviewedAction',
        Type.Object({
          code: oneOf(ACTION_CODES, undefined, 'ActionCode'),
          caseId: orNull(Type.Integer()),
          invoiceNumber: orNull(invoiceNumber()),
          outcome: oneOf(['performed', 'refused']),
          effect: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
          refusal: Type.Optional(Refusal),
        }),
      ),
    ),
  }),
)
