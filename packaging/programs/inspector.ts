import { createInspector, renderText } from '@allium/inspector'

const inspector = createInspector()
const stop = inspector.watch({ on: () => () => {} })
stop()

export const done: Promise<string> = Promise.resolve(
  `${renderText(inspector.rows())}${inspector.counters().requests}`,
)
export const expected = '0'
