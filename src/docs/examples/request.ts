/**
 * A request as a guide describes it, once, in the form of an HTTP message:
 *
 *   # Save the answer as invoice.pdf.
 *   POST /api/v1/partner/invoice
 *   X-Api-Key: $TOKEN
 *
 *   {"invoice": {…}}
 *
 * The printers beside this file write it as a command or as code of each language.
 */
export type Token = 'TOKEN' | 'PROVISIONING_TOKEN'

export interface Request {
  method: string
  /** With its query. */
  path: string
  token: Token | undefined
  /** Besides the token and the type of a JSON body. */
  headers: [name: string, value: string][]
  /** JSON, as the guide lays it out. A text of $TODAY is the day on which the reader runs it. */
  body: string | undefined
  /** A file that gets the answer. */
  savesTo: string | undefined
  /** The variable that gets a field of the answer. */
  sets: { token: Token; field: string } | undefined
  showsHeaders: boolean
}

export const TODAY = '$TODAY'

/** @throws Error where the text is no such message */
export function requestOf(text: string): Request {
  const [head = '', ...rest] = text.split('\n\n')
  const lines = head.split('\n')
  const notes = lines.filter((line) => line.startsWith('#'))
  const [first = '', ...headerLines] = lines.filter((line) => !line.startsWith('#'))
  const [, method, path] = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(first) ?? []
  if (method === undefined || path === undefined) throw new Error(`no request line: ${first}`)
  const headers = headerLines.map((line): [string, string] => {
    const [, name = '', value = ''] = /^([\w-]+): (.+)$/.exec(line) ?? []
    if (name === '') throw new Error(`no header: ${line}`)
    return [name, value]
  })
  const key = headers.find(([name]) => name === 'X-Api-Key')?.[1].slice(1)
  if (key !== undefined && key !== 'TOKEN' && key !== 'PROVISIONING_TOKEN') throw new Error(`no token: ${key}`)
  const body = rest.join('\n\n').trim()
  return {
    ...{ method, path, token: key },
    headers: headers.filter(([name]) => name !== 'X-Api-Key'),
    body: body === '' ? undefined : body,
    ...notesOf(notes),
  }
}

type Notes = Pick<Request, 'savesTo' | 'sets' | 'showsHeaders'>

function notesOf(lines: string[]): Notes {
  const notes: Notes = { savesTo: undefined, sets: undefined, showsHeaders: false }
  for (const line of lines) {
    const [, file] = /^# Save the answer as (\S+)\.$/.exec(line) ?? []
    const [, field] = /^# Keep (\w+) as \$TOKEN\.$/.exec(line) ?? []
    if (file !== undefined) notes.savesTo = file
    else if (field !== undefined) notes.sets = { token: 'TOKEN', field }
    else if (line === '# Show the headers.') notes.showsHeaders = true
    else throw new Error(`no such note: ${line}`)
  }
  return notes
}
