import { wellFormed } from '@allium/core'
import type { InternalAxiosRequestConfig, ParamsSerializerOptions } from 'axios'

/** A parameter's names, from the outside in, and its value. */
type Add = (path: readonly string[], value: unknown) => void

/**
 * The URL as axios 1.21 writes it, base and parameters included: what `axios.getUri`
 * gives, for the options of `paramsSerializer` that are known here.
 */
export function axiosURL(config: InternalAxiosRequestConfig): string {
  const { baseURL, url = '', allowAbsoluteUrls, params, paramsSerializer } = config
  const isAbsolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(url)
  const isJoined = baseURL && (!isAbsolute || allowAbsoluteUrls === false)
  const whole = isJoined ? join(baseURL, url) : url
  const written = params && serialized(params, paramsSerializer)
  if (!written) return whole
  const target = whole.split('#', 1)[0] as string
  return `${target}${target.includes('?') ? '&' : '?'}${written}`
}

function join(base: string, url: string): string {
  return url === '' ? base : `${base.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
}

function serialized(
  params: object,
  serializer: InternalAxiosRequestConfig['paramsSerializer'],
): string {
  if (typeof serializer === 'function') return serializer(params)
  const options = serializer ?? {}
  if (options.serialize) return options.serialize(params, options)
  const isWritten = Object.prototype.toString.call(params) === '[object URLSearchParams]'
  return isWritten ? String(params) : pairsOf(params, options).join('&')
}

function pairsOf(params: object, options: ParamsSerializerOptions): string[] {
  const { indexes = false, dots = false, encode } = options
  const pairs: string[] = []
  const write = (text: string) => (encode ? encode(text, asForm as never) : asQuery(text))
  const add: Add = ([first = '', ...inner], value) => {
    const name = inner.reduce(
      (outer, key) => outer + (dots ? `.${key}` : `[${key}]`),
      first,
    )
    pairs.push(`${write(name)}=${write(textOf(value))}`)
  }
  for (const [written, value] of known(params)) {
    const key = written.trim()
    const name = bare(key)
    if (key.endsWith('{}') && typeof value === 'object') {
      add([key], JSON.stringify(value))
    } else if (Array.isArray(value) && (key !== name || !value.some(isTree))) {
      for (const [index, each] of known(value)) {
        if (indexes) add([name, index], each)
        else add([indexes === null ? name : `${name}[]`], each)
      }
    } else if (isTree(value)) {
      addTree([bare(written)], value, add)
    } else {
      add([key], value)
    }
  }
  return pairs
}

function addTree(path: readonly string[], tree: object, add: Add): void {
  for (const [key, value] of known(tree)) {
    // Axios trims the last name alone.
    if (isTree(value)) addTree([...path, bare(key)], value, add)
    else add([...path, bare(key.trim())], value)
  }
}

/** Members that have a value. */
function known(members: object): Array<[string, unknown]> {
  return Object.entries(members).filter(
    ([, value]) => value !== undefined && value !== null,
  )
}

function bare(key: string): string {
  return key.replace(/\[\]$/, '')
}

/** Whether it has members: a list or a plain object, and no `Map` or `Date`. */
function isTree(value: unknown): value is object {
  if (Array.isArray(value)) return true
  if (Object.prototype.toString.call(value) !== '[object Object]') return false
  const parent = Object.getPrototypeOf(value)
  return parent === null || Object.getPrototypeOf(parent) === null
}

function textOf(value: unknown): string {
  const isDate = Object.prototype.toString.call(value) === '[object Date]'
  return isDate ? (value as Date).toISOString() : String(value)
}

/** As axios writes parameters. */
function asQuery(text: string): string {
  return encodeURIComponent(wellFormed(text))
    .replace(/%3A/g, ':')
    .replace(/%24/g, '$')
    .replace(/%2C/g, ',')
    .replace(/%20/g, '+')
}

/** As axios writes forms; an `encode` of the caller's is given it. */
function asForm(text: string): string {
  return encodeURIComponent(wellFormed(text))
    .replace(/[!'()~]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')
}
