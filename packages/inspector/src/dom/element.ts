type Props = Readonly<Record<string, string | number | boolean | undefined>> & {
  readonly style?: string
}

/**
 * Makes an element. A property that is `undefined` or `false` is left out; texts become
 * text nodes, so that nothing is ever read as HTML.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (name === 'style') made.style.cssText = String(value)
    else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value))
    }
  }
  made.append(...children)
  return made
}

/** A button that is in a form of no kind, with what it does. */
export function button(
  label: string,
  props: Props,
  onClick: () => void,
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...props }, label)
  made.addEventListener('click', onClick)
  return made
}
