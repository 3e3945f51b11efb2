import { type ErrorFacts, isRequestError, RequestError } from './errors'

/** What an envelope says of its answer; each type by itself: `'0'` is not 0. */
export type BusinessCode = string | number | boolean

/** What is known of an answer whose body says that it failed. */
export type BusinessErrorFacts = Omit<ErrorFacts, 'message'> & {
  readonly businessCode: BusinessCode
  readonly serverMessage?: string | undefined
}

// Beside the object and not on it, as the answer is: it is for the user, not for a log.
const messages = new WeakMap<object, string | undefined>()

/** The error of an answer whose body says that it failed; `response` is that answer. */
export class BusinessError extends RequestError {
  declare readonly code: 'business'
  /** The body's code, as the server gave it. */
  readonly businessCode: BusinessCode

  constructor(facts: BusinessErrorFacts) {
    const { businessCode } = facts
    const message = `the body says that it failed: code ${JSON.stringify(businessCode)}`
    super('business', { ...facts, message })
    Object.defineProperty(this, 'name', { value: 'BusinessError' })
    this.businessCode = businessCode
    messages.set(this, facts.serverMessage)
  }

  /** What the server has to say to the user. It stands in no message and no JSON. */
  get serverMessage(): string | undefined {
    return messages.get(this)
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), businessCode: this.businessCode }
  }
}

/** Whether it is a `BusinessError`, from any copy of the package. */
export function isBusinessError(error: unknown): error is BusinessError {
  return isRequestError(error) && error.name === 'BusinessError'
}
