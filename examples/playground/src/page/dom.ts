type Props = Readonly<Record<string, string | number | boolean | undefined>>

/** Makes an element; a property that is `undefined` or `false` is left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  give(made, props)
  made.append(...children)
  return made
}

/** The same for drawings. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: ReadonlyArray<Node | string>
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  give(made, props)
  made.append(...children)
  return made
}

/** A button, with what it does. */
export function button(
  label: string,
  props: Props,
  onClick: () => void,
): HTMLButtonElement {
  const made = h('button', { type: 'button', ...props }, label)
  made.addEventListener('click', onClick)
  return made
}

function give(to: Element, props: Props): void {
  for (const [name, value] of Object.entries(props)) {
    if (value !== undefined && value !== false) {
      to.setAttribute(name, value === true ? '' : String(value))
    }
  }
}
