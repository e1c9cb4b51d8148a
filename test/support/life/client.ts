/** A client of the service in a life: what it is, and how it is spoken to. */
import { strict as assert } from 'node:assert'
import { putContract } from '../../../src/case-api/contracts/put-contract.ts'
import { EXAMPLE_CREDITORS } from '@saatava/core/example-accounts.ts'
import { QUICK } from '../sync/basics.ts'
import { FACTS } from '../sync/systems.ts'
import type { Reply, TestPartner, TestService } from '../service.ts'
import { CURRENCY, type LifeCountry, type PlannedClient } from './scenario.ts'

const API = '/api/v1/partner'

export interface LifeClient extends PlannedClient {
  clientId: number
  token: string
  /** For the accounting system. */
  company: string
  get<T>(path: string): Promise<T>
  /** Page after page, by the Link of each. */
  pages<T>(path: string): Promise<T[]>
  post<T>(path: string, body: unknown): Promise<Reply<T>>
}

const VAT_NUMBERS: Record<Exclude<LifeCountry, 'FI'>, string> = {
  SE: 'SE556677889901',
  NO: 'NO974760673MVA',
  DK: 'DK13585628',
}
const ACCOUNTS: Record<LifeCountry, Record<string, string>> = {
  FI: accountOf('FI'),
  SE: { ...accountOf('SE'), bankgiro: EXAMPLE_CREDITORS.SE.bankgiro },
  NO: accountOf('NO'),
  DK: accountOf('DK'),
}
const ADDRESSES: Record<LifeCountry, Record<string, string>> = {
  FI: { postalAddress: 'Testikuja 7', postalCode: '00100', postalDistrict: 'HELSINKI' },
  SE: { postalAddress: 'Testgatan 7', postalCode: '111 22', postalDistrict: 'STOCKHOLM' },
  NO: { postalAddress: 'Testveien 7', postalCode: '0150', postalDistrict: 'OSLO' },
  DK: { postalAddress: 'Testvej 7', postalCode: '1050', postalDistrict: 'KØBENHAVN K' },
}

function accountOf(country: LifeCountry): Record<string, string> {
  const { iban, bic } = EXAMPLE_CREDITORS[country]
  return { ibanAccount: iban, bic }
}

/** A Finnish business id with its check digit; an e-invoice address follows from it. */
export function businessIdOf(serial: number): string {
  const digits = String(1_000_000 + serial)
  const sum = [7, 9, 10, 5, 8, 4, 2].reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  const rest = sum % 11
  return rest === 1 ? businessIdOf(serial + 100_000) : `${digits}-${rest === 0 ? 0 : 11 - rest}`
}

export async function createLifeClient(
  api: TestService,
  { partnerCode, provisioningToken }: TestPartner,
  planned: PlannedClient,
): Promise<LifeClient> {
  const { country, index, service, accounting } = planned
  const businessCode = businessIdOf(index)
  const made = await api.call<{ clientIdentifier: number; apiAccessToken: string }>('POST', `${API}/client`, {
    token: provisioningToken,
    body: {
      service: { type: service, partnerCode },
      client: {
        ...{ name: 'Test Customer Oy', businessCode, countryCode: country, currencyCode: CURRENCY[country] },
        vatRegNbr: country === 'FI' ? `FI${businessCode.replace('-', '')}` : VAT_NUMBERS[country],
        ...{ email: 'email@testcustomer.fi', ...ACCOUNTS[country], ...ADDRESSES[country] },
      },
      contacts: { primary: { name: 'Matti Meikäläinen', email: 'matti@testcustomer.fi' } },
    },
  })
  assert.equal(made.status, 200, made.text)
  const { clientIdentifier: clientId, apiAccessToken: token } = made.body
  const company = `${1_000_000 + index}-1`
  // An agency's own terms come by its command line.
  if (planned.contract !== null) await putContract(api.ctx(), clientId, planned.contract)
  const client = speaking(api, { ...planned, clientId, token, company })
  if (accounting !== null) {
    const settings = { ...QUICK, requestTimeoutMs: 5_000, settleMs: 5_500 }
    const connected = await api.call('PUT', `${API}/accounting/connection`, {
      token,
      body: {
        system: accounting,
        companyIdentifier: company,
        simulator: true,
        settings,
        mappings: { vatCodes: FACTS[accounting].vatCodes },
      },
    })
    assert.equal(connected.status, 200, connected.text)
  }
  return client
}

function speaking(
  api: TestService,
  own: PlannedClient & { clientId: number; token: string; company: string },
): LifeClient {
  const ask = async <T>(path: string): Promise<Reply<T>> => {
    const reply = await api.call<T>('GET', path, { token: own.token })
    assert.ok(
      reply.status === 200 || reply.status === 204,
      `client ${own.clientId}: GET ${path}: ${reply.status} ${reply.text}`,
    )
    return reply
  }
  return {
    ...own,
    get: async <T>(path: string) => (await ask<T>(`${API}${path}`)).body,
    async pages<T>(path: string) {
      const all: T[] = []
      for (let next: string | undefined = `${API}${path}`; next !== undefined; ) {
        const reply: Reply<T> = await ask<T>(next)
        all.push(reply.body)
        const link: string | undefined = /<([^>]+)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1]
        next = link === next ? undefined : link
      }
      return all
    },
    post: (path, body) => api.call('POST', `${API}${path}`, { token: own.token, body }),
  }
}
