import { Temporal } from 'temporal-polyfill'
import { EinvoiceError } from '../errors.ts'
import { type EinvoiceAddressing, MESSAGE_ID_CHARACTERS_MAX } from '../addressing.ts'
import { electronicAddress } from '@saatava/core/electronic-address.ts'
import { fitting } from '../text.ts'
import { group, textElement } from '../xml.ts'

const IDENTIFIER_CHARACTERS_MAX = 35

/**
 * The sender, the operators between and the receiver, by which operators route.
 * Throws EinvoiceError where one of them is missing or too long: an identifier that is cut points at somebody else.
 */
export function transmissionDetails(addressing: EinvoiceAddressing): string {
  const { from, to } = addressing
  return group('MessageTransmissionDetails', [
    group('MessageSenderDetails', [
      textElement('FromIdentifier', addressOf(from).id, { SchemeID: addressOf(from).scheme }),
      textElement('FromIntermediator', whole('the sender’s operator', from.intermediatorId)),
    ]),
    group('MessageReceiverDetails', [
      textElement('ToIdentifier', addressOf(to).id, { SchemeID: addressOf(to).scheme }),
      textElement('ToIntermediator', whole('the receiver’s operator', to.intermediatorId)),
    ]),
    group('MessageDetails', [
      textElement('MessageIdentifier', messageIdOf(addressing)),
      textElement('MessageTimeStamp', timeStamp(addressing)),
      textElement('SpecificationIdentifier', 'EN16931'),
    ]),
  ])
}

/** The value of "scheme:value", and the scheme apart from it. */
export function addressOf(party: EinvoiceAddressing['from']): { id: string; scheme: string | undefined } {
  const { scheme, value } = electronicAddress(party.id)
  return { id: whole(`the e-invoice address of ${party.name}`, value), scheme: party.scheme ?? scheme }
}

export function messageIdOf({ messageId }: EinvoiceAddressing): string {
  return whole('the message’s id', messageId, MESSAGE_ID_CHARACTERS_MAX)
}

function whole(what: string, received: string, max = IDENTIFIER_CHARACTERS_MAX): string {
  const text = fitting(received, max)
  if (text !== undefined && Array.from(text).length >= 2) return text
  throw new EinvoiceError(
    `A Finvoice cannot be addressed: ${what} is “${received}”, and has to be of 2 to ${max} characters.`,
  )
}

/** The creation time by the sender's clock, with its offset: "2026-11-21T09:15:00+02:00". */
export function timeStamp({ createdAt, timeZone }: Pick<EinvoiceAddressing, 'createdAt' | 'timeZone'>): string {
  return Temporal.Instant.fromEpochMilliseconds(createdAt.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })
}
