/** Performs each action; the rules have been asked already. */
import type { CaseAction, Effect, Scene } from '../action.ts'
import type { ActionCode } from '../codes.ts'
import { approveLegal } from './approve-legal.ts'
import { changeAddress, changeEmail } from './change-debtor.ts'
import { payDirectly } from './direct-payment.ts'
import { offer, pause, resume } from './hold-case.ts'
import { moveDueDate } from './move-due-date.ts'
import { object } from './object.ts'
import { withdraw } from './withdraw.ts'

export const EFFECTS: Record<ActionCode, (scene: Scene, action: CaseAction) => Promise<Effect>> = {
  // Its event says all there is to say.
  COMMENT: () => Promise.resolve({}),
  WITHDRAW: withdraw,
  DUEDATE: moveDueDate,
  PAYMENTPLAN: offer,
  OBJECTION: object,
  PAUSE: pause,
  RESUME: resume,
  DIRECTPAYMENT: payDirectly,
  ADDRESS: changeAddress,
  EMAIL: changeEmail,
  APPROVE: approveLegal,
}
