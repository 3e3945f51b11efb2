// Compile-only: what an app writes fits, and what is wrong does not compile. How the real
// `wx` fits is in `types/`, because its ambient types clash with those of Node.
import type { LoadingView, Transport } from '@allium/core'
import { createNodeWx } from '@allium/testing'
import {
  callContainerTransport,
  type HostRequest,
  type RequestHost,
  type Resume,
  type WxFiles,
  type WxStorage,
  type WxStreams,
  wxFiles,
  wxLoading,
  wxLogin,
  wxRecordStorage,
  wxResume,
  wxStorage,
  wxStreams,
  wxTransport,
} from '../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

const { wx } = createNodeWx()

export const made: [Transport, WxStorage, LoadingView] = [
  wxTransport({ host: wx, hostOptions: { redirect: 'manual' } }),
  wxStorage({ accessToken: 'at', refreshToken: 'rt' }, { host: wx }),
  wxLoading({ host: wx, title: '加载中', mask: true }),
]

export const more: [Transport, () => Promise<string>, Resume, WxStorage] = [
  callContainerTransport({ service: 'shop', env: 'prod-01', origin: 'https://api.test' }),
  wxLogin({ host: wx, timeoutMs: 5_000 }),
  wxResume({ host: wx }),
  wxRecordStorage('token', { accessToken: 'access_token', expiresAt: 'expires_in' }),
]

/** Taro's and uni's way: an object with the function in it. */
export const literal: RequestHost = { request: (options: HostRequest) => options.url }

/** What is more than a plain exchange is given to the transport. */
export const parts: [WxFiles, WxStreams] = [wxFiles(), wxStreams({ whole: true })]
export const whole: Transport = wxTransport({ files: parts[0], streams: parts[1] })

export type Bodies = Fits<HostRequest['data'], string | ArrayBuffer | undefined>

// @ts-expect-error a body is finished, never data
export type NoData = Fits<HostRequest['data'], { a: 1 }>

export function refused(): void {
  // @ts-expect-error a host can send
  wxTransport({ host: {} })
  // @ts-expect-error files are not moved by what streams
  wxTransport({ files: wxStreams() })
  // @ts-expect-error there is no such option
  wxStreams({ wholeStreams: true })
  // @ts-expect-error a key of the access token is needed
  wxStorage({ refreshToken: 'rt' })
  // @ts-expect-error there is no such option
  wxLoading({ delayMs: 5 })
  // @ts-expect-error somebody must answer
  callContainerTransport({ env: 'prod-01' })
  // @ts-expect-error a name of the access token is needed
  wxRecordStorage('token', { expiresAt: 'expires_in' })
}
