export interface Demo {
  partnerCode: string
  provisioningToken: string
  clientIdentifier: number
  clientToken: string
}
