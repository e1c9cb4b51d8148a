/**
 * The frame of the Finnish banks' Finvoice forwarding service: a SOAP 1.1 envelope with an ebXML 2.0 message header, in
 * front of the Finvoice. Read from the published sample of VismaSolutionsOy/InvoiceXMLExamples (Finvoice 3.0 with SOAP).
 */
import type { EinvoiceAddressing } from '../addressing.ts'
import { cut } from '../text.ts'
import { group, textElement } from '../xml.ts'
import { addressOf, messageIdOf, timeStamp } from './transmission.ts'

const NAMESPACES = {
  'xmlns:SOAP-ENV': 'http://schemas.xmlsoap.org/soap/envelope/',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:eb': 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd',
}
/** The service has one agreement for all, under this name. */
const AGREEMENT = 'yoursandmycpa'
const SCHEMA = 'http://www.pankkiyhdistys.fi/verkkolasku/finvoice/finvoice.xsd'

export function soapFrame(addressing: EinvoiceAddressing): string {
  const messageId = messageIdOf(addressing)
  const { from, to } = addressing
  const header = group(
    'eb:MessageHeader',
    [
      party('eb:From', addressOf(from).id, 'Sender'),
      party('eb:From', from.intermediatorId, 'Intermediator'),
      party('eb:To', addressOf(to).id, 'Receiver'),
      party('eb:To', to.intermediatorId, 'Intermediator'),
      textElement('eb:CPAId', AGREEMENT),
      textElement('eb:Service', 'Routing'),
      textElement('eb:Action', 'ProcessInvoice'),
      group('eb:MessageData', [
        textElement('eb:MessageId', messageId),
        textElement('eb:Timestamp', timeStamp(addressing)),
      ]),
    ],
    { 'SOAP-ENV:mustUnderstand': '1', 'eb:version': '2.0' },
  )
  const manifest = group(
    'eb:Manifest',
    [
      group('eb:Reference', ['<eb:Schema eb:location="' + SCHEMA + '" eb:version="2.0"/>'], {
        'eb:id': 'Finvoice',
        'xlink:href': messageId,
      }),
    ],
    { 'eb:id': 'Manifest', 'eb:version': '2.0' },
  )
  const envelope = group(
    'SOAP-ENV:Envelope',
    [group('SOAP-ENV:Header', [header]), group('SOAP-ENV:Body', [manifest])],
    NAMESPACES,
  )
  return `${envelope}\n`
}

function party(name: string, id: string, role: string): string {
  return group(name, [textElement('eb:PartyId', cut(id, 35)), textElement('eb:Role', role)])
}
