// What is in the tarballs, as tools of others see it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { readPackages } from '../scripts/package-checks/packages.mjs'

/** Of a package's own files; `dist` and `miniprogram_dist` are the build. */
const MAY_CONTAIN = /^(dist|miniprogram_dist)\/|^[A-Z]+(\.md)?$|^package\.json$/

export async function tarballChecks(check, tarballs) {
  const packages = readPackages()
  for (const { short, manifest } of packages) {
    const { name, version } = manifest
    const file = join(tarballs, `allium-${short}-${version}.tgz`)

    await check(`${name}: the tarball holds what is listed, and no more`, () => {
      const packed = createPackageFromTarballData(readFileSync(file))
      const prefix = `/node_modules/${name}/`
      const files = packed.listFiles().map(path => path.slice(prefix.length))
      const needed = ['package.json', 'LICENSE', 'README.md', ...manifest.files]
      for (const each of needed)
        assert(
          files.some(path => path === each || path.startsWith(`${each}/`)),
          `no ${each} in it`,
        )
      assert.deepEqual(
        files.filter(path => !MAY_CONTAIN.test(path)),
        [],
        'not to be published',
      )
    })

    await check(`${name}: publint --strict`, async () => {
      const { buffer } = new Uint8Array(readFileSync(file))
      const options = { strict: true, pack: { tarball: buffer } }
      const { messages, pkg } = await publint(options)
      const said = messages.map(message => formatMessage(message, pkg, { color: false }))
      assert.deepEqual(said, [])
    })

    await check(`${name}: attw, under node10, node16 twice, and bundler`, async () => {
      const packed = createPackageFromTarballData(readFileSync(file))
      const { types, problems, entrypoints } = await checkPackage(packed)
      assert(types, 'no types')
      assert.deepEqual(problems.map(shortly), [])
      const resolved = Object.values(entrypoints).flatMap(({ resolutions }) =>
        Object.values(resolutions),
      )
      assert(resolved.length >= 4 && resolved.every(({ resolution }) => resolution))
    })
  }

  await check('every package has its tarball', () => {
    assert.equal(readdirSync(tarballs).length, packages.length)
  })
}

const shortly = ({ kind, entrypoint, resolutionKind }) =>
  [kind, entrypoint, resolutionKind].filter(Boolean).join(' ')
