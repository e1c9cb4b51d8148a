/** Netvisor's result codes, and a refusal as an exception that the guard turns into an answer. */

/** Result code → HTTP status, used only when the client asks for statuses; the body has the last word. */
const HTTP_STATUS: Record<string, number> = {
  AUTHENTICATION_FAILED: 401,
  SERVICE_ACCESS_ERROR: 403,
  INVALID_DATA: 400,
  INVALID_DATA_SIZE: 400,
  DUPLICATE_DATA: 409,
  REQUEST_NOT_UNIQUE: 409,
  PERIOD_LOCK: 400,
  SYSTEM_MAINTANANCE: 503,
  TECHNICAL_ERROR: 500,
}

export class Refusal extends Error {
  readonly code: string

  constructor(code: string, text: string) {
    super(text)
    this.name = 'Refusal'
    this.code = code
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.code] ?? 400
  }
}

export function invalid(text: string): Refusal {
  return new Refusal('INVALID_DATA', text)
}
