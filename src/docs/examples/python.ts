/** Prints a request as Python, of the standard library alone. */
import { readFileSync } from 'node:fs'
import { type LiteralStyle, literal } from './literal.ts'
import type { Request, Token } from './request.ts'

const STYLE: LiteralStyle = {
  name: (name) => JSON.stringify(name),
  text: (text) => JSON.stringify(text),
  constants: { true: 'True', false: 'False', null: 'None' },
  space: '',
  today: 'date.today().isoformat()',
  indent: 4,
}

const SESSION = readFileSync(new URL('session.py', import.meta.url), 'utf8').trim()

export function pythonSession(tokens: readonly [Token, string][]): string {
  return SESSION.replace('# tokens', () => tokens.map(([token, value]) => `${token} = "${value}"`).join('\n'))
}

export function pythonRequest({ method, path, token, headers, body, savesTo, sets }: Request): string {
  const call = [
    ...[token ?? '""', JSON.stringify(method), JSON.stringify(path)],
    ...(body === undefined ? [] : [literal(body, STYLE)]),
    ...(headers.length === 0 ? [] : [`headers=${literal(JSON.stringify(Object.fromEntries(headers)), STYLE)}`]),
  ].join(', ')
  if (savesTo !== undefined) return `with open("${savesTo}", "wb") as file:\n    file.write(call(${call}))`
  if (sets === undefined) return `print(call(${call}).decode())`
  return `answer = json.loads(call(${call}))
print(answer)
${sets.token} = answer["${sets.field}"]`
}
