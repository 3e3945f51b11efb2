const focusable = 'button, input, a[href], [tabindex]'

/** Where the focus is among all that can have it; gives it back to what stands there then. */
export function keepFocus(root: Element): () => void {
  const place = placesOf(root).indexOf(document.activeElement as Element)
  return () => {
    const next = placesOf(root)[place]
    if (next instanceof HTMLElement) next.focus({ preventScroll: true })
  }
}

function placesOf(root: Element): Element[] {
  return [...root.querySelectorAll(focusable)]
}
