/** Netvisor's answers: OK with replies or data, FAILED with two Status elements. */

export class Refusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const HEAD = '<?xml version="1.0" encoding="utf-8"?>'

export function okAnswer(content: string, now: Date): string {
  return `${HEAD}<Root><ResponseStatus><Status>OK</Status><TimeStamp>${finnishTime(now)}</TimeStamp></ResponseStatus>${content}</Root>`
}

export function inserted(key: number): string {
  return `<Replies><InsertedDataIdentifier>${key}</InsertedDataIdentifier></Replies>`
}

export function failedAnswer(code: string, message: string, now: Date): string {
  return `${HEAD}<Root><ResponseStatus><Status>FAILED</Status><Status>${escape(`${code} :: ${message}`)}</Status><TimeStamp>${finnishTime(now)}</TimeStamp></ResponseStatus></Root>`
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const format = new Intl.DateTimeFormat('fi-FI', {
  timeZone: 'Europe/Helsinki',
  dateStyle: 'short',
  timeStyle: 'medium',
})

function finnishTime(now: Date): string {
  return format.format(now).replace(' klo', '')
}
