/** Prints a request as a command of curl. */
import { type Request, TODAY, type Token } from './request.ts'
import { GUIDE_ORIGIN } from '../own-words.ts'

export function curlSession(tokens: readonly [Token, string][]): string {
  return tokens.map(([token, value]) => `export ${token}='${value}'`).join('\n')
}

export function curlRequest(request: Request): string {
  const command = commandOf(request)
  if (request.sets === undefined) return command
  const { token, field } = request.sets
  return `answer=$(${command})
echo "$answer"
export ${token}=$(echo "$answer" | sed 's/.*"${field}":"\\([^"]*\\)".*/\\1/')`
}

function commandOf({ method, path, token, headers, body, savesTo, showsHeaders }: Request): string {
  const isImplied = method === (body === undefined ? 'GET' : 'POST')
  const command = [
    `curl -sS${showsHeaders ? 'i' : ''}`,
    ...(isImplied ? [] : [`-X ${method}`]),
    ...(savesTo === undefined ? [] : [`-o ${savesTo}`]),
    addressOf(path),
  ].join(' ')
  const options = [
    ...(token === undefined ? [] : [`-H "X-Api-Key: $${token}"`]),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'"]),
    ...headers.map(([name, value]) => `-H '${name}: ${value}'`),
  ]
  if (body === undefined) return [command, ...options].join(' ')
  return `${command} \\\n  ${[...options, dataOf(body)].join(' ')}`
}

function addressOf(path: string): string {
  const address = `${GUIDE_ORIGIN}${path}`
  return /[?&$]/.test(path) ? `'${address}'` : address
}

/** A body with an apostrophe, or with the day of today, comes from the shell's own text. */
function dataOf(body: string): string {
  if (body.includes(TODAY)) return `--data-binary @- <<JSON\n${body.replaceAll(TODAY, '$(date +%F)')}\nJSON`
  return body.includes("'") ? `--data-binary @- <<'JSON'\n${body}\nJSON` : `-d '${body}'`
}
