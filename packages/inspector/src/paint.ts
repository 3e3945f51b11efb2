/** What a piece of text may be painted in; the paint decides how it looks. */
export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'dim'

/** Paints a piece of text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string

const codes: Readonly<Record<Colour, number>> = {
  red: 31,
  yellow: 33,
  green: 32,
  cyan: 36,
  blue: 34,
  dim: 90,
}

/** For a terminal. */
export const inColour: Paint = (colour, text) =>
  `\u001b[${codes[colour]}m${text}\u001b[0m`

/** For a file or a pipe. */
export const plain: Paint = (_, text) => text
