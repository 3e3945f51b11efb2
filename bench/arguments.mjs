const FLAGS = ['--quick', '--write']

/** What was asked for; ends the process where it is not known. */
export function argumentsOf(args, sections) {
  const wanted = args.filter(arg => !arg.startsWith('--'))
  const quick = args.includes('--quick')
  const write = args.includes('--write')
  const unknown = args.filter(arg => !FLAGS.includes(arg) && !sections.includes(arg))
  if (unknown.length > 0 || (write && !quick)) {
    console.error(`node bench/run.mjs [${sections.join(' | ')} …] [--quick [--write]]`)
    process.exit(2)
  }
  return { wanted, quick, write }
}
