import { execFileSync } from 'node:child_process'
import { cpSync, renameSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { scratch } from '../lib/scratch.mjs'
import { installPackages } from '../lib/tarballs.mjs'

const here = resolve('e2e/uni-app')

/** A copy of the example, our packages installed in it; uni-app's own tools stand above. */
export function placeProject() {
  const folder = scratch()
  const project = join(folder, 'project')
  cpSync(join(here, 'app'), project, { recursive: true })
  // Here uni-app reads which platforms there are.
  cpSync(join(here, 'package.json'), join(project, 'package.json'))
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'))
  const installed = installPackages(['core', 'middleware-auth', 'transport-wx'])
  renameSync(join(installed, 'node_modules'), join(project, 'node_modules'))
  return project
}

/** Builds the project for a platform; gives the folder of what was made. */
export function build(project, platform) {
  const uni = join(here, 'node_modules/@dcloudio/vite-plugin-uni/bin/uni.js')
  // Outside of CI it asks its maker for news, and tells who is asking.
  const env = { ...process.env, UNI_INPUT_DIR: join(project, 'src'), CI: 'true' }
  try {
    execFileSync(process.execPath, [uni, 'build', '-p', platform], {
      cwd: project,
      env,
      stdio: 'pipe',
    })
  } catch (error) {
    throw new Error(`uni build -p ${platform}: ${error.stdout}${error.stderr}`)
  }
  return join(project, 'dist/build', platform)
}
