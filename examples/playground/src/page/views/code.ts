import { button, h } from '../dom'
import { highlighted } from '../highlight'
import type { Strings } from '../strings'

/** How long a button says what it has done, in ms. */
const SAID_MS = 2_000

/** The set-up that runs, ready to be copied. */
export function codeView(say: Strings, name: string, code: string): HTMLElement {
  const text = h('code', {}, ...highlighted(code))
  let timer: ReturnType<typeof setTimeout> | undefined
  const copy = button(say.copy, { class: 'copy' }, async () => {
    copy.textContent = (await isCopied(code, text)) ? say.copied : say.selected
    clearTimeout(timer)
    timer = setTimeout(() => {
      copy.textContent = say.copy
    }, SAID_MS)
  })
  return h(
    'section',
    { class: 'code' },
    h(
      'div',
      { class: 'code-head' },
      h('div', {}, h('h2', {}, say.code), h('p', {}, say.codeAbout)),
      copy,
    ),
    h('pre', { tabindex: 0, 'aria-label': `${name}.ts` }, text),
  )
}

/** A page without https, or one that was denied it, has no clipboard: the code is selected. */
async function isCopied(code: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code)
    return true
  } catch {
    getSelection()?.selectAllChildren(shown)
    return document.execCommand('copy')
  }
}
