import { installOnce } from '../../scripts/install-once.mjs'

/** Installs what a step needs; tells whether it is there. */
export function installTools(step) {
  try {
    installOnce(`e2e/${step}`, `the tools of e2e/${step}`, '--ignore-scripts')
    return true
  } catch {
    // What npm says stands above.
    return false
  }
}
