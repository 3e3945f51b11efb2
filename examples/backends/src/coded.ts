import type { Sample } from './dispatch'
import type { Reply } from './serve'

/** The envelope of P1, P3 and P4: a `code` that is 200 for good, else the status or its own. */
export function coded(status: number, sample: Sample): Reply {
  return { status, body: { code: status < 300 ? 200 : status, ...sample } }
}
