/** Answers of token endpoints (OAuth 2, RFC 6749 §5). */
import { type Json, recordOf, textOf } from './json.ts'
import type { HttpResponse } from './port.ts'
import type { Tokens } from './tokens.ts'

const EXPIRES_IN_S_DEFAULT = 3_600
/** A shorter secret may stand in any text by chance. */
const SECRET_LENGTH_MIN = 6

interface Telling {
  /** Title of the system, for the message. */
  title: string
  /** The words of the answer, as the system's errors are read. */
  words: string
  /** Texts of the request that the answer may echo. */
  secrets: readonly string[]
}

/** The refusal of a token, with no secret in it; undefined where the answer is none. */
export function tokenRefusal(
  response: HttpResponse,
  { title, words, secrets }: Telling,
): { code: string; message: string } | undefined {
  if (![400, 401, 403].includes(response.status)) return undefined
  const error = textOf(jsonIn(response)['error']) ?? ''
  const code = /^[a-z_]{1,40}$/i.test(error) ? error : `HTTP_${response.status}`
  let said = words
  for (const secret of secrets) {
    if (secret.length >= SECRET_LENGTH_MIN) said = said.replaceAll(secret, '[secret]')
  }
  return { code, message: `${title} gave no access token (${code})${said === '' || said === code ? '.' : `: ${said}`}` }
}

/** The tokens of a success; undefined where it holds no access token. */
export function tokensIn(response: HttpResponse, askedAt: Date): Tokens | undefined {
  const json = jsonIn(response)
  const accessToken = textOf(json['access_token'])
  if (accessToken === undefined) return undefined
  const refreshToken = textOf(json['refresh_token'])
  const expiresInS = Number(textOf(json['expires_in']) ?? EXPIRES_IN_S_DEFAULT) || 0
  return {
    accessToken,
    expiresAt: askedAt.getTime() + expiresInS * 1_000,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  }
}

function jsonIn(response: HttpResponse): Json {
  try {
    return recordOf(JSON.parse(new TextDecoder().decode(response.body)))
  } catch {
    return {}
  }
}
