import { Temporal } from 'temporal-polyfill'
import type { EinvoiceAddressing } from '../addressing.ts'
import { electronicAddress, MESSAGE_ID_CHARACTERS_MAX } from '../addressing.ts'
import { cut } from '../text.ts'
import { group, textElement } from '../xml.ts'

const IDENTIFIER_CHARACTERS_MAX = 35

/** From whom, through whom, to whom: what operators route by. */
export function transmissionDetails(addressing: EinvoiceAddressing): string {
  const from = addressOf(addressing.from)
  const to = addressOf(addressing.to)
  return group('MessageTransmissionDetails', [
    group('MessageSenderDetails', [
      textElement('FromIdentifier', from.id, { SchemeID: from.scheme }),
      textElement('FromIntermediator', cut(addressing.from.intermediatorId, IDENTIFIER_CHARACTERS_MAX)),
    ]),
    group('MessageReceiverDetails', [
      textElement('ToIdentifier', to.id, { SchemeID: to.scheme }),
      textElement('ToIntermediator', cut(addressing.to.intermediatorId, IDENTIFIER_CHARACTERS_MAX)),
    ]),
    group('MessageDetails', [
      textElement('MessageIdentifier', cut(addressing.messageId, MESSAGE_ID_CHARACTERS_MAX)),
      textElement('MessageTimeStamp', timeStamp(addressing)),
      textElement('SpecificationIdentifier', 'EN16931'),
    ]),
  ])
}

/** The value of "scheme:value", and the scheme apart from it. */
export function addressOf(party: { id: string; scheme?: string }): { id: string; scheme: string | undefined } {
  const { scheme, value } = electronicAddress(party.id)
  return { id: cut(value, IDENTIFIER_CHARACTERS_MAX), scheme: party.scheme ?? scheme }
}

/** The creation time by the sender's clock, with its offset: "2026-11-21T09:15:00+02:00". */
export function timeStamp({ createdAt, timeZone }: Pick<EinvoiceAddressing, 'createdAt' | 'timeZone'>): string {
  return Temporal.Instant.fromEpochMilliseconds(createdAt.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: 0 })
}
