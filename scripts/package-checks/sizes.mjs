import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build, transformSync } from 'esbuild'

const SENTENCE = /Size: [\d.]+ kB, .*$/m

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
  const said = SENTENCE.exec(page)?.[0]
  if (said === undefined) return
  await check(`${manifest.name}: the README says “${said}”`, async () => {
    assert.equal(said, await sentenceOf(folder, manifest), 'run `npm run docs:sizes`')
  })
}

/** Puts the size of the build into the README, where it says one. */
export async function writeSize({ folder, manifest }) {
  const file = `${folder}/README.md`
  const sentence = await sentenceOf(folder, manifest)
  const page = readFileSync(file, 'utf8')
  writeFileSync(file, page.replace(SENTENCE, sentence))
}

/**
 * What goes through a bundler; and what WeChat's own npm build takes of a package that it can
 * take, and that does not ask for the web.
 */
async function sentenceOf(folder, manifest) {
  const size = inKilobytes(await sizeOf(folder, manifest, '.'))
  const { miniprogram, allium } = manifest
  const isOfTheWeb = allium['.'].host.includes('document')
  if (miniprogram === undefined || isOfTheWeb) {
    return `Size: ${size} kB, minified and gzipped.`
  }
  const whole = inKilobytes(wholeSizeOf(`${folder}/${miniprogram}`))
  return `Size: ${size} kB, minified and gzipped; ${whole} kB, minified, in a native WeChat project.`
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

/** All that WeChat's npm build copies, minified as an upload is. */
function wholeSizeOf(folder) {
  const sizes = readdirSync(folder).map(file => {
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    const { code } = transformSync(source, { minify: true, target: 'es2018' })
    return Buffer.byteLength(code)
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}
