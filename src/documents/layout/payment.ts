/** How to pay, at the foot of the last page: for people in words, for their banks in a bar code and a QR code. */
import { nationalAccount } from '@saatava/core/national-account.ts'
import { payeeName } from '@saatava/einvoice/model/payment-instructions.ts'
import { printedBankgiro, printedIban, printedPlusgiro } from '../texts/account-numbers.ts'
import type { PaymentAccount } from '@saatava/einvoice/model/document.ts'
import { filled, oneLine } from '../texts/addresses.ts'
import { formatDate, formatMoney } from '../texts/formats.ts'
import { referenceLabel } from '../texts/reference-label.ts'
import { wrap } from '../pdf/shape.ts'
import { drawBankBarcode, drawQr } from '../pdf/symbols.ts'
import { INK, type TextOptions, mm } from '../pdf/sheet.ts'
import { BOTTOM, LABEL, LEFT, RIGHT, SMALL, type Scene, WIDTH, fitted, inFigures } from './page.ts'

/** Further accounts are left to the seller's other papers. */
const ACCOUNTS_SHOWN_MAX = 3
const FIELD_HEIGHT = mm(9.2)
const HEAD_HEIGHT = mm(4)
const QR_SIZE = mm(33)
const BARCODE_HEIGHT = mm(12)
/** 0.3175 mm: 332 modules of it are 105 mm, the length of the Finnish bank bar code guide. */
const BARCODE_MODULE = 0.9
const BARCODE_DIGITS: TextOptions = { weight: 'regular', size: 8.5, tabular: true }
const BARCODE_BLOCK = mm(5) + BARCODE_HEIGHT + mm(6)
const SECOND = mm(96)
const VALUE: TextOptions = { weight: 'regular', size: 9.5 }
const KEY: TextOptions = { weight: 'semibold', size: 9.5 }

interface Field {
  label: string
  value: string
  style?: TextOptions
}

/** True where there is something to be paid and somewhere to pay it. */
export function hasPayment({ document }: Scene): boolean {
  return document.type !== 'CREDIT_NOTE' && document.payment.payable > 0n
}

/** Points, the space above it included. */
export function paymentHeight(scene: Scene): number {
  return mm(5) + HEAD_HEIGHT + fieldsHeight(scene) + (scene.document.payment.barcode === undefined ? 0 : BARCODE_BLOCK)
}

/** Draws the block so that it ends at the foot of the page. */
export function drawPayment(scene: Scene): void {
  const { sheet, document, labels } = scene
  let y = BOTTOM - paymentHeight(scene) + mm(5)
  sheet.rule(LEFT, y, WIDTH, 0.7, INK)
  y += HEAD_HEIGHT
  drawFields(scene, accountFields(scene), LEFT, SECOND - LEFT - mm(5), y)
  const right = qrLeft(document.payment.epcQr)
  drawFields(scene, paymentFields(scene), SECOND, right - SECOND - mm(3), y)
  if (document.payment.epcQr !== undefined) {
    const { epcQr } = document.payment
    sheet.tagged('Figure', () => drawQr(sheet, epcQr, right, y - mm(2.5), QR_SIZE), labels.payment.scan)
    const centre = right + QR_SIZE / 2
    // Below the quiet zone, not in it.
    sheet.artifact(() => {
      sheet.text(labels.payment.scan, centre, y - mm(2.5) + QR_SIZE + mm(2), { ...SMALL, align: 'center' })
    })
  }
  if (document.payment.barcode !== undefined) {
    drawBarcode(scene, document.payment.barcode, y + fieldsHeight(scene) + mm(5))
  }
  scene.y = BOTTOM
}

/** The quiet zone reaches into the margin, so that the code itself ends where the text does. */
function qrLeft(epcQr: string | undefined): number {
  return epcQr === undefined ? RIGHT : RIGHT - QR_SIZE + mm(2.8)
}

function drawBarcode({ sheet, labels }: Scene, digits: string, top: number): void {
  const place = { x: LEFT, y: top, height: BARCODE_HEIGHT, module: BARCODE_MODULE }
  sheet.tagged('Figure', () => drawBankBarcode(sheet, digits, place), `${labels.payment.barcode} ${digits}`)
  const base = top + BARCODE_HEIGHT + mm(3.8)
  sheet.artifact(() => {
    const width = sheet.text(digits, LEFT, base, BARCODE_DIGITS)
    sheet.text(labels.payment.barcode, LEFT + width + mm(4), base, SMALL)
  })
}

function fieldsHeight(scene: Scene): number {
  const qr = scene.document.payment.epcQr === undefined ? 0 : QR_SIZE
  const lines = Math.max(accountFields(scene).length, paymentFields(scene).length)
  return Math.max(lines * FIELD_HEIGHT, qr)
}

function drawFields({ sheet }: Scene, fields: Field[], x: number, width: number, top: number): void {
  sheet.tagged('L', () => {
    fields.forEach(({ label, value, style = VALUE }, at) => {
      const y = top + at * FIELD_HEIGHT
      const fitting = fitted(inFigures(style, value), value, width, 6)
      const [shown = ''] = wrap(value, fitting, width)
      sheet.labelled(
        () => sheet.text(label, x, y + mm(1.6), LABEL),
        // Larger type needs more room below its label.
        () => sheet.text(shown, x, y + mm(5.7) + (fitting.size - VALUE.size) * 0.45, fitting),
      )
    })
  })
}

function accountFields({ document, labels }: Scene): Field[] {
  const { seller, payment } = document
  return [
    { label: labels.payment.payee, value: oneLine(payeeName(document)) },
    ...(payment.payee === undefined ? [] : [{ label: labels.payment.creditor, value: oneLine(seller.name) }]),
    ...payment.accounts.slice(0, ACCOUNTS_SHOWN_MAX).flatMap(accountField),
  ]
}

function accountField({ bankgiro, plusgiro, iban, bic }: PaymentAccount): Field[] {
  const national = iban === undefined ? undefined : nationalAccount(iban)
  return [
    ...(filled(bankgiro) ? [{ label: 'Bankgiro', value: printedBankgiro(bankgiro), style: KEY }] : []),
    ...(filled(plusgiro) ? [{ label: 'Plusgiro', value: printedPlusgiro(plusgiro), style: KEY }] : []),
    ...(national === undefined ? [] : [{ label: national.label, value: national.printed, style: KEY }]),
    ...(filled(iban)
      ? [
          {
            label: filled(bic) ? 'IBAN · BIC' : 'IBAN',
            value: [printedIban(iban), bic].filter(filled).join('   '),
            style: filled(bankgiro) || filled(plusgiro) || national !== undefined ? VALUE : KEY,
          },
        ]
      : []),
  ]
}

function paymentFields({ document, labels }: Scene): Field[] {
  const { payment, language, currency, dueDate } = document
  return [
    ...(payment.reference === undefined
      ? []
      : [{ label: referenceLabel(payment.reference, labels), value: payment.reference.printed, style: KEY }]),
    { label: labels.payment.dueDate, value: formatDate(dueDate, language) },
    {
      label: labels.payment.amount,
      value: formatMoney(payment.payable, currency, language),
      style: { ...KEY, size: 13 },
    },
  ]
}
