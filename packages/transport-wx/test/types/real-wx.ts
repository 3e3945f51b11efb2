// Compile-only: the real `wx` fits wherever a host is taken.
import {
  type CloudHost,
  callContainerTransport,
  type HostAnswer,
  type HostContainerCall,
  type HostDownload,
  type HostRequest,
  type HostUpload,
  type LoginHost,
  type PageHost,
  type RequestHost,
  type ResumeHost,
  type ScreenHost,
  type StorageHost,
  wxFiles,
  wxLoading,
  wxLogin,
  wxRecordStorage,
  wxResume,
  wxStorage,
  wxStreams,
  wxTransport,
} from '../../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

export type Hosts = [
  Fits<RequestHost, WechatMiniprogram.Wx>,
  Fits<StorageHost, WechatMiniprogram.Wx>,
  Fits<ScreenHost, WechatMiniprogram.Wx>,
  Fits<PageHost, WechatMiniprogram.Wx>,
  Fits<LoginHost, WechatMiniprogram.Wx>,
  Fits<ResumeHost, WechatMiniprogram.Wx>,
  Fits<CloudHost, WxCloud>,
]

/** What a host is told is what `wx.request` takes; what it answers is what is read. */
export type Told = Fits<WechatMiniprogram.RequestOption, HostRequest>
export type ToldOfLogin = Fits<
  WechatMiniprogram.LoginOption,
  Parameters<LoginHost['login']>[0]
>
export type ToldOfContainers = Fits<ICloud.CallContainerParam, HostContainerCall>
export type AnswerOfContainers = Fits<HostAnswer, ICloud.CallContainerResult>
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
  wxTransport({ host: wx, files: wxFiles(), streams: wxStreams() }),
  wxStorage({ accessToken: 'accessToken' }, { host: wx }),
  wxLoading({ host: wx }),
  wxLogin({ host: wx }),
  wxResume({ host: wx }),
  wxRecordStorage('token', { accessToken: 'access_token' }, { host: wx }),
  callContainerTransport({ service: 'shop', cloud: wx.cloud }),
]
