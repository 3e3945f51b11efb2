const usage = `node docs/run.mjs [--build] [--port=4173]

  --build        build and check the site, and serve nothing: for CI
  --port=4173    the port on 127.0.0.1; one that is free, where this is taken or left out`

/** What was asked for; ends the process where it is not known. */
export function argumentsOf(args) {
  const wrong = args.filter(arg => arg !== '--build' && !/^--port=\d{1,5}$/.test(arg))
  const port = Number(args.find(arg => arg.startsWith('--port='))?.slice(7) ?? 0)
  if (wrong.length > 0 || port > 65_535) {
    console.error(`not known: ${wrong.join(' ') || `port ${port}`}\n\n${usage}`)
    process.exit(2)
  }
  return { port, isBuildOnly: args.includes('--build') }
}
