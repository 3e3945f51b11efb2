/** The side of the drawing; its centre is the server. */
export const SIDE = 520

/** A layer as a ring. */
export interface Ring {
  readonly name: string
  readonly inner: number
  readonly outer: number
}

/** Where things are, as distances from the centre. */
export interface Geometry {
  /** Outermost first; the last is the transport, where requests wait for a slot. */
  readonly rings: readonly Ring[]
  readonly core: number
  /** Where the code of the app is. */
  readonly outside: number
  /** The middle of a layer's ring; of one that is unknown, that of the outermost. */
  middleOf(name: string): number
}

const OUTER = 212
const CORE = 50

export function geometryOf(layers: readonly string[]): Geometry {
  const names = [...layers, 'transport']
  const width = (OUTER - CORE) / names.length
  const rings = names.map((name, index) => ({
    name,
    outer: OUTER - index * width,
    inner: OUTER - (index + 1) * width,
  }))
  return {
    rings,
    core: CORE,
    outside: OUTER + 26,
    middleOf(name) {
      const ring = rings.find(each => each.name === name) ?? rings[0]
      return ring === undefined ? OUTER : (ring.inner + ring.outer) / 2
    },
  }
}
