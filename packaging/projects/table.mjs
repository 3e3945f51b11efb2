/** The types of the language alone: who has no more must be able to compile. */
const LANGUAGE = ['es2018']
const WEB = [...LANGUAGE, 'dom']

/**
 * One project for each program of `programs/`, with no more packages than it names.
 *
 * @property packages    of ours, as tarballs; what they depend on comes with them
 * @property others      from the registry
 * @property lib         the types that TypeScript is given
 * @property lacksTypes  something whose types a package names is not installed
 * @property offPhones   why it does not run in a bare realm, too
 * @property isForNode   Vite bundles it for Node, since no page could run it
 */
export const PROJECTS = [
  { program: 'core', packages: ['core'] },
  { program: 'middleware-auth', packages: ['core', 'middleware-auth'] },
  { program: 'transport-wx', packages: ['core', 'transport-wx'] },
  {
    program: 'transport-fetch',
    packages: ['core', 'transport-fetch'],
    offPhones: 'it takes the AbortController of the web',
  },
  {
    program: 'adapter-axios',
    packages: ['core', 'adapter-axios'],
    others: ['axios'],
    lib: WEB,
    offPhones: 'axios itself wants a bundler',
  },
  {
    program: 'adapter-axios-alone',
    packages: ['core', 'adapter-axios'],
    lacksTypes: true,
  },
  { program: 'inspector', packages: ['inspector'] },
  {
    program: 'inspector-dom',
    packages: ['inspector'],
    lib: WEB,
    offPhones: 'a mini program has no document',
  },
  {
    program: 'testing',
    packages: ['testing'],
    isForNode: true,
    offPhones: 'it takes modules of Node',
  },
].map(project => ({ others: [], lib: LANGUAGE, ...project }))
