// Every item of the contracts stands in the name of a test.
import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** `K01-07` is K01 to K07. */
const promised = [
  ['kernel', 'K01-07 K10-14 K20-21 K30-33 K40-42 T01-06 L01-03 R01-02'],
  [
    'auth',
    'A01-06 B01-05 C01-10 D01-05 E01-06 F01-08 G01-10 H01-02 I01-04 J01-02 N01-02',
  ],
]

function expand(range) {
  const [, letter, from, to = from] = /^([A-Z])(\d+)(?:-(\d+))?$/.exec(range)
  const ids = []
  for (let id = Number(from); id <= Number(to); id += 1) {
    ids.push(letter + String(id).padStart(2, '0'))
  }
  return ids
}

const folders = {
  kernel: [
    'packages/core',
    'packages/transport-wx',
    'packages/middleware-auth',
    'scripts',
  ],
  auth: ['packages/middleware-auth'],
}

let missing = 0
for (const [contract, ranges] of promised) {
  const list = `git ls-files --cached --others --exclude-standard ${folders[contract].join(' ')}`
  const files = execSync(list).toString().split('\n')
  const tests = files.filter(file => /\.test\.ts$|scripts\/check-.*\.mjs$/.test(file))
  const names = tests.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/(?:test|on)\(\s*['"`](.+)/g)].map(
      ([, name]) => name,
    ),
  )
  for (const id of ranges.split(' ').flatMap(expand)) {
    if (names.some(name => new RegExp(`\\b${id}\\b`).test(name))) continue
    console.error(`no test of the ${contract} contract bears ${id} in its name`)
    missing += 1
  }
}
console.log(
  missing === 0 ? 'every promised id stands in a test’s name' : `${missing} missing`,
)
process.exit(missing === 0 ? 0 : 1)
