/** One request to Netvisor: signed, sent once, its envelope read. */
import { ConnectorError, requestImpossible } from '../errors.ts'
import type { ConnectionConfig, ConnectorTools } from '../port.ts'
import { errorOfStatus, forRead, notAnAnswer } from './errors.ts'
import { headersOf } from './mac.ts'
import { type Credentials, settingsOf } from './settings.ts'
import { encodeXml, isNode, parseAnswer, textOf, type XmlNode } from './xml.ts'
import { retryAfterMs } from '@saatava/core/retry-after.ts'

export interface NetvisorClient {
  /** @param resource with its query, "accountingledger.nv?startdate=2026-01-01" */
  get(resource: string, signal: AbortSignal): Promise<XmlNode>
  /** @param root the request's XML from `<root>` on */
  post(resource: string, root: string, signal: AbortSignal): Promise<XmlNode>
}

export function createClient(config: ConnectionConfig, tools: ConnectorTools, timeoutMs: number): NetvisorClient {
  const settings = settingsOf(config)
  const credentials = config.credentials as Credentials
  const organisationId = credentials.organisationId ?? config.companyIdentifier

  async function request(
    method: 'GET' | 'POST',
    resource: string,
    body: Uint8Array | undefined,
    signal: AbortSignal,
  ): Promise<XmlNode> {
    const writing = method === 'POST'
    // The string that is signed is the string that is sent.
    const url = hrefOf(`${config.baseUrl}/${resource}`)
    const headers = headersOf({
      url,
      algorithm: settings.macAlgorithm,
      sender: settings.sender,
      language: settings.language,
      organisationId,
      credentials,
      transactionId: tools.newId(),
      now: tools.now(),
    })
    const answer = await tools
      .http({
        method,
        url,
        headers: { ...headers, 'Content-Type': 'text/xml' },
        ...(body === undefined ? {} : { body }),
        signal,
        timeoutMs,
      })
      .catch((error: unknown) => {
        throw error instanceof ConnectorError ? asRead(error, writing) : error
      })
    const root = parseAnswer(answer.body)
    const status = root?.['responsestatus']
    if (root === undefined || !isNode(status))
      throw notAnAnswer(answer.status, writing, retryAfterMs(answer.headers['retry-after'], tools.now()))
    const first = textOf(status, 'status')
    if (first?.toUpperCase() === 'OK') return root
    throw errorOfStatus(withoutKeys(secondStatus(status) ?? first ?? '', credentials), writing)
  }

  return {
    get: (resource, signal) => request('GET', resource, undefined, signal),
    post: (resource, root, signal) => request('POST', resource, encodeXml(root, settings.bodyCharset), signal),
  }
}

function hrefOf(address: string): string {
  try {
    return new URL(address).href
  } catch (error) {
    throw requestImpossible(error) ?? error
  }
}

function asRead(error: ConnectorError, writing: boolean): ConnectorError {
  const kind = forRead(error.kind, writing)
  return kind === error.kind
    ? error
    : new ConnectorError(kind, error.code, error.message, { advice: error.advice, cause: error })
}

// After a wrong MAC the server returns the string it signed. Its keys are said to be left out; we see to it.
function withoutKeys(text: string, { customerKey, partnerKey }: Credentials): string {
  return text.replaceAll(customerKey, '[CustomerKey]').replaceAll(partnerKey, '[PartnerKey]')
}

// A failure has two Status elements: FAILED, and "CODE :: text".
function secondStatus(status: XmlNode): string | undefined {
  const statuses = status['status']
  const second = Array.isArray(statuses) ? statuses[1] : undefined
  return typeof second === 'string' ? second : undefined
}
