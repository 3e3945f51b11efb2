import { createInspector } from '@allium/inspector'
import { mountInspector } from '@allium/inspector/dom'

function run(): string {
  try {
    const parent: Element = document.body
    mountInspector(parent, createInspector())
    return 'mounted'
  } catch (error) {
    return String(error)
  }
}

export const done: Promise<string> = Promise.resolve(run())
// It is a page that is missing, and nothing of the package.
export const expected = 'ReferenceError: document is not defined'
