/** What RESULTS.md says beside its figures. Each other language has words of this shape. */
export const en = {
  head: ({ date, node, cores, model }) => `# Benchmarks

Written by \`npm run bench\` on ${date}, with Node ${node} on ${cores} × ${model}. Times differ from machine to machine and from run to run; the ratios are what counts, to a bare request.js that does the same work in one hand-written function. Every peer is bundled and minified in the same way, and runs over the same fake host. What each puts on the wire (method, URL, query, headers, body) was checked before it was timed.

¹ needs \`fetch\`, \`Headers\`, \`Request\`, \`Response\`, \`URL\` or \`AbortController\`, which WeChat has not: here it has those of Node, on a phone it would bring polyfills. Its figures are no promise for a phone.`,

  peers: {
    bare: 'a bare request.js',
    allium: 'Allium',
    'allium-queued-by-host': 'Allium, queued by the host',
    'koa-compose': 'koa-compose, five naive layers',
    'luch-request': 'luch-request 3.1, the usual snippet',
    wefetch: 'wefetch',
    flyio: 'flyio, locked for a refresh',
    axios: 'axios, axios-auth-refresh',
    alova: 'alova, token authentication',
    'umi-request': 'umi-request',
    ky: 'ky',
    ofetch: 'ofetch',
    wretch: 'wretch',
  },

  targets: {
    title: 'Targets',
    columns: ['', 'Allium', 'at most', ''],
    met: 'met',
    missed: 'missed',
  },

  size: {
    title: 'Size',
    note: 'Minified and gzipped by esbuild for ES2018, tree-shaken. Of the libraries, only those that stand with a refresh do the work of the kit.',
    columns: ['', 'minified, B', 'gzipped, B'],
    bundles: {
      core: 'Allium: core, transport-wx, headers, query, loading',
      kit: 'Allium: the whole kit, all that P0 imports',
      luch: 'luch-request 3.1',
      luchRefresh: 'luch-request 3.1, the usual snippet',
      alova: 'alova',
      alovaRefresh: 'alova, token authentication',
      axios: 'axios',
      axiosRefresh: 'axios, mini-program adapter, auth-refresh',
      flyio: 'flyio',
      wefetch: 'wefetch',
      umi: 'umi-request ¹',
      ky: 'ky ¹',
      ofetch: 'ofetch ¹',
      wretch: 'wretch ¹',
      compose: 'koa-compose',
      bare: 'a bare request.js',
    },
    files: 'Where the bytes of the kit are, minified:',
    fileColumns: ['file', 'B'],
    targets: {
      core: 'size of the core with its transport, B',
      kit: 'size of the whole kit, B',
    },
  },

  overhead: {
    title: 'Overhead of five layers',
    note: round =>
      `Loading, a tally of the user's own, auth, headers, query, over a host that answers after one microtask. Time on the processor, each peer in a process of its own and kept warm, rounds of ${round} requests in turns, medians. Bytes in a fresh process without a collection.`,
    columns: ['', 'one by one', '× bare', '100 at once, × bare', 'allocated', '× bare'],
    targets: {
      sequential: 'overhead, sequential, × bare',
      concurrent: 'overhead, concurrent, × bare',
      allocated: 'overhead, allocated, × bare',
    },
  },

  storm: {
    title: 'Refresh storm',
    note: 'All are denied, one refresh serves them, all are sent again. The time on the processor for each request, and what it keeps in memory while the refresh is under way. All slots are open: with ten, most of the requests would never be denied. Who needs more than three times as long for each of ten times as many requests is not asked for more.',
    columns: ['at once', '', 'each', '× bare', 'held, B'],
    targets: {
      cost: count => `a storm of ${count}, × bare`,
      held: count => `held in a storm of ${count}, B`,
    },
  },

  stormCounts: {
    title: 'Refreshes in a storm',
    note: 'Twenty requests whose token has expired: all denied before the refresh is answered; twenty more while it is under way; half of them denied when it is over; half of them denied after it was refused. Once is right each time. A promise that has not settled after 200 turns of the event loop is left hanging; one that is rejected although the refresh went well has failed for nothing.',
    columns: [
      'refreshes',
      'burst',
      'held',
      'late',
      'refused',
      'left hanging',
      'failed for nothing',
    ],
  },

  coldStart: {
    title: 'Cold start',
    note: 'A fresh process evaluates the bundle, makes a client and sends; the clock stops when the host is asked. A bare request.js is a kilobyte, so that everything is many times it.',
    columns: ['', 'evaluated', '× bare', 'on the wire', '× bare'],
    targets: {
      evaluate: 'evaluated, × bare',
      toFirstRequest: 'to the first request on the wire, × bare',
    },
  },

  schedule: {
    title: 'Schedule',
    note: '500 requests of 20 ms over ten slots, the token expiring half-way, with real timers: `npm run bench:schedule`. It fails above its own limits.',
    pool: 'a bare pool of ten',
    run: (name, ms, toIdeal, calls) =>
      `${name} ${ms} ms  ${toIdeal} × ideal  ${calls} calls`,
    sum: (ratio, mostRatio, calls, mostCalls) =>
      `Allium takes ${ratio} × the bare pool (at most ${mostRatio}),\nand ${calls} calls (at most ${mostCalls})`,
    target: '500 requests over ten slots, × ideal',
  },

  notComparable: {
    title: 'Not comparable',
    failed: (title, reason) => `${title} does not do the work: ${reason}`,
    without: titles =>
      `Have no refresh of their own, and stand in no storm: ${titles.join(', ')}.`,
    facts: [
      'flyio refreshes once for each request that was denied, whatever the lock: its storm is another.',
      'axios-auth-refresh rejects all requests but the first with its default options; it runs with `deduplicateRefresh: false`, and refreshes once all the same.',
      'alova runs with its cache and its sharing of equal requests off: every request is to go out.',
      'luch-request has no refresh; it runs with the snippet that its users copy.',
      'What only Allium does is not taken out of its figures: a time limit of its own for each attempt, answers that cannot settle twice, requests that cannot be changed on their way, URLs that cannot carry a token to another host, ten slots with priorities.',
    ],
  },
}
