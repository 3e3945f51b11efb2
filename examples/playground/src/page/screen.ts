import type { LoadingView } from '@allium/core'
import { h } from './dom'

/** The screen that the `loading` layer shows things on; a phone's, in small. */
export interface Screen extends LoadingView {
  readonly root: HTMLElement
  setTitle(title: string): void
}

export function createScreen(): Screen {
  const title = h('span')
  const loading = h('div', { class: 'loading', hidden: true }, h('i'), title)
  const toast = h('div', { class: 'toast', role: 'status', hidden: true })
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    root: h('div', { class: 'screen' }, loading, toast),
    setTitle(text) {
      title.textContent = text
    },
    show() {
      loading.hidden = false
    },
    hide() {
      loading.hidden = true
    },
    toast(text, durationMs) {
      toast.textContent = text
      toast.hidden = false
      clearTimeout(timer)
      timer = setTimeout(() => {
        toast.hidden = true
      }, durationMs)
    },
  }
}
