import type { AttemptEnd, SpanKind } from '../row'

/** The languages that an inspector speaks. */
export type Locale = 'en' | 'zh'

/** All that the inspector says. */
export interface Words {
  readonly inspector: string
  readonly timeline: string
  readonly events: string
  readonly show: string
  readonly all: string
  readonly heldOnes: string
  readonly replayedOnes: string
  readonly failedOnes: string
  readonly refreshes: string
  readonly filter: string
  readonly dense: string
  readonly copy: string
  readonly copied: string
  readonly clear: string
  readonly close: string
  readonly nothing: string
  readonly noneMatch: string
  readonly requests: (count: number) => string
  readonly refresh: string
  readonly refused: (count: number) => string
  readonly underWay: string
  readonly groups: Readonly<Record<'requests' | 'sending' | 'holds' | 'session', string>>
  readonly kinds: Readonly<Record<SpanKind, string>>
  readonly states: Readonly<Record<SpanKind | 'answered' | 'failed', string>>
  readonly ends: Readonly<Record<AttemptEnd, string>>
  readonly attempts: string
  readonly attempt: string
  readonly waited: string
  readonly wire: string
  readonly end: string
  readonly layers: string
  readonly network: string
  readonly slot: string
  readonly passes: (count: number) => string
  readonly sent: string
  readonly got: string
  readonly bytes: (count: number) => string
  readonly noHeaders: string
  readonly steps: string
  readonly verdict: (state: string, status: string, took: string) => string
}

const en: Words = {
  inspector: 'Inspector',
  timeline: 'Timeline',
  events: 'Events',
  show: 'Show',
  all: 'All',
  heldOnes: 'Held',
  replayedOnes: 'Sent again',
  failedOnes: 'Failed',
  refreshes: 'Refreshes',
  filter: 'Filter by method or path',
  dense: 'Dense',
  copy: 'Copy as text',
  copied: 'Copied',
  clear: 'Clear',
  close: 'Close',
  nothing: 'Nothing has been sent yet.',
  noneMatch: 'No request matches.',
  requests: count => (count === 1 ? '1 request' : `${count} requests`),
  refresh: 'refresh',
  refused: count => `${count} refused as expired`,
  underWay: 'under way',
  groups: {
    requests: 'Requests',
    sending: 'On the wire',
    holds: 'Held, again',
    session: 'Session',
  },
  kinds: {
    inside: 'in the layers',
    queued: 'waits for a slot',
    sent: 'on the wire',
    held: 'held',
    paused: 'waits to be sent again',
  },
  states: {
    inside: 'In the layers',
    queued: 'Waits for a slot',
    sent: 'On the wire',
    held: 'Held',
    paused: 'Waits to be sent again',
    answered: 'Answered',
    failed: 'Failed',
  },
  ends: { answered: 'answered', refused: 'refused', failed: 'failed' },
  attempts: 'Attempts',
  attempt: 'No.',
  waited: 'Slot after',
  wire: 'On the wire',
  end: 'End',
  layers: 'Time in each layer',
  network: 'on the wire',
  slot: 'waiting for a slot',
  passes: count => `× ${count}`,
  sent: 'Sent',
  got: 'Got',
  bytes: count => `${count} B`,
  noHeaders: 'Headers are shown where `inspector.layer` is the innermost layer.',
  steps: 'Steps',
  verdict: (state, status, took) =>
    [state, status, `after ${took}`].filter(Boolean).join(' '),
}

const zh: Words = {
  inspector: '检查器',
  timeline: '时间线',
  events: '事件',
  show: '显示',
  all: '全部',
  heldOnes: '等待过',
  replayedOnes: '重放过',
  failedOnes: '失败',
  refreshes: '刷新',
  filter: '按方法或路径筛选',
  dense: '紧凑',
  copy: '复制为文本',
  copied: '已复制',
  clear: '清空',
  close: '关闭',
  nothing: '还没有发出请求。',
  noneMatch: '没有符合的请求。',
  requests: count => `${count} 个请求`,
  refresh: '刷新',
  refused: count => `${count} 次因过期被拒`,
  underWay: '进行中',
  groups: { requests: '请求', sending: '收发', holds: '等待与重发', session: '会话' },
  kinds: {
    inside: '在各层中',
    queued: '等待空位',
    sent: '在途',
    held: '等待刷新',
    paused: '等待重试',
  },
  states: {
    inside: '在各层中',
    queued: '等待空位',
    sent: '在途',
    held: '等待中',
    paused: '等待重试',
    answered: '已应答',
    failed: '失败',
  },
  ends: { answered: '已应答', refused: '被拒', failed: '失败' },
  attempts: '发送',
  attempt: '序号',
  waited: '等空位',
  wire: '在途',
  end: '结果',
  layers: '各层用时',
  network: '在途',
  slot: '等待空位',
  passes: count => `× ${count}`,
  sent: '发出',
  got: '收到',
  bytes: count => `${count} 字节`,
  noHeaders: '把 `inspector.layer` 放在最内层，即可看到请求头。',
  steps: '步骤',
  verdict: (state, status, took) =>
    [state, status, `用时 ${took}`].filter(Boolean).join(' '),
}

export const words: Readonly<Record<Locale, Words>> = { en, zh }
