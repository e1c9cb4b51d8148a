/**
 * Checks what a person gives of a connection by one schema for each system: its credentials, and its settings with those
 * that the engine obeys for every system.
 */
import type { ErrorObject } from 'ajv'
import { type TProperties, Type } from 'typebox'
import type { Connector } from '../connectors/port.ts'
import { UPCOMING, connectorOf } from '../connectors/registry.ts'
import { AppError, type Fault, invalid } from '../platform/errors.ts'
import { type Validator, faultsOf, validatorOfBody } from '../platform/http/validation.ts'
import type { ConnectionInput } from './connection-schemas.ts'
import type { AccountingCtx } from './context.ts'
import { EngineSettings } from './sync/settings.ts'
import { unfitConnection } from './unfit-texts.ts'

interface CheckedConnection {
  connector: Connector
  simulator: boolean
  /** Undefined where they are left out; those of a simulated company are made. */
  credentials: Record<string, unknown> | undefined
}

/** @throws AppError 400 with every fault of credentials and settings; 422 a system or a simulator that is not available */
export function checkConnection(ctx: AccountingCtx, input: ConnectionInput): CheckedConnection {
  const connector = availableConnector(input.system)
  const simulator = input.simulator ?? false
  const { simulators, simulatorsUrl } = ctx.platform.config
  if (simulator && !simulators && simulatorsUrl === undefined) {
    throw new AppError(
      'RULE',
      'This installation has no simulators: leave out simulator, and give the credentials of the real system.',
    )
  }
  const unfit = unfitConnection(connector, input)
  if (unfit.length > 0) throw invalid(unfit)
  const own = simulator ? undefined : input.credentials
  // The validator fills in defaults: those of credentials are kept, those of settings are not.
  const checked = { ...(own && { credentials: { ...own } }), settings: { ...input.settings } }
  const errors = validatorOf(connector)(checked)
  if (errors.length > 0) throw invalid(connectionFaults(connector, errors))
  const made = simulator ? connector.simulatorCredentials(ctx.clientId, input.companyIdentifier) : undefined
  return { connector, simulator, credentials: made ? { ...made, ...input.credentials } : checked.credentials }
}

function availableConnector(system: string): Connector {
  const connector = connectorOf(system)
  if (connector) return connector
  const when = (UPCOMING as readonly string[]).includes(system)
    ? 'is published as upcoming and not available yet'
    : 'is not known'
  throw new AppError('RULE', `${system} ${when}.`)
}

const validators = new Map<string, Validator>()

function validatorOf(connector: Connector): Validator {
  const known = validators.get(connector.system)
  if (known !== undefined) return known
  const settings = Type.Object(settingsOf(connector), { additionalProperties: false })
  const validator = validatorOfBody(Type.Object({ credentials: Type.Optional(connector.credentials), settings }))
  validators.set(connector.system, validator)
  return validator
}

function settingsOf(connector: Connector): TProperties {
  return { ...EngineSettings.properties, ...connector.settings.properties }
}

function connectionFaults(connector: Connector, errors: ErrorObject[]): Fault[] {
  const isUnknownSetting = ({ keyword, instancePath }: ErrorObject) =>
    keyword === 'additionalProperties' && instancePath === '/settings'
  const unknown = errors.filter(isUnknownSetting).map(
    ({ params }): Fault => ({
      pointer: `/settings/${String(params['additionalProperty'])}`,
      code: 'UNKNOWN_SETTING',
      message: `is not a setting of ${connector.title}; it has: ${Object.keys(settingsOf(connector)).join(', ')}`,
    }),
  )
  const others = faultsOf(errors.filter((error) => !isUnknownSetting(error))).map((fault): Fault => {
    if (!fault.pointer.startsWith('/credentials')) return fault
    // The received value may be a secret: the faults of credentials never repeat it.
    const { pointer, code, message } = fault
    return { pointer, code, message }
  })
  return [...others, ...unknown]
}
