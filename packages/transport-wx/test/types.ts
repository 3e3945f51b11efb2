// Compile-only: what an app writes fits, and what is wrong does not compile. How the real
// `wx` fits is in `types/`, because its ambient types clash with those of Node.
import type { LoadingView, ResumeSource, Transport } from '@allium/core'
import { createNodeWx } from '@allium/testing'
import {
  type CallContainerOptions,
  callContainerTransport,
  type FieldNames,
  type HostRequest,
  type LoginPageOptions,
  type RequestHost,
  type SessionEnds,
  type WxFiles,
  type WxLoadingOptions,
  type WxLoginOptions,
  type WxResumeOptions,
  type WxStorage,
  type WxStorageOptions,
  type WxStreams,
  type WxStreamsOptions,
  type WxTransportOptions,
  wxFiles,
  wxLoading,
  wxLogin,
  wxLoginPage,
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

export const more: [Transport, () => Promise<string>, ResumeSource, WxStorage] = [
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

/** All that may be left out of these options, as `undefined`. */
type LeftOut<Options, Needed extends keyof Options = never> = Record<
  Exclude<keyof Options, Needed>,
  undefined
>

export type OptionsOfAnApp = [
  Fits<WxTransportOptions, LeftOut<WxTransportOptions>>,
  Fits<WxStorageOptions, LeftOut<WxStorageOptions>>,
  Fits<WxLoadingOptions, LeftOut<WxLoadingOptions>>,
  Fits<WxLoginOptions, LeftOut<WxLoginOptions>>,
  Fits<WxResumeOptions, LeftOut<WxResumeOptions>>,
  Fits<WxStreamsOptions, LeftOut<WxStreamsOptions>>,
  Fits<LoginPageOptions, LeftOut<LoginPageOptions, 'url'> & { url: string }>,
  Fits<
    CallContainerOptions,
    LeftOut<CallContainerOptions, 'service'> & { service: string }
  >,
]

/** The names that are known, and names of one's own. */
export const names: FieldNames = {
  ...{ accessToken: 'at', refreshToken: 'rt', expiresAt: 'ea', subject: 'uid' },
  openId: 'oid',
}

export function ends(session: SessionEnds): unknown {
  return wxLoginPage(session, {
    url: '/pages/login/login',
    reasons: ['rejected', 'user'],
  })
}

export type Bodies = Fits<HostRequest['data'], string | ArrayBuffer | undefined>

// @ts-expect-error a body is finished, never data
export type NoData = Fits<HostRequest['data'], { a: 1 }>

export function refused(session: SessionEnds): void {
  // @ts-expect-error a host can send
  wxTransport({ host: {} })
  // @ts-expect-error files are not moved by what streams
  wxTransport({ files: wxStreams() })
  // @ts-expect-error there is no such option
  wxStreams({ wholeStreams: true })
  // @ts-expect-error a key of the access token is needed
  wxStorage({ refreshToken: 'rt' })
  // @ts-expect-error a lifetime is not kept, an instant is
  wxStorage({ accessToken: 'at', expiresIn: 'ei' })
  // @ts-expect-error the session ends in no such way
  wxLoginPage(session, { url: '/pages/login/login', reasons: ['rejectd'] })
  // @ts-expect-error there is no such option
  wxLoading({ delayMs: 5 })
  // @ts-expect-error somebody must answer
  callContainerTransport({ env: 'prod-01' })
  // @ts-expect-error a name of the access token is needed
  wxRecordStorage('token', { expiresAt: 'expires_in' })
}
