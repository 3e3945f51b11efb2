import type { Callbacks } from './callbacks'
import type { RequestFailure } from './failures'
import type { HeadersReceived } from './request-types'

/** What `uploadFile` and `downloadFile` have in common. */
export interface TransferOptions {
  /** Where to; http and https only. */
  url: string
  /** Headers; `Referer` cannot be set. */
  header?: object | undefined
  /** How long the network may take, in ms; at most 60000. @default 60000 */
  timeout?: number | undefined
  /** Without effect here. */
  enableHttp2?: boolean | undefined
  /** Without effect here. */
  enableProfile?: boolean | undefined
  /** Without effect here. */
  enableQuic?: boolean | undefined
}

/** What a task has besides its progress. */
export interface TransferTask<Progress> {
  /** Ends the transfer with `…:fail abort`, unless it has ended. */
  abort(): void
  /** Listens for the progress. */
  onProgressUpdate(listener: (result: Progress) => void): void
  /** Removes this listener, or all of them. */
  offProgressUpdate(listener?: (result: Progress) => void): void
  /** Listens for the headers of the answer. */
  onHeadersReceived(listener: (result: HeadersReceived) => void): void
  /** Removes this listener, or all of them. */
  offHeadersReceived(listener?: (result: HeadersReceived) => void): void
}

/** What `success` of `wx.uploadFile` is called with, for any HTTP status. */
export interface UploadFileResult {
  /** The body, always as text: WeChat parses no JSON here. */
  data: string
  /** The HTTP status. */
  statusCode: number
  /** Always `uploadFile:ok`. */
  errMsg: string
}

/** The options of `wx.uploadFile`. */
export interface UploadFileOptions
  extends TransferOptions,
    Callbacks<UploadFileResult, RequestFailure> {
  /** The path of the file; see `files.write`. */
  filePath: string
  /** The name of the form's field that the file goes in. */
  name: string
  /** The other fields of the form; values go as text. */
  formData?: object | undefined
}

/** How far an upload is. */
export interface UploadProgress {
  /** How much of it, in percent, rounded down. */
  progress: number
  /** How many bytes of the form the system has taken. */
  totalBytesSent: number
  /** How many bytes the form has. */
  totalBytesExpectedToSend: number
}

/** What `wx.uploadFile` returns; not a promise. */
export interface UploadTask extends TransferTask<UploadProgress> {}

/** What `success` of `wx.downloadFile` is called with, for any HTTP status. */
export interface DownloadFileResult {
  /** Where the body was put, if no `filePath` was given; else absent. */
  tempFilePath: string
  /** The `filePath` given; absent if there was none. */
  filePath: string
  /** The HTTP status. */
  statusCode: number
  /** Always `downloadFile:ok`. */
  errMsg: string
}

/** The options of `wx.downloadFile`. */
export interface DownloadFileOptions
  extends TransferOptions,
    Callbacks<DownloadFileResult, RequestFailure> {
  /** Where to put the body: under `wx.env.USER_DATA_PATH`. @default a temporary file */
  filePath?: string | undefined
}

/** How far a download is. */
export interface DownloadProgress {
  /** How much of it, in percent, rounded down; 0 while the length is unknown. */
  progress: number
  /** How many bytes have come. */
  totalBytesWritten: number
  /** The length that the server told; 0 if it told none. */
  totalBytesExpectedToWrite: number
}

/** What `wx.downloadFile` returns; not a promise. */
export interface DownloadTask extends TransferTask<DownloadProgress> {}
