import {
  RequestError,
  type RequestErrorCode,
  type WireRequest,
  withoutQuery,
} from '@allium/core'
import { isOffline } from './host'

/** What a failure means, and whether the server may have seen the request. */
interface Meaning {
  readonly code: RequestErrorCode
  /** The host's word for it, that of the system or of the error; browsers have none. */
  readonly word: RegExp
  readonly sent: boolean
  /** The fact, then the likely cause. */
  readonly words: string
}

const meanings: readonly Meaning[] = [
  {
    code: 'network',
    // The last is Bun's.
    word: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/,
    sent: false,
    words: 'no connection to the server',
  },
  {
    code: 'tls',
    // Before anything else is sent, both sides have to agree.
    word: /CERT|LEAF_SIGNATURE|^ERR_SSL_\w*(VERSION|HANDSHAKE|PROTOCOL)/,
    sent: false,
    words: 'no secure connection; check the server’s certificate',
  },
  {
    code: 'timeout',
    word: /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/,
    sent: true,
    words: 'no answer in time, says the host',
  },
  {
    code: 'aborted',
    word: /^AbortError$/,
    sent: true,
    words: 'aborted by the host',
  },
]

const offline: Omit<Meaning, 'word'> = {
  code: 'offline',
  sent: true,
  words: 'the device is offline',
}

const unknown: Omit<Meaning, 'word'> = {
  code: 'network',
  sent: true,
  words: 'the connection failed, or a CORS rule forbids it',
}

/**
 * The error of an exchange that failed. Browsers say no more than that it did; Node tells
 * the system's code.
 *
 * @param sent where that is known better than from the failure itself.
 */
export function fetchFailure(
  request: WireRequest,
  thrown: unknown,
  attempt: number,
  sent?: boolean,
): RequestError {
  const word = wordOf(thrown)
  const meaning = isOffline()
    ? offline
    : (meanings.find(each => each.word.test(word)) ?? unknown)
  return new RequestError(meaning.code, {
    request,
    message: meaning.words,
    attempt,
    sent: sent ?? meaning.sent,
    cause: withoutQuery(thrown, request.url),
  })
}

/** Node puts the system's error behind its own; node-fetch has the code on the error. */
function wordOf(thrown: unknown): string {
  const { name, code, cause } = Object(thrown)
  const words = [Object(cause).code, code, name]
  return words.find(word => typeof word === 'string') ?? ''
}
