import type { Entry } from '@allium/inspector'
import { svg } from '../dom'
import { type Dot, DotField } from './dot-field'
import { type Geometry, geometryOf, SIDE } from './geometry'

/** What the drawing says. */
export interface OnionWords {
  readonly onion: string
  readonly outside: string
  readonly core: string
}

/** The onion, with its requests on their way. */
export class OnionView {
  readonly root: SVGSVGElement
  private readonly field: DotField
  private readonly layer: SVGGElement = svg('g', { class: 'dots' })
  private readonly drawn: Map<string, SVGGElement> = new Map()
  private frame: number | undefined
  private lastAt = 0
  private readonly core: SVGTextElement
  private readonly outside: SVGTextElement

  constructor(layers: readonly string[]) {
    const geometry = geometryOf(layers)
    const { matches: isStill } = matchMedia('(prefers-reduced-motion: reduce)')
    this.field = new DotField(geometry, isStill)
    const half = SIDE / 2
    this.core = svg('text', { class: 'core-name', y: 4 })
    this.outside = svg('text', { class: 'outside-name', y: -geometry.outside + 6 })
    this.root = svg(
      'svg',
      {
        class: 'onion',
        viewBox: `${-half} ${-half} ${SIDE} ${SIDE}`,
        role: 'img',
      },
      ...bands(geometry),
      svg('circle', { class: 'core', r: geometry.core }),
      this.core,
      this.outside,
      this.layer,
    )
  }

  /** In another language it is the same onion, with the same dots on their way. */
  say(words: OnionWords): void {
    this.root.setAttribute('aria-label', words.onion)
    this.core.textContent = words.core
    this.outside.textContent = words.outside
  }

  take(entry: Entry): void {
    this.field.take(entry)
    this.mark(entry)
    if (this.frame !== undefined) return
    this.lastAt = performance.now()
    this.frame = requestAnimationFrame(now => this.draw(now))
  }

  close(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame)
    this.field.clear()
  }

  /** The auth ring tells what its session is doing. */
  private mark({ type }: Entry): void {
    const { classList } = this.root
    if (type === 'refresh:start') classList.add('refreshing')
    if (type === 'refresh' || type === 'refresh:error' || type === 'logout') {
      classList.remove('refreshing')
    }
    if (type === 'logout') classList.add('signed-out')
    if (type === 'refresh' || type === 'response') classList.remove('signed-out')
  }

  private draw(now: number): void {
    // After a page was hidden, dots do not leap.
    const goesOn = this.field.step(Math.min(50, now - this.lastAt))
    this.lastAt = now
    const { dots } = this.field
    const isCrowd = dots.length > 60
    const seen = new Set<string>()
    for (const dot of dots) {
      seen.add(dot.key)
      this.place(dot, isCrowd)
    }
    for (const [key, node] of this.drawn) {
      if (seen.has(key)) continue
      node.remove()
      this.drawn.delete(key)
    }
    this.frame = goesOn ? requestAnimationFrame(at => this.draw(at)) : undefined
  }

  private place(dot: Dot, isCrowd: boolean): void {
    let node = this.drawn.get(dot.key)
    if (node === undefined) {
      node = dotOf(dot)
      this.drawn.set(dot.key, node)
      this.layer.append(node)
    }
    const x = Math.cos(dot.angle) * dot.radius
    const y = Math.sin(dot.angle) * dot.radius
    const about = `dot ${dot.state}${dot.isRefresh ? ' refresh' : ''}${isCrowd ? ' small' : ''}`
    node.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`)
    if (node.getAttribute('class') !== about) node.setAttribute('class', about)
    node.setAttribute('opacity', dot.opacity.toFixed(2))
  }
}

function dotOf({ isRefresh }: Dot): SVGGElement {
  if (!isRefresh) return svg('g', {}, svg('circle', { r: 4.5 }))
  return svg('g', {}, svg('circle', { class: 'halo', r: 18 }), svg('circle', { r: 9 }))
}

/** The rings from the outside in, each over the one before, with its name along it. */
function bands({ rings }: Geometry): SVGElement[] {
  return rings.flatMap(({ name, inner, outer }, index) => {
    const middle = (inner + outer) / 2 - 4
    const id = `along-${index}`
    return [
      svg('circle', { class: `band band-${index} ${name}`, r: outer }),
      svg('path', {
        id,
        class: 'along',
        d: `M ${-middle} 0 A ${middle} ${middle} 0 0 1 ${middle} 0`,
      }),
      svg(
        'text',
        { class: `name ${name}` },
        svg('textPath', { href: `#${id}`, startOffset: '50%' }, name),
      ),
    ]
  })
}
