import type { Callbacks, Deliver } from './callbacks'
import type { Guard } from './guard'
import type { CallbackManner } from './misbehaviour-types'

/** Makes a delivery with bad manners out of an orderly one. */
export function misdelivery(
  manner: CallbackManner,
  orderly: Deliver,
  guard: Guard,
): Deliver {
  const deliveries: Record<CallbackManner, Deliver> = {
    twice: (callbacks, ending) => {
      orderly(callbacks, ending)
      orderly(callbacks, ending)
    },
    never: () => {},
    synchronous: (callbacks, { ok, value }) => {
      const { success, fail, complete } = callbacks as Callbacks<unknown, unknown>
      guard(ok ? success : fail, value)
      guard(complete, value)
    },
    'only-complete': ({ complete }, ending) => {
      orderly({ ...(complete && { complete }) }, ending)
    },
    'success-and-fail': (callbacks, ending) => {
      const { success, fail, complete } = callbacks as Callbacks<unknown, unknown>
      orderly({ ...(success && { success }), ...(fail && { fail }) }, ending)
      const crossed = {
        ...(fail && { success: fail }),
        ...(success && { fail: success }),
      }
      orderly({ ...crossed, ...(complete && { complete }) }, ending)
    },
  }
  return deliveries[manner]
}
