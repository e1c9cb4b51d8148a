/**
 * Reads the message of an answer that is not a success, in Procountor's words. Its own form is
 * {"errors":[{"status":400,"field":"receiptDate","message":"…"}]}; before its own code looks at a request, the layers in
 * front answer in theirs: {"constraintViolations":[…]} of the bean validation, {"message":"…"} of the gateway,
 * {"error":"…","error_description":"…"} of OAuth 2 (RFC 6749 §5.2), or plain text.
 */
import { parsed } from '../json.ts'
import { oneLine } from '../clip.ts'
import type { HttpResponse } from '../port.ts'

/** Complaints that are read of one answer. */
const COMPLAINTS_MAX = 100

export interface Complaint {
  /** Path of the field, "transactions[0].account"; empty where none is given. */
  field: string
  message: string
}

type Json = Record<string, unknown>

export function wordsIn(response: HttpResponse): { complaints: Complaint[]; text: string } {
  const body = new TextDecoder().decode(response.body).trim()
  const complaints = complaintsOf(parsed(body)).filter(({ field, message }) => field !== '' || message !== '')
  if (complaints.length > 0) {
    const text = complaints.map(({ field, message }) => [field, message].filter((part) => part !== '').join(': '))
    return { complaints, text: oneLine(text.join('; ')) }
  }
  if (isPage(response, body)) return { complaints: [], text: 'a web page instead of JSON' }
  if (parsed(body) !== undefined) return { complaints: [], text: '' }
  const message = oneLine(body)
  return { complaints: message === '' ? [] : [{ field: '', message }], text: message }
}

/** The fields complained of: those given; of a complaint without one, those that its message names. */
export function fieldsOf(complaints: readonly Complaint[]): string[] {
  return complaints.flatMap(({ field, message }) => (field === '' ? fieldsNamed(message) : [field]))
}

const FIELD_NAMES =
  /(?:receipt|payment|vat)Date|vat(?:Percent|Status|Type|Processing)|dimension(?:ItemValues|Id)?|itemId|currency|amount|account/
// A path ("transactions[0].account"), a name in quotes, or a name of several words in one (receiptDate) is a field; a
// plain word such as account is one only where a value or a colon follows, because it is English too.
const NAMED = new RegExp(
  [
    `([\\w.[\\]]*[.\\]](?:${FIELD_NAMES.source}))\\b`,
    `["'“‘\`](${FIELD_NAMES.source})["'”’\`]`,
    '\\b((?:receipt|payment|vat)Date|vat(?:Percent|Status|Type|Processing)|dimensionItemValues|dimensionId)\\b',
    `^(?:field |property )?(${FIELD_NAMES.source})\\b(?=\\s*[:=]|\\s+(?:number\\s+)?\\d|\\s+(?:must|should|is|may|cannot)\\b)`,
    '\\b(account)\\s+(?:number\\s+)?\\d{3,}',
  ].join('|'),
  'gi',
)

// An answer about a closed period may name no field; the field is the date.
const PERIOD = /\b(fiscal year|(?:tracking|accounting|fiscal) period)\b.*\b(closed|locked|not open)\b/i

function fieldsNamed(message: string): string[] {
  if (PERIOD.test(message)) return ['receiptDate']
  return Array.from(message.matchAll(NAMED), (match) => match.slice(1).find((name) => name !== undefined) ?? '')
}

function complaintsOf(body: unknown): Complaint[] {
  if (Array.isArray(body)) return body.slice(0, COMPLAINTS_MAX).flatMap(complaintOf)
  if (!isObject(body)) return typeof body === 'string' ? complaintOf(body) : []
  for (const name of ['errors', 'constraintViolations', 'violations', 'parameterViolations', 'fieldErrors']) {
    const list = body[name]
    const found = Array.isArray(list) ? complaintsOf(list) : isObject(list) ? complaintsByField(list) : []
    if (found.length > 0) return found
  }
  return complaintOf(body)
}

/** {"receiptDate":["…"]} */
function complaintsByField(list: Json): Complaint[] {
  return Object.entries(list).flatMap(([field, messages]) =>
    [messages].flat().map((message) => ({ field, message: textOf(message) })),
  )
}

function complaintOf(error: unknown): Complaint[] {
  if (typeof error === 'string') return [{ field: '', message: error }]
  if (!isObject(error)) return []
  const first = (...names: string[]) => names.map((name) => textOf(error[name])).find((text) => text !== '') ?? ''
  const message = first('message', 'error_description', 'errorDescription', 'detail', 'description', 'title', 'error')
  return [{ field: first('field', 'propertyPath', 'path', 'property'), message }]
}

function isPage(response: HttpResponse, body: string): boolean {
  return /html/i.test(response.headers['content-type'] ?? '') || /^<(!doctype|html|\?xml)/i.test(body)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
