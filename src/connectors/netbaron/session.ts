import { isAbsolute, join } from 'node:path'
import type { Drop } from '../../drops/drop.ts'
import { createFolderDrop } from '../../drops/folder-drop.ts'
import { createSftpDrop } from '../../drops/sftp-drop.ts'
import type { ConnectionConfig, ConnectorTools, PlannedVoucher, RemoteVoucher, Session } from '../port.ts'
import { encode } from './codec.ts'
import { type Credentials, folderName, sftpCredentials } from './credentials.ts'
import { type Delivery, confirmed, deliver, remoteStatus, standingOf } from './delivery.ts'
import { asConnectorDrop } from './connector-drop.ts'
import { notLetIn } from './errors.ts'
import { FOLDERS } from './file-name.ts'
import { createHttpDrop } from './http-drop.ts'
import { planReceipt, type PlannedFile } from './plan.ts'
import { readBackReceipts } from './read-back.ts'
import { settingsOf } from './settings.ts'

export interface SessionOptions {
  requestTimeoutMs: number
  allowPrivateHosts: boolean
}

/** An open line to one organisation's drop. Opening it reaches nothing; the first call does. */
export function openSession(config: ConnectionConfig, tools: ConnectorTools, options: SessionOptions): Session {
  const credentials = config.credentials as Credentials
  const settings = settingsOf(config)
  const acknowledged = (settings.acknowledgement ?? (credentials.delivery === 'FOLDER' ? 'NONE' : 'FILE')) === 'FILE'
  let opened: Drop | undefined
  const drop = () => (opened ??= dropOf(config, credentials, tools, options))
  const deliveryOf = (planned: PlannedVoucher, signal: AbortSignal): Delivery => {
    const { base, receiptNumber } = planned.body as PlannedFile
    return { drop: drop(), base, receiptNumber, acknowledged, signal }
  }
  return {
    plan: async (document) => [planReceipt(document, config)],

    async find(planned, signal) {
      const { base, receiptNumber } = planned.body as PlannedFile
      const { state } = await standingOf(drop(), base, signal)
      const status = remoteStatus(state, acknowledged)
      if (status === null) return []
      const { marker, date, total } = planned
      return [{ remoteId: receiptNumber, status, date, marker, total, label: receiptNumber }]
    },

    async send(planned, signal) {
      return deliver(deliveryOf(planned, signal), encode((planned.body as PlannedFile).text, settings.charset))
    },

    async confirm(planned, signal): Promise<RemoteVoucher | null> {
      const found = await confirmed(deliveryOf(planned, signal))
      if (found === null) return null
      const { marker, date, total } = planned
      return { remoteId: found.remoteId, status: found.status, date, marker, total, label: found.remoteId }
    },

    async test(signal) {
      const where = await drop().probe(signal)
      const { delivery, organisation } = credentials
      return {
        message: `The drop of organisation ${organisation} can be read and written: ${where}.`,
        details: { delivery, organisation, acknowledgement: acknowledged ? 'FILE' : 'NONE', where },
      }
    },

    async readBack(kind, from, to, signal) {
      return readBackReceipts(drop(), { kind, from, to, acknowledged }, settings, signal)
    },
  }
}

function dropOf(
  config: ConnectionConfig,
  credentials: Credentials,
  tools: ConnectorTools,
  options: SessionOptions,
): Drop {
  const { delivery, organisation } = credentials
  const timeoutMs = options.requestTimeoutMs
  switch (delivery) {
    case 'FOLDER': {
      // Below the client's own folder: two clients who name the same organisation never see each other's files.
      const below = join(String(config.clientId), folderName(organisation))
      const folder = join(tools.dropFolder('netbaron'), below)
      if (!isAbsolute(folder)) throw new RangeError(`the drop folder must be an absolute path: ${folder}`)
      return asConnectorDrop(createFolderDrop(folder, join('netbaron', below), { folders: FOLDERS }))
    }
    case 'SFTP': {
      const { allowPrivateHosts } = options
      return asConnectorDrop(
        createSftpDrop(sftpCredentials(credentials), { timeoutMs, allowPrivateHosts, folders: FOLDERS }),
      )
    }
    case 'SIMULATOR': {
      const { baseUrl } = config
      if (baseUrl === '')
        throw notLetIn('NO_SIMULATOR', 'This installation has no simulator.', 'Use delivery FOLDER or SFTP.')
      return createHttpDrop({ http: tools.http, baseUrl, organisation, dropKey: credentials.dropKey ?? '', timeoutMs })
    }
    default: {
      const received: unknown = delivery satisfies never
      throw notLetIn('DELIVERY', `credentials.delivery is ${JSON.stringify(received)}.`, 'Use FOLDER or SFTP.')
    }
  }
}
