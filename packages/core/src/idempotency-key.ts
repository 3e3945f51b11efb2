import type { Request } from './types'

/** Makes the key of one request; none where it gives `undefined`. */
export type CreateKey = (request: Request) => string | undefined

/** Whether the method alone says that the request may be sent twice: RFC 9110, 9.2.2. */
export function isIdempotent({ method }: Request): boolean {
  return /^(GET|HEAD|OPTIONS|TRACE|PUT|DELETE)$/.test(method)
}

/** A random UUID, out of the language alone: unique, and no secret. */
export function uuid(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, place => {
    const digit = Math.floor(Math.random() * 16)
    return (place === 'x' ? digit : 8 + (digit % 4)).toString(16)
  })
}
