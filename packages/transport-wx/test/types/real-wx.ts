// Compile-only: the real `wx` fits wherever a host is taken.
import {
  type HostAnswer,
  type HostDownload,
  type HostRequest,
  type HostUpload,
  type PageHost,
  type RequestHost,
  type ScreenHost,
  type StorageHost,
  wxLoading,
  wxStorage,
  wxTransport,
} from '../../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

export type Hosts = [
  Fits<RequestHost, WechatMiniprogram.Wx>,
  Fits<StorageHost, WechatMiniprogram.Wx>,
  Fits<ScreenHost, WechatMiniprogram.Wx>,
  Fits<PageHost, WechatMiniprogram.Wx>,
]

/** What a host is told is what `wx.request` takes; what it answers is what is read. */
export type Told = Fits<WechatMiniprogram.RequestOption, HostRequest>
export type ToldOfFiles = [
  Fits<WechatMiniprogram.UploadFileOption, HostUpload>,
  Fits<WechatMiniprogram.DownloadFileOption, HostDownload>,
]
export type AnswerOfFiles = [
  Fits<HostAnswer, WechatMiniprogram.UploadFileSuccessCallbackResult>,
  Fits<HostAnswer, WechatMiniprogram.DownloadFileSuccessCallbackResult>,
]
export type Answer = Fits<HostAnswer, WechatMiniprogram.RequestSuccessCallbackResult>

// The comparison is able to fail.
// @ts-expect-error a host that cannot send is none
export type NoHost = Fits<RequestHost, Pick<WechatMiniprogram.Wx, 'showLoading'>>

export const made: unknown[] = [
  wxTransport({ host: wx }),
  wxStorage({ accessToken: 'accessToken' }, { host: wx }),
  wxLoading({ host: wx }),
]
