import {
  fromHeader,
  type NewCredential,
  type RefreshHook,
  type SessionOptions,
  singleUse,
} from '@allium/middleware-auth'
import type { Setup } from './setup'
import type { Shown } from './wire'

/** The refresh of the model; it says what it is to replace, so that it can be followed. */
const refresh: RefreshHook = async ({ credential, send }) => {
  const { accessToken: of, refreshToken } = credential
  const data: Shown = { of, refreshToken }
  return (await send<NewCredential>({ method: 'POST', url: '/refresh', data })).data
}

/** What a setup says of its session. */
export function sessionOptions(setup: Setup): SessionOptions {
  const { renewal, lane, whenAnswerIsLost, retries } = setup
  return {
    refresh,
    whenAnswerIsLost,
    ...(renewal === 'code' && { fromNothing: true }),
    ...(lane && singleUse(fromHeader('B-T'))),
    ...(retries > 0 && { refreshRetries: { max: retries } }),
    random: () => 0.5,
  }
}
