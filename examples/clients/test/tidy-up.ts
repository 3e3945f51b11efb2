/** What a test has to undo when it is over. */
const undoing: Array<() => unknown> = []

/** Runs this when the test is over. */
export function whenOver(undo: () => unknown): void {
  undoing.push(undo)
}

/** For `test.after.each`: undoes all of it, the latest first. */
export async function tidyUp(): Promise<void> {
  for (const undo of undoing.splice(0).reverse()) await undo()
}

/** Puts these in the place of what an object has, until the test is over. */
export function replace(target: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    const before = Object.getOwnPropertyDescriptor(target, name)
    whenOver(() => {
      if (before) Object.defineProperty(target, name, before)
      else Reflect.deleteProperty(target, name)
    })
    Object.defineProperty(target, name, { value, configurable: true, writable: true })
  }
}
