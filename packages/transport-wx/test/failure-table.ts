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
const unreadable: Ending = { code: 'unreadable', sent: true, retryable: false }
const unknown: Ending = { code: 'network', sent: true, retryable: true }

const gives = (from: string, raw: unknown, ending: Ending): FailureRow => ({
  from,
  raw,
  ...ending,
})

const says = (from: string, errMsg: string, ending: Ending): FailureRow =>
  gives(from, { errMsg }, ending)

/** WeChat's public list of numbers; the words beside one may say nothing. */
const counts = (errno: number, fact: string, ending: Ending): FailureRow =>
  gives(`wx, errno: ${fact}`, { errno, errMsg: 'request:fail' }, ending)

/** Alipay's list of its requests' numbers. */
const alipay = (error: number, fact: string, ending: Ending): FailureRow =>
  gives(`Alipay: ${fact}`, { error, errorMessage: '' }, ending)

/** Douyin's runtime, by the list of TikTok's mini games. */
const douyin = (errNo: number, fact: string, ending: Ending): FailureRow =>
  gives('Douyin', { errNo, errMsg: `request:fail ${fact}` }, ending)

/** Baidu's list; its words say nothing that is documented. */
const baidu = (errCode: number, fact: string, ending: Ending): FailureRow =>
  gives(`Baidu: ${fact}`, { errCode, errMsg: '' }, ending)

/** What `wx.cloud` says of a container. */
const cloud = (errCode: number, fact: string, ending: Ending): FailureRow =>
  says('callContainer', `cloud.callContainer:fail errCode: ${errCode}; ${fact}`, ending)

const cronet = (code: number, name: string): string =>
  `request:fail errcode:${code} cronet_error_code:${code} error_msg:net::${name}`

const named = (message: string, name: string): Error =>
  Object.assign(new Error(message), { name })

const weChat: readonly FailureRow[] = [
  says('wx', 'request:fail timeout', timeout),
  says('DevTools', 'request:fail time out', timeout),
  says('cronet', cronet(-7, 'ERR_TIMED_OUT'), timeout),

  says('wx', 'request:fail abort', aborted),

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
  says('wx', 'uploadFile:fail file not found', invalid),
  says('wx', 'uploadFile:fail Error: ENOENT: no such file or directory', invalid),
  says('wx', 'downloadFile:fail permission denied, open "wxfile://usr/a"', invalid),

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
  says('wx on Android', 'request:fail Unable to resolve host "api.test"', unreached),

  says('cronet', cronet(-101, 'ERR_CONNECTION_RESET'), unknown),
  says('cronet', cronet(-324, 'ERR_EMPTY_RESPONSE'), unknown),
]

const iOS: readonly FailureRow[] = [
  says('wx on iOS', '请求超时', timeout),
  says('wx on iOS', 'request:fail 请求超时。', timeout),
  says('wx on iOS, traditional', 'request:fail 請求逾時', timeout),
  says('wx on iOS, traditional', 'request:fail 要求逾時。', timeout),
  says('wx on iOS', 'request:fail The request timed out.', timeout),
  says('wx on iOS', 'request:fail 似乎已断开与互联网的连接。', offline),
  says(
    'wx on iOS',
    'request:fail The Internet connection appears to be offline.',
    offline,
  ),
  says('wx on iOS', 'request:fail 目前不允许数据连接。', offline),
  says('wx on iOS', 'request:fail 未能找到使用指定主机名的服务器。', unreached),
  says(
    'wx on iOS',
    'request:fail A server with the specified hostname could not be found.',
    unreached,
  ),
  says('wx on iOS', 'request:fail 无法连接服务器。', unreached),
  says('wx on iOS', 'request:fail 未能连接到服务器。', unreached),
  says('wx on iOS', 'request:fail Could not connect to the server.', unreached),
  says('wx on iOS', 'request:fail 发生了SSL错误，无法建立与该服务器的安全连接。', tls),
  says('wx on iOS', 'request:fail 此服务器的证书无效。', tls),
  says('wx on iOS', 'request:fail 网络连接已中断。', unknown),
  says('wx on iOS, traditional', 'request:fail 網絡連線中斷。', unknown),
  says('wx on iOS', 'request:fail The network connection was lost.', unknown),
]

const numbers: readonly FailureRow[] = [
  counts(1, 'cancel', aborted),
  counts(5, 'time out', timeout),
  counts(100, 'the call is not supported', unknown),
  counts(101, 'bad request data', invalid),
  counts(102, 'no permission', unknown),
  counts(600000, 'unknown', unknown),
  counts(600001, 'cronet, see the words', unknown),
  counts(600002, 'not in the domain list', domain),
  counts(600003, 'interrupted', interrupted),
  counts(600004, 'logic', unknown),
  counts(600005, 'arguments', invalid),
  counts(600006, 'system', unknown),
  counts(600007, 'too many tasks', unreached),
  counts(600008, 'too many redirects', unknown),
  counts(600009, 'invalid URL', invalid),
  counts(600010, 'data not serialised', invalid),
  counts(600011, 'URL not valid', invalid),
  counts(602000, 'unknown request error', unknown),
  counts(602001, 'request system error', unknown),
  ...[602101, 602102, 602103, 602104, 602105, 602106, 602107, 602108].map(errno =>
    counts(errno, 'HttpDNS', unreached),
  ),
  counts(602300, 'native buffer too large', unknown),
  counts(602301, 'cellular network not bound', unreached),
  counts(602302, 'no UTF-8', unknown),
  ...[603300, 603301, 603302, 603303].map(errno =>
    counts(errno, 'file of a download', unknown),
  ),
  gives('wx: errno before words', { errno: 5, errMsg: 'request:fail abort' }, timeout),
  gives(
    'wx, in a language nobody has listed',
    { errno: 5, errMsg: 'request:fail タイムアウト' },
    timeout,
  ),
]

const lookAlikes: readonly FailureRow[] = [
  gives('uni H5', { errCode: 5, errMsg: 'request:fail timeout' }, timeout),
  gives('uni H5', { errCode: 600003, errMsg: 'request:fail abort' }, aborted),
  gives('uni H5, refused', { errCode: 5, errMsg: 'request:fail' }, unknown),
  says('uni H5, refused', 'request:fail', unknown),

  says('uni H5, an upload: no file', 'uploadFile:fail file error', invalid),
  says('uni H5, an upload', 'uploadFile:fail', unknown),

  gives(
    'Taro H5, timeout and abort',
    named('signal is aborted without reason', 'AbortError'),
    aborted,
  ),
  gives('Taro H5, refused', new TypeError('Failed to fetch'), unknown),
  says('Taro H5, an upload', 'uploadFile:fail undefined', unknown),

  says('mpx web', 'request:fail AxiosError: timeout of 100ms exceeded', timeout),
  says('mpx web', 'request:fail CanceledError: canceled', aborted),
  gives(
    'mpx web',
    {
      errMsg: 'request:fail AxiosError: Network Error',
      statusCode: undefined,
      header: undefined,
      data: undefined,
    },
    unknown,
  ),

  alipay(2, 'arguments', invalid),
  alipay(4, 'domain not allowed', domain),
  alipay(11, 'domain not allowed', domain),
  alipay(12, 'network', unknown),
  alipay(13, 'timeout', timeout),
  gives(
    'Alipay: answer not decoded',
    { error: 14, errorMessage: 'JSON parse data error' },
    unreadable,
  ),
  alipay(14, 'answer not decoded', unreadable),
  alipay(19, 'HTTP, with no status told', unknown),
  alipay(20, 'stopped, or too many requests', unknown),
  gives('Alipay: aborted', { error: 9, errorMessage: 'request:fail abort' }, aborted),
  alipay(9, 'aborted', aborted),
  gives('Alipay, an upload: no file', { error: 11, errorMessage: '文件不存在' }, invalid),
  gives('Alipay, an upload: arguments', { error: 11, errorMessage: '无效参数' }, invalid),
  gives(
    'Alipay, an upload: no file',
    {
      error: 12,
      errorMessage: 'java.io.FileNotFoundException:File is not a normal file.',
    },
    invalid,
  ),

  gives('DingTalk: domain', { error: 11, errorMessage: '无权跨域' }, domain),
  gives('DingTalk: answer', { error: 14, errorMessage: '解码失败' }, unreadable),

  says('QQ, in the background', 'fail interrupted', interrupted),

  douyin(21100, 'URL not in domain list', domain),
  gives('Douyin, no words', { errNo: 21100, errMsg: 'request:fail' }, domain),
  douyin(21103, 'Request timeout', timeout),
  gives('Douyin, no words', { errNo: 21103, errMsg: 'request:fail' }, timeout),
  // The same number stands for a file that cannot be moved: only the words tell.
  gives(
    'Douyin, seen in an app',
    { errNo: 21101, errMsg: 'request:fail abort' },
    aborted,
  ),
  gives(
    'Douyin, a download',
    { errNo: 21101, errMsg: 'downloadFile:fail Move file failed' },
    unknown,
  ),
  douyin(10401, 'Server error', unknown),

  baidu(201, 'arguments, on Android', invalid),
  baidu(202, 'arguments', invalid),
  baidu(1001, 'it failed', unknown),
  gives('Baidu on iOS: URL not valid', { errorCode: 4, errMsg: '' }, invalid),

  cloud(102002, '请求超时', timeout),
  cloud(102002, 'request timeout', timeout),
  gives('callContainer', { errCode: 102002, errMsg: '' }, timeout),
  cloud(102005, '无效的 HTTP Method', invalid),
  cloud(40097, 'system error', invalid),
  cloud(-501000, 'Path access permission error', invalid),
  cloud(-501000, 'Authorization mismatch uin', invalid),
  cloud(-606001, '请求包大小超过 100KB', invalid),
  gives('callContainer', { errCode: -606001, errMsg: 'system error' }, invalid),
  cloud(-606002, '响应包大小超过 1MB', unreadable),
  gives(
    'callContainer',
    new Error("Cloud API isn't enabled, please call wx.cloud.init first"),
    invalid,
  ),
  says('callContainer', 'cloud.callContainer:fail Error', unknown),

  gives('a browser', named('The operation timed out.', 'TimeoutError'), timeout),
  gives('Node', new Error('connect ECONNREFUSED 127.0.0.1:1'), unknown),
]

const nothingSaid: readonly FailureRow[] = [
  says('a host', '', unknown),
  gives('a host', 'request:fail timeout', timeout),
  gives('a host', {}, unknown),
  gives('a host', { errMsg: 5 }, unknown),
  gives('a host', { errMsg: null, message: 'aborted' }, aborted),
  gives('a host', null, unknown),
  gives('a host', undefined, unknown),
  gives('a host', 0, unknown),
  gives('a host', { statusCode: 0, errMsg: 'request:fail' }, unknown),
  // A number means nothing by another list's name.
  gives('a host', { errCode: 13, errMsg: 'request:fail' }, unknown),
  gives('a host', { errCode: 4, errMsg: 'request:fail' }, unknown),
  gives('a host', { errNo: 11, errMsg: 'request:fail' }, unknown),
  gives('a host', { errno: 21100, errMsg: 'request:fail' }, unknown),
  gives('a host', { error: 21103, errMsg: 'request:fail' }, unknown),
]

/** Every form of a failure that hosts are known to have, by where it comes from. */
export const failureTables: Readonly<Record<string, readonly FailureRow[]>> = {
  'WeChat, by its words': weChat,
  'WeChat on iOS, in the phone’s language': iOS,
  'WeChat, by number': numbers,
  'The look-alikes': lookAlikes,
  'Hosts that say little or nothing': nothingSaid,
}

/** The same, in one. */
export const failureTable: readonly FailureRow[] = Object.values(failureTables).flat()
