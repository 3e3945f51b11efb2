import type { Entry, EntryType } from '../entry'
import type { Locale } from './words'

/** The filters of the log. */
export type LogGroup = 'requests' | 'sending' | 'holds' | 'session'

const groups: Readonly<Record<EntryType, LogGroup>> = {
  request: 'requests',
  response: 'requests',
  error: 'requests',
  queued: 'sending',
  attempt: 'sending',
  'wire:sent': 'sending',
  'wire:answer': 'sending',
  layer: 'sending',
  hold: 'holds',
  retry: 'holds',
  'refresh:start': 'session',
  refresh: 'session',
  'refresh:error': 'session',
  logout: 'session',
}

export function groupOf({ type }: Entry): LogGroup {
  return groups[type]
}

/** The colour of an entry's mark. */
export function toneOf({ type, status = 0 }: Entry): string {
  if (type === 'response' || type === 'refresh') return 'answered'
  if (type === 'error' || type === 'refresh:error' || type === 'logout') return 'failed'
  if (type === 'wire:answer') return status >= 400 || status === 0 ? 'failed' : 'sent'
  if (type === 'hold' || type === 'retry') return 'held'
  if (type === 'refresh:start') return 'refresh'
  return type === 'queued' || type === 'request' ? 'queued' : 'sent'
}

type Sentence = (entry: Entry) => string

const attemptOf = ({ attempt = 1 }: Entry) => attempt
const more = (...parts: unknown[]) =>
  parts.filter(part => part !== undefined && part !== '').join(' · ')

const en: Readonly<Record<EntryType, Sentence>> = {
  request: () => 'asked',
  queued: () => 'waits for a slot',
  attempt: entry => (attemptOf(entry) > 1 ? `sent again (${attemptOf(entry)})` : 'sent'),
  'wire:sent': entry => `leaves (${attemptOf(entry)})`,
  'wire:answer': ({ status }) => `the server answers ${status ?? 'nothing'}`,
  layer: ({ layer, step }) => `${layer} ${step}`,
  hold: () => 'held',
  retry: ({ delayMs = 0, code }) => more(`again in ${Math.round(delayMs)} ms`, code),
  response: ({ status }) => `answered ${status}`,
  error: ({ code, status }) => more('failed', code, status),
  'refresh:start': () => 'refresh begins',
  refresh: () => 'refresh done',
  'refresh:error': ({ outcome, code }) => more('refresh failed', outcome, code),
  logout: ({ reason, message }) => more('logout', reason, message),
}

const zh: Readonly<Record<EntryType, Sentence>> = {
  request: () => '发起',
  queued: () => '等待空位',
  attempt: entry => (attemptOf(entry) > 1 ? `重发（第 ${attemptOf(entry)} 次）` : '发出'),
  'wire:sent': entry => `离开（第 ${attemptOf(entry)} 次）`,
  'wire:answer': ({ status }) => (status ? `服务器应答 ${status}` : '服务器没有应答'),
  layer: ({ layer, step }) => `${layer} ${step}`,
  hold: () => '等待',
  retry: ({ delayMs = 0, code }) => more(`${Math.round(delayMs)} ms 后重试`, code),
  response: ({ status }) => `已应答 ${status}`,
  error: ({ code, status }) => more('失败', code, status),
  'refresh:start': () => '刷新开始',
  refresh: () => '刷新完成',
  'refresh:error': ({ outcome, code }) => more('刷新失败', outcome, code),
  logout: ({ reason, message }) => more('登出', reason, message),
}

const sentences: Readonly<Record<Locale, typeof en>> = { en, zh }

/** Says what happened, without saying to which request. */
export function sentenceOf(entry: Entry, locale: Locale): string {
  return sentences[locale][entry.type](entry)
}
