/** The channels by which a document leaves. */
export const CHANNELS = ['EINVOICE', 'EMAIL', 'PRINT'] as const
export type ChannelName = (typeof CHANNELS)[number]

/** The client's settings that concern channels. */
export interface ChannelSettings {
  email: { fromName?: string; replyTo?: string; subject?: string; message?: string }
  print: { class: 'ECONOMY' | 'PRIORITY'; colour: boolean; duplex: boolean }
  einvoice: { address?: string; intermediatorId?: string; intermediatorName?: string }
}
