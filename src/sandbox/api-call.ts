/** A call of our own API as a partner would make it. */
export type ApiCall = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  options: { token: string; body?: unknown; idempotencyKey?: string },
) => Promise<Record<string, unknown>>

export function apiCaller(origin: string): ApiCall {
  return async (method, path, { token, body, idempotencyKey }) => {
    const response = await fetch(`${origin}/api/v1/partner${path}`, {
      method,
      headers: {
        'x-api-key': token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }
}
