import type { RequestOptions, Response, SendOptions } from '@allium/core'
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'

/** What the adapter needs of a client; any client with any layers fits. */
export interface AlliumClient {
  /** Sends one request through all layers of the client. */
  request(options: SendOptions): Promise<Response>
}

/**
 * What a call may say to the layers of its client, under the key `allium` of its config:
 * their own per-request options, and some of core's. The others axios says itself.
 */
export type AlliumOptions<C extends AlliumClient = AlliumClient> = Omit<
  Parameters<C['request']>[0],
  keyof SendOptions
> &
  Pick<RequestOptions, 'deadline' | 'layers' | 'priority'>

/** What the adapter is made of, beside its client. */
export interface AlliumAdapterOptions {
  /**
   * The axios that the app imports: errors are of its classes, so that
   * `error instanceof AxiosError` holds, and it writes the URLs.
   *
   * @default none: `axios.isAxiosError` and `axios.isCancel` hold all the same
   */
  readonly axios?: GivenAxios | undefined
}

/** The part of `import axios from 'axios'` that is used here. */
export interface GivenAxios extends AxiosErrors {
  /** Writes the URLs, by the rules of its version. */
  readonly Axios: new (
    defaults: object,
  ) => AxiosURLs
}

/** What is needed of axios: of the one that is given, or of its stand-in. */
export type AxiosParts = AxiosErrors & AxiosURLs

interface AxiosErrors {
  readonly AxiosError: new (
    message?: string,
    code?: string,
    config?: InternalAxiosRequestConfig,
    request?: unknown,
    response?: AxiosResponse,
  ) => Error
  readonly CanceledError: new (
    message?: string,
    config?: InternalAxiosRequestConfig,
    request?: unknown,
  ) => Error
}

interface AxiosURLs {
  getUri(config: InternalAxiosRequestConfig): string
}

/** A config as axios hands it to an adapter: data transformed, headers flat. */
export interface Config extends InternalAxiosRequestConfig {
  readonly allium?: AlliumOptions
}
