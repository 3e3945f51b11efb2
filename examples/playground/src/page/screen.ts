import type { LoadingView } from '@allium/core'
import { h } from './dom'
import type { Locale } from './strings'
import { toastIn } from './toasts'

/** The screen that the `loading` layer shows things on; a phone's, in small. */
export interface Screen extends LoadingView {
  readonly root: HTMLElement
  setWords(locale: Locale, title: string): void
}

export function createScreen(): Screen {
  const title = h('span')
  const loading = h('div', { class: 'loading', hidden: true }, h('i'), title)
  const toast = h('div', { class: 'toast', role: 'status', hidden: true })
  let locale: Locale = 'en'
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    root: h('div', { class: 'screen' }, loading, toast),
    setWords(next, text) {
      locale = next
      title.textContent = text
    },
    show() {
      loading.hidden = false
    },
    hide() {
      loading.hidden = true
    },
    toast(text, durationMs) {
      toast.textContent = toastIn(locale, text)
      toast.hidden = false
      clearTimeout(timer)
      timer = setTimeout(() => {
        toast.hidden = true
      }, durationMs)
    },
  }
}
