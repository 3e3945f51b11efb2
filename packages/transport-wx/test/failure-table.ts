import type { RequestErrorCode } from '@allium/core'

/** What a host says, and what is made of it. */
export interface FailureRow {
  /** Where the form was seen. */
  readonly from: string
  /** What `fail` is called with. */
  readonly raw: unknown
  readonly code: RequestErrorCode
  /** Whether the server may have seen the request. */
  readonly sent: boolean
  readonly retryable: boolean
}

type Ending = Pick<FailureRow, 'code' | 'sent' | 'retryable'>

const timeout: Ending = { code: 'timeout', sent: true, retryable: true }
const aborted: Ending = { code: 'aborted', sent: true, retryable: false }
const interrupted: Ending = { code: 'interrupted', sent: true, retryable: true }
const domain: Ending = { code: 'domain', sent: false, retryable: false }
const invalid: Ending = { code: 'invalid', sent: false, retryable: false }
const tls: Ending = { code: 'tls', sent: false, retryable: false }
const offline: Ending = { code: 'offline', sent: false, retryable: true }
const unreached: Ending = { code: 'network', sent: false, retryable: true }
const unknown: Ending = { code: 'network', sent: true, retryable: true }

const says = (from: string, errMsg: string, ending: Ending): FailureRow => ({
  from,
  raw: { errMsg },
  ...ending,
})

const counts = (errno: number, ending: Ending): FailureRow => ({
  from: `errno ${errno}, in words that say nothing`,
  raw: { errno, errMsg: 'request:fail' },
  ...ending,
})

const gives = (from: string, raw: unknown, ending: Ending): FailureRow => ({
  from,
  raw,
  ...ending,
})

const cronet = (code: number, name: string): string =>
  `request:fail errcode:${code} cronet_error_code:${code} error_msg:net::${name}`

const named = (message: string, name: string): Error =>
  Object.assign(new Error(message), { name })

/** Every form of a failure that hosts are known to have. */
export const failureTable: readonly FailureRow[] = [
  says('wx', 'request:fail timeout', timeout),
  says('wx on iOS', '请求超时', timeout),
  says('wx on iOS', 'request:fail 请求超时', timeout),
  says('wx on iOS, traditional', 'request:fail 請求逾時', timeout),
  says('DevTools', 'request:fail time out', timeout),
  says('wx on iOS', 'request:fail The request timed out.', timeout),
  says('cronet', cronet(-7, 'ERR_TIMED_OUT'), timeout),
  says('mpx web', 'request:fail AxiosError: timeout of 100ms exceeded', timeout),

  says('wx', 'request:fail abort', aborted),
  says('mpx web', 'request:fail CanceledError: canceled', aborted),

  says('wx', 'request:fail interrupted', interrupted),
  says('wx', 'request:fail:interrupted', interrupted),
  says('wx', 'request:fail createRequestTask:fail:interrupted', interrupted),
  says(
    'wx, suspended',
    'request:fail createRequestTask:fail: jsapi has no permission, event=createRequestTask, runningState=suspend, permissionStr=, detail=network api interrupted in suspend state',
    interrupted,
  ),
  gives(
    'wx, suspended, with the errno of a missing permission',
    { errno: 102, errMsg: 'request:fail network api interrupted in suspend state' },
    interrupted,
  ),

  says('wx', 'request:fail url not in domain list', domain),
  says('wx', 'request:fail url not in domain list:api.test', domain),
  says('wx', 'request:fail url not in domain list:interrupted.test', domain),

  says('wx', 'request:fail invalid url "foo"', invalid),
  says('wx', 'request:fail invalid url "https://api.test/ssl/timeout"', invalid),
  says('wx', 'request:fail method is invalid', invalid),

  says('wx', 'request:fail ssl hand shake error', tls),
  gives('wx', { errno: 600001, errMsg: 'request:fail ssl hand shake error' }, tls),
  says('cronet', cronet(-201, 'ERR_CERT_DATE_INVALID'), tls),
  says('cronet', cronet(-107, 'ERR_SSL_PROTOCOL_ERROR'), tls),

  says('cronet', cronet(-106, 'ERR_INTERNET_DISCONNECTED'), offline),
  says('cronet, no name', 'request:fail errcode:-106 cronet_error_code:-106', offline),
  says('wx', 'request:fail network is down', offline),

  says('wx', 'request:fail -109:net::ERR_ADDRESS_UNREACHABLE', unreached),
  says('cronet', cronet(-102, 'ERR_CONNECTION_REFUSED'), unreached),
  says('cronet', cronet(-105, 'ERR_NAME_NOT_RESOLVED'), unreached),
  says('cronet', cronet(-118, 'ERR_CONNECTION_TIMED_OUT'), unreached),
  says('cronet', cronet(-104, 'ERR_CONNECTION_FAILED'), unreached),

  says('cronet', cronet(-101, 'ERR_CONNECTION_RESET'), unknown),
  says('cronet', cronet(-324, 'ERR_EMPTY_RESPONSE'), unknown),
  says('uni H5, refused', 'request:fail', unknown),
  says('a host', '', unknown),

  counts(1, aborted),
  counts(5, timeout),
  counts(100, unknown),
  counts(101, invalid),
  counts(102, unknown),
  counts(600000, unknown),
  counts(600001, unknown),
  counts(600002, domain),
  counts(600003, interrupted),
  counts(600004, unknown),
  counts(600005, invalid),
  counts(600006, unknown),
  counts(600007, unreached),
  counts(600008, unknown),
  counts(600009, invalid),
  counts(600010, invalid),
  counts(600011, invalid),
  counts(602000, unknown),
  counts(602001, unknown),
  counts(602101, unknown),
  counts(602108, unknown),
  counts(602300, unknown),
  counts(602301, unknown),
  counts(602302, unknown),
  counts(603300, unknown),
  gives('wx: errno before words', { errno: 5, errMsg: 'request:fail abort' }, timeout),
  gives(
    'wx, in a language nobody has listed',
    { errno: 5, errMsg: 'request:fail タイムアウト' },
    timeout,
  ),

  gives(
    'Taro H5, timeout and abort',
    named('signal is aborted without reason', 'AbortError'),
    aborted,
  ),
  gives('Taro H5, refused', new TypeError('Failed to fetch'), unknown),
  gives('a browser', named('The operation timed out.', 'TimeoutError'), timeout),
  gives('Node', new Error('connect ECONNREFUSED 127.0.0.1:1'), unknown),
  gives('a host', 'request:fail timeout', timeout),
  gives('a host', {}, unknown),
  gives('a host', { errMsg: 5 }, unknown),
  gives('a host', { errMsg: null, message: 'aborted' }, aborted),
  gives('a host', null, unknown),
  gives('a host', undefined, unknown),
  gives('a host', 0, unknown),
  gives('a host', { statusCode: 0, errMsg: 'request:fail' }, unknown),
]
