import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { deadLinks } from './links.mjs'
import { stemOf } from './packages.mjs'

export async function manifestChecks(check, one) {
  const { short, manifest } = one
  const { name } = manifest

  await check(`${name}: package.json says what a published one says`, () => {
    const { version, description, keywords, license, engines } = manifest
    assert.equal(name, `@allium/${short}`)
    assert.match(version, /^\d+\.\d+\.\d+(-.+)?$/)
    assert.match(description, /\w{3,}/, 'no description')
    assert(keywords?.length > 0, 'no keywords')
    assert.equal(license, 'MIT')
    assert.match(engines?.node ?? '', /^>=\d/, 'no engines.node')
    assert.equal(manifest.private, undefined, 'private')
    assert.deepEqual(manifest.publishConfig, { access: 'public' })
    assert.equal(manifest.type, 'module')
    assert.equal(manifest.sideEffects, false, 'sideEffects: false')
  })

  await check(`${name}: each entry has code and types for import and require`, () =>
    entryChecks(one),
  )

  // WeChat's "build npm" opens the folder that `miniprogram` names, and no other.
  const needsNode = manifest.allium?.['.']?.host.some(each => each.startsWith('node:'))
  const how = needsNode ? 'has none: it needs modules of Node' : 'has its own folder'
  await check(`${name}: a mini program ${how}`, () => {
    assert.equal(manifest.miniprogram, needsNode ? undefined : 'miniprogram_dist')
  })

  await check(`${name}: what is published is listed, and is there`, () => fileChecks(one))

  await check(`${name}: its pages link to what is published`, () => {
    const { files } = manifest
    for (const page of ['README.md', ...files.filter(file => file.endsWith('.md'))])
      assert.deepEqual(deadLinks(one.folder, files, page), [], page)
  })
}

function entryChecks({ folder, manifest, entries }) {
  const { exports, main, module, types, typesVersions } = manifest
  for (const entry of entries) {
    const file = `./dist/${stemOf(entry)}`
    assert.deepEqual(exports[entry], {
      import: { types: `${file}.d.mts`, default: `${file}.mjs` },
      require: { types: `${file}.d.cts`, default: `${file}.cjs` },
    })
    for (const ending of ['mjs', 'cjs', 'd.mts', 'd.cts', 'd.ts'])
      assert(existsSync(`${folder}/${file}.${ending}`), `no ${file}.${ending}`)
    // TypeScript's node10 resolution reads no `exports`.
    if (entry === '.') continue
    assert.deepEqual(typesVersions?.['*']?.[stemOf(entry)], [`${file}.d.ts`])
  }
  assert.equal(exports['./package.json'], './package.json')
  assert.deepEqual(
    [main, module, types],
    ['./dist/index.cjs', './dist/index.mjs', './dist/index.d.ts'],
  )
}

function fileChecks({ folder, manifest }) {
  const { files, miniprogram } = manifest
  const needed = ['dist', 'CHANGELOG.md', ...(miniprogram ? [miniprogram] : [])]
  for (const file of needed) assert(files.includes(file), `files lacks ${file}`)
  for (const file of [...files, 'README.md'])
    assert(existsSync(`${folder}/${file}`), `no ${file}`)
  const licence = readFileSync(`${folder}/LICENSE`, 'utf8')
  assert.equal(licence, readFileSync('LICENSE', 'utf8'), 'another licence')
}

/** The packages are released together: one version, and each wants that of the others. */
export function sameVersions(packages) {
  const { version } = packages[0].manifest
  for (const { manifest } of packages) {
    assert.equal(manifest.version, version, `${manifest.name} has another version`)
    const { dependencies, devDependencies, peerDependencies } = manifest
    const wanted = { ...dependencies, ...devDependencies, ...peerDependencies }
    for (const [name, range] of Object.entries(wanted)) {
      if (!name.startsWith('@allium/')) continue
      assert.equal(range, version, `${manifest.name} wants another ${name}`)
    }
  }
  return version
}
