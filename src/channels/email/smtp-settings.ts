/** The mail server and how to speak to it, read from one URL, so that it fits in one setting. */

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

export interface SmtpSettings {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** No mail goes out before STARTTLS: always where a password would otherwise be readable on the way. */
  requireTLS: boolean
  /** The server is on this machine: nobody stands between, whatever its certificate says. */
  loopback: boolean
  auth?: { user: string; pass: string }
}

/**
 * @param url "smtp://user:password@mail.example.com:587" (STARTTLS where the server has it, required with a password) or
 *   "smtps://…:465" (TLS from the first byte); characters such as @ and : in a password are percent-encoded
 * @throws Error that says what is wrong with the URL, without its password
 */
export function smtpSettingsOf(url: string): SmtpSettings {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const protocol = parsed?.protocol
  if (parsed === undefined || (protocol !== 'smtp:' && protocol !== 'smtps:') || parsed.hostname === '')
    throw new Error(
      'The mail server is given as smtp://host:port or smtps://host:port, with user:password@ before the host where it asks for one.',
    )
  if (parsed.search !== '' || parsed.hash !== '' || !['', '/'].includes(parsed.pathname))
    throw new Error(
      `The mail server's URL ends after its port; "${parsed.pathname}${parsed.search}" was not understood.`,
    )
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1')
  const user = decodeURIComponent(parsed.username)
  const pass = decodeURIComponent(parsed.password)
  const loopback = isLoopback(host)
  const secure = protocol === 'smtps:'
  return {
    host,
    port: parsed.port === '' ? PORTS[protocol] : Number(parsed.port),
    secure,
    requireTLS: !secure && user !== '' && !loopback,
    loopback,
    ...(user === '' ? {} : { auth: { user, pass } }),
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
