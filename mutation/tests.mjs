// Which tests stand for which sources, and where their modules are made.
import { readdirSync } from 'node:fs'

/** The packages whose sources are mutated; their own tests are to find it. */
const packages = ['core', 'middleware-auth']

/**
 * Tests that bundle sources by themselves, which are not the mutated ones, or look at types
 * and documents alone, or at the heap.
 */
const apart = /\/(bare-engine|hover|query-page|defaults|model-faults|soak)\.test\.ts$/

/** All test files, as paths from the repository's root. */
export function testFiles() {
  return packages.flatMap(name =>
    readdirSync(`packages/${name}/test`, { recursive: true })
      .filter(file => file.endsWith('.test.ts'))
      .map(file => `packages/${name}/test/${file}`)
      .filter(file => !apart.test(file))
      .sort(),
  )
}

/** The module of a test file: beside it, so that what it reads is where it looks. */
export function moduleOf(testFile) {
  return testFile.replace(/\.ts$/, '.mjs')
}

/** Whether the test is of the package in which the file stands. */
export function isOfPackage(testFile, sourceFile) {
  const [, name] = /packages\/([^/]+)\//.exec(sourceFile) ?? []
  return testFile.startsWith(`packages/${name}/`)
}
