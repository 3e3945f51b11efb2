// Puts the packages, as they would be published, into the mini program's own node_modules:
// WeChat's "build npm" looks nowhere else.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const example = resolve('examples/miniprogram')
const { dependencies } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'))
const scratch = mkdtempSync(join(tmpdir(), 'allium-'))
const npm = (args, cwd) =>
  execFileSync('npm', [...args, '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })

const packed = Object.keys(dependencies).map(name => {
  const folder = `packages/${name.slice('@allium/'.length)}`
  const [{ filename }] = JSON.parse(
    npm(['pack', '--json', '--pack-destination', scratch], folder),
  )
  return join(scratch, filename)
})
// In a folder that is no workspace, so that npm installs beside it.
npm(['init', '--yes'], scratch)
npm(['install', ...packed], scratch)
rmSync(join(example, 'node_modules'), { recursive: true, force: true })
cpSync(join(scratch, 'node_modules'), join(example, 'node_modules'), { recursive: true })
rmSync(scratch, { recursive: true })
console.log(
  `${Object.keys(dependencies).join(', ')} stand in examples/miniprogram/node_modules`,
)
