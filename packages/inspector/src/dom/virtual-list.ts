import { element } from './element'

/** What a list is made of. */
export interface VirtualListParts<Item> {
  heightOf(item: Item): number
  /** Called for what is to be seen, each time the list is shown. */
  draw(item: Item): HTMLElement
}

/** Puts only those items into the page that can be seen; a thousand rows cost thirty. */
export class VirtualList<Item> {
  private readonly content: HTMLElement = element('div', {
    class: 'content',
    role: 'presentation',
  })
  private items: readonly Item[] = []
  private tops: readonly number[] = []
  private readonly redraw: () => void = () => this.draw()

  constructor(
    private readonly scroller: HTMLElement,
    private readonly parts: VirtualListParts<Item>,
  ) {
    scroller.append(this.content)
    scroller.addEventListener('scroll', this.redraw, { passive: true })
  }

  show(items: readonly Item[]): void {
    let top = 0
    this.items = items
    this.tops = items.map(item => {
      const before = top
      top += this.parts.heightOf(item)
      return before
    })
    this.content.style.height = `${top}px`
    this.draw()
  }

  /** Scrolls so far that the item can be seen. */
  reveal(index: number): void {
    const top = this.tops[index]
    const item = this.items[index]
    if (top === undefined || item === undefined) return
    const { scroller } = this
    const end = top + this.parts.heightOf(item)
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (end > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = end - scroller.clientHeight
    }
    this.draw()
  }

  private draw(): void {
    const { scrollTop, clientHeight } = this.scroller
    const margin = 80
    const seen: HTMLElement[] = []
    this.items.forEach((item, index) => {
      const top = this.tops[index] as number
      const isAbove = top + this.parts.heightOf(item) < scrollTop - margin
      if (isAbove || top > scrollTop + clientHeight + margin) return
      const node = this.parts.draw(item)
      node.style.transform = `translateY(${top}px)`
      seen.push(node)
    })
    this.content.replaceChildren(...seen)
  }
}
