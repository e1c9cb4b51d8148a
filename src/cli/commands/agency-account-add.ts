import { type Command, InvalidArgumentError, Option } from 'commander'
import type { NewAccount } from '../../agency/add-account.ts'
import { omitUndefined } from '@saatava/core/omit-undefined.ts'
import { acting, personOption } from '../acting.ts'
import { withCtx } from '../context.ts'
import { nonEmpty, verb } from '../options.ts'
import { print } from '../output.ts'
import { accountView, numbersText } from '../agency-account-view.ts'

interface Given {
  currency: string
  iban: string
  bic?: string
  bankgiro?: string[]
  plusgiro?: string[]
  kidAgreement?: string
  fikCreditor?: string
  kidModulus?: '10' | '11'
  kidLength?: number[]
  ocrLength?: number[]
  ocrLengthDigit?: boolean
  fikType?: '71' | '75'
  payee?: string
  bankCustomer?: string
  bankAgreement?: string
  bankIdOnDebtor?: boolean
  default?: boolean
  as?: string
  json?: boolean
}

const EXAMPLE =
  'agency account add --currency SEK --iban SE4550000000058398257466 --bic ESSESESS --bankgiro 991-2346 --as "N. N."'

export function agencyAccountAddCommand(account: Command): void {
  const add = verb(account, 'add', 'Add an account to which debtors pay, and from which clients are paid', EXAMPLE)
    .requiredOption('--currency <code>', 'its currency, such as EUR', nonEmpty)
    .requiredOption('--iban <iban>', 'its IBAN', nonEmpty)
    .option('--bic <bic>', 'BIC of its bank', nonEmpty)
    .option('--bankgiro <number...>', 'Sweden: its bankgiro numbers')
    .option('--plusgiro <number...>', 'Sweden: its plusgiro numbers')
    .option('--kid-agreement <id>', 'Norway: id of the agreement on payments with a KID, nine digits', nonEmpty)
    .addOption(
      new Option('--kid-modulus <modulus>', 'Norway: modulus of the check digit of its KIDs').choices(['10', '11']),
    )
    .option('--kid-length <characters...>', 'Norway: lengths of the KIDs that its bank takes (default: any)', lengths)
    .option(
      '--ocr-length <digits...>',
      'Sweden: lengths of the OCR numbers that its bank takes (default: any)',
      lengths,
    )
    .option('--ocr-length-digit', 'Sweden: its OCR numbers have a length digit')
    .addOption(new Option('--fik-type <type>', 'Denmark: card type of its payment lines').choices(['71', '75']))
    .option('--fik-creditor <number>', 'Denmark: creditor number of FIK payment lines, eight digits', nonEmpty)
    .option('--payee <name>', 'payee as debtors read it (default: the agency’s name, client funds)', nonEmpty)
    .option('--bank-customer <id>', 'customer number that payment files to this bank name (CUST)', nonEmpty)
    .addOption(
      new Option('--bank-agreement <id>', 'agreement number that payment files to this bank name (BANK)')
        .argParser(nonEmpty)
        .conflicts('bankCustomer'),
    )
    .option('--bank-id-on-debtor', 'the bank requires that number for the debtor of a payment file too')
    .option('--default', 'make it the default account of its currency')
  personOption(add).action(async ({ as, json, ...given }: Given) => {
    const { addAccount } = await import('../../agency/add-account.ts')
    const added = await withCtx((ctx) => addAccount(acting(ctx, as), accountOf(given)))
    const role = added.isDefault ? 'the default of its currency' : 'not the default of its currency'
    print(json, accountView(added), () => `Added: ${added.currency} ${added.iban} ${numbersText(added)}, ${role}`)
  })
}

const LENGTH_MAX = 25

function lengths(text: string, before: number[] | undefined): number[] {
  const length = Number(text)
  if (!/^\d{1,2}$/.test(text) || length > LENGTH_MAX)
    throw new InvalidArgumentError(`It takes whole numbers up to ${LENGTH_MAX}, such as 10.`)
  return [...(before ?? []), length]
}

function accountOf(given: Omit<Given, 'as' | 'json'>): NewAccount {
  const { currency, iban, bic, kidAgreement, fikCreditor, payee, bankCustomer, bankAgreement } = given
  return {
    ...{ currency, iban, bic, kidAgreement, fikCreditor, payeeName: payee },
    bankgiros: given.bankgiro ?? [],
    referenceAgreement: omitUndefined({
      kidModulus: given.kidModulus === undefined ? undefined : given.kidModulus === '11' ? 11 : 10,
      kidLengths: given.kidLength,
      ocrLengths: given.ocrLength,
      ocrLengthDigit: given.ocrLengthDigit,
      fikType: given.fikType,
    }),
    plusgiros: given.plusgiro ?? [],
    bankCustomerId: bankCustomer ?? bankAgreement,
    bankCustomerScheme: bankCustomer === undefined ? (bankAgreement === undefined ? undefined : 'BANK') : 'CUST',
    bankIdOnDebtor: given.bankIdOnDebtor === true,
    makeDefault: given.default === true,
  }
}
