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

/** The same without showing the refresh token. */
const byCode: RefreshHook = ({ credential: { accessToken }, send }) =>
  refresh({ credential: { accessToken }, send })

/** What a setup says of its session. */
export function sessionOptions(setup: Setup): SessionOptions {
  const { renewal, lane, whenAnswerIsLost: policy, retries, launchMs } = setup
  return {
    refresh,
    whenAnswerIsLost: policy === 'by-code' ? byCode : policy,
    ...(renewal === 'code' && { fromNothing: true }),
    ...(lane && singleUse(fromHeader('B-T'))),
    ...(retries > 0 && { refreshRetries: { max: retries } }),
    ...(launchMs > 0 && { awaitSignIn: launchMs }),
    random: () => 0.5,
  }
}
