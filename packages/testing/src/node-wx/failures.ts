/** What `fail` is called with. */
export interface RequestFailure {
  /** The fact in WeChat's words, as `request:fail timeout`. */
  errMsg: string
  /** The number of the fact in WeChat's public list; absent before base library 2.24.0. */
  errno: number
}

/** An error that already knows how WeChat tells it. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: RequestFailure

  constructor(failure: RequestFailure) {
    super(failure.errMsg)
    this.failure = failure
  }
}

const fail = (fact: string, errno: number): RequestFailure => ({
  errMsg: `request:fail ${fact}`,
  errno,
})

const cronet = (code: number, name: string, errno = 600001): RequestFailure =>
  fail(`errcode:${code} cronet_error_code:${code} error_msg:net::${name}`, errno)

/** The failures that have one form each. */
export const failures = {
  aborted: (): RequestFailure => fail('abort', 1),
  timeout: (): RequestFailure => fail('timeout', 5),
  interrupted: (): RequestFailure => fail('interrupted', 600003),
  offline: (): RequestFailure => cronet(-106, 'ERR_INTERNET_DISCONNECTED'),
  tls: (): RequestFailure => fail('ssl hand shake error', 600001),
  invalidMethod: (): RequestFailure => fail('method is invalid', 600005),
  invalidUrl: (url: unknown): RequestFailure => fail(`invalid url "${url}"`, 600009),
  unserialisable: (): RequestFailure => fail('data serialization failed', 600010),
  tooManyRedirects: (): RequestFailure => cronet(-310, 'ERR_TOO_MANY_REDIRECTS', 600008),
  unsafeRedirect: (): RequestFailure => cronet(-311, 'ERR_UNSAFE_REDIRECT'),
  shortBody: (): RequestFailure => cronet(-354, 'ERR_CONTENT_LENGTH_MISMATCH'),
  cutChunks: (): RequestFailure => cronet(-355, 'ERR_INCOMPLETE_CHUNKED_ENCODING'),
  // WeChat's words as users report them; that they carry this number is an assumption.
  fileNotFound: (): RequestFailure => fail('file not found', 600000),
  unwritable: (path: unknown): RequestFailure =>
    fail(`permission denied, open "${path}"`, 603300),
}

/** The same failure, told by another function of `wx`: `uploadFile:fail timeout`. */
export function toldBy(api: string, failure: RequestFailure): RequestFailure {
  return { ...failure, errMsg: failure.errMsg.replace(/^request:/, `${api}:`) }
}

/** Chromium's number and name for each of Node's error codes. */
const CRONET: Readonly<Record<string, readonly [code: number, name: string]>> = {
  ECONNREFUSED: [-102, 'ERR_CONNECTION_REFUSED'],
  ECONNRESET: [-101, 'ERR_CONNECTION_RESET'],
  EPIPE: [-101, 'ERR_CONNECTION_RESET'],
  ENOTFOUND: [-105, 'ERR_NAME_NOT_RESOLVED'],
  EAI_AGAIN: [-105, 'ERR_NAME_NOT_RESOLVED'],
  EADDRNOTAVAIL: [-109, 'ERR_ADDRESS_UNREACHABLE'],
  EHOSTUNREACH: [-109, 'ERR_ADDRESS_UNREACHABLE'],
  ENETUNREACH: [-109, 'ERR_ADDRESS_UNREACHABLE'],
  ETIMEDOUT: [-118, 'ERR_CONNECTION_TIMED_OUT'],
}

/** Tells an error of Node's network the way WeChat would. */
export function failureOf(error: unknown): RequestFailure {
  if (error instanceof FailureError) return error.failure
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (isTls(code, message)) return failures.tls()
  // Node's words for a server that closed the connection in good order, unanswered.
  if (message === 'socket hang up') return cronet(-324, 'ERR_EMPTY_RESPONSE')
  if (code.startsWith('HPE_')) return cronet(-320, 'ERR_INVALID_RESPONSE')
  const [number, name] = CRONET[code] ?? [-2, 'ERR_FAILED']
  return cronet(number, name)
}

function isTls(code: string, message: string): boolean {
  return (
    /^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code) ||
    message.includes('before secure TLS connection')
  )
}
