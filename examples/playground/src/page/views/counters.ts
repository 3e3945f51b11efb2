import type { Counters } from '@allium/inspector'
import type { ServerState } from '../control'
import { h } from '../dom'
import type { CounterName, Strings } from '../strings'

export interface CountersView {
  readonly root: HTMLElement
  show(counters: Counters, server: ServerState | undefined): void
}

const names: readonly CounterName[] = [
  'requests',
  'answered',
  'failed',
  'pending',
  'refused',
  'refreshes',
  'replays',
  'logouts',
]

/** The numbers that prove the promise, as the client and as the server counted them. */
export function countersView(say: Strings): CountersView {
  const values = names.map(name => ({
    name,
    value: h('dd', { 'data-count': name }, '0'),
  }))
  const tiles = values.map(({ name, value }) =>
    h('div', { class: `tile ${name}` }, value, h('dt', {}, say.counters[name])),
  )
  const server = h('p', { class: 'server-saw' })
  return {
    root: h(
      'section',
      { class: 'counters', 'aria-label': say.countersTitle },
      h('dl', {}, ...tiles),
      server,
    ),
    show(counters, state) {
      for (const { name, value } of values) {
        const text = String(counters[name])
        if (value.textContent !== text) value.textContent = text
        value.parentElement?.classList.toggle('zero', counters[name] === 0)
      }
      if (state === undefined) return
      const { requests, refreshes, unauthorized, atOnce } = state
      server.textContent =
        requests === 0 ? '' : say.serverSaw(requests, refreshes, unauthorized, atOnce)
    },
  }
}
