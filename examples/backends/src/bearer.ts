import type { IncomingHttpHeaders } from 'node:http'

/** The token of an `Authorization: Bearer …` header, or `undefined`. */
export function bearer({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1]
}
