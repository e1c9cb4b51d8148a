/** The terms of an invoice. Their names are published, their fields are not. */
import { ELECTRONIC_BASES } from '@saatava/law/electronic-demand.ts'
import { Type } from 'typebox'
import { date, moneyFromZero, named, oneOf, optional, text } from '../platform/http/schema.ts'

const REMINDERS_MAX = 20

export const OURS = 'Saatava extension: the published field list of this object is not public'
export const percentage = (description: string) => Type.Number({ minimum: 0, maximum: 100, description })

export const Terms = named(
  'InvoiceTerms',
  Type.Object(
    {
      paymentTerms: optional(
        named(
          'PaymentTerms',
          Type.Object({
            netDays: optional(Type.Integer({ minimum: 0, maximum: 365 })),
            text: optional(text(200)),
            cashDiscount: optional(
              Type.Object({ percentage: percentage('percent'), days: Type.Integer({ minimum: 0, maximum: 365 }) }),
            ),
          }),
        ),
      ),
      interest: optional(
        named(
          'Interest',
          Type.Object({
            type: oneOf(['REFERENCE_RATE', 'FIXED', 'NONE'], 'REFERENCE_RATE is published', 'InterestType'),
            percentage: optional(percentage('percent a year')),
          }),
        ),
      ),
      collection: optional(
        named(
          'Collection',
          Type.Object({
            costs: optional(
              named(
                'CollectionCosts',
                Type.Object({
                  creditorCostsAmount: optional(moneyFromZero()),
                  collectionFeesAmount: optional(moneyFromZero()),
                }),
              ),
            ),
            interest: optional(
              named(
                'CollectionInterest',
                Type.Object({
                  type: optional(oneOf(['REFERENCE_RATE', 'FIXED', 'NONE'], undefined, 'InterestType')),
                  percentage: optional(percentage('percent a year')),
                  fromDate: optional(date()),
                }),
              ),
            ),
            reminders: optional(
              Type.Array(
                Type.Object({
                  date: date('when it was sent'),
                  feeAmount: optional(moneyFromZero('fee that the debtor was charged; part of creditorCostsAmount')),
                }),
                {
                  maxItems: REMINDERS_MAX,
                  description:
                    'Saatava extension: reminders that the creditor sent; reminders after the due date count as reminders of the policy',
                },
              ),
            ),
            electronicDemands: optional(
              Type.Object(
                { basis: oneOf(ELECTRONIC_BASES, undefined, 'ElectronicBasis'), since: date() },
                {
                  description:
                    'Saatava extension: the basis for sending demands to the debtor by email; see the action EMAIL',
                },
              ),
            ),
            directlyEnforceable: optional(
              Type.Boolean({
                description:
                  'Saatava extension: the claim is enforceable without a judgment, such as a charge of public law',
              }),
            ),
          }),
        ),
      ),
      factoring: optional(
        named(
          'Factoring',
          Type.Object({
            enabled: optional(Type.Boolean()),
            agreementNumber: optional(text(64)),
            financierName: optional(text(120)),
            financierIban: optional(text(42)),
          }),
        ),
      ),
    },
    { description: OURS },
  ),
)
