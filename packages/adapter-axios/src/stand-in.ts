import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { axiosURL } from './axios-url'
import type { AxiosParts } from './types'

/**
 * An error of axios's shape where axios is not given: `axios.isAxiosError` knows it, and
 * `instanceof` does not. Its JSON holds less: no config, whose headers may be secrets.
 */
class AxiosError extends Error {
  readonly isAxiosError: boolean = true
  readonly status: number | undefined

  constructor(
    message?: string,
    readonly code?: string,
    readonly config?: InternalAxiosRequestConfig,
    readonly request?: unknown,
    readonly response?: AxiosResponse,
  ) {
    super(message)
    this.name = 'AxiosError'
    this.status = response?.status
  }

  toJSON(): Record<string, unknown> {
    const { message, name, code, status, stack } = this
    return { message, name, code, status, stack }
  }
}

/** The error of a request that was cancelled: `axios.isCancel` knows it. */
class CanceledError extends AxiosError {
  readonly __CANCEL__: boolean = true

  constructor(
    message = 'canceled',
    config?: InternalAxiosRequestConfig,
    request?: unknown,
  ) {
    super(message, 'ERR_CANCELED', config, request)
    this.name = 'CanceledError'
  }
}

/** What is needed of axios, where it is not given. */
export const standIn: AxiosParts = {
  AxiosError,
  CanceledError,
  getUri(config) {
    const fault = paramsFault(config)
    if (fault !== undefined) throw new AxiosError(fault, 'ERR_NOT_SUPPORT', config)
    return axiosURL(config)
  },
}

function paramsFault(config: InternalAxiosRequestConfig): string | undefined {
  const { params, paramsSerializer } = config
  if (params && typeof params !== 'object') return '`params` must be an object'
  const options = Object(paramsSerializer)
  const beyond = ['visitor', 'metaTokens', 'maxDepth'].find(
    name => options[name] !== undefined,
  )
  if (beyond === undefined || options.serialize) return undefined
  return `\`paramsSerializer.${beyond}\` needs \`alliumAdapter(client, { axios })\``
}
