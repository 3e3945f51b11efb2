import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const SIZE = /Size: ([\d.]+) kB, minified and gzipped\./

/** The sizes of the build: within the budget of package.json, and what the README says. */
export async function sizeChecks(check, { folder, manifest, entries }) {
  for (const entry of entries) {
    const budget = manifest.allium?.[entry]?.budget
    const bytes = await sizeOf(folder, manifest, entry)
    const name = `${manifest.name} ${entry}: ${bytes} of ${budget} bytes`
    await check(name, () => {
      assert(Number.isInteger(budget), 'package.json has no budget, under allium')
      assert(bytes <= budget, `${bytes - budget} bytes over its budget`)
    })
  }
  const page = readFileSync(`${folder}/README.md`, 'utf8')
  const said = SIZE.exec(page)?.[1]
  if (said === undefined) return
  await check(`${manifest.name}: the README says ${said} kB`, async () => {
    const size = inKilobytes(await sizeOf(folder, manifest, '.'))
    assert.equal(said, size, `it is ${size} kB; run \`npm run docs:sizes\``)
  })
}

/** Puts the size of the build into the README, where it says one. */
export async function writeSize({ folder, manifest }) {
  const file = `${folder}/README.md`
  const size = inKilobytes(await sizeOf(folder, manifest, '.'))
  const page = readFileSync(file, 'utf8')
  writeFileSync(file, page.replace(SIZE, `Size: ${size} kB, minified and gzipped.`))
}

const inKilobytes = bytes => (bytes / 1000).toFixed(1)

/** An entry point whole, minified and gzipped, with its dependencies but for our own. */
async function sizeOf(folder, { exports }, entry) {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/${exports[entry].import.default}`],
    external: ['@allium/*', 'node:*'],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    write: false,
  })
  return gzipSync(outputFiles[0].contents, { level: 9 }).length
}
