/**
 * Processor time that a server needs for one ordinary request, milliseconds; what its calls, bytes, commands and upstreams cost comes
 * on top. Nobody publishes these figures for the images themselves, and processors differ by a factor of three, so they are guesses of
 * the right order: one core over the requests per second that servers of that kind are commonly measured to answer with small pages
 * (https://www.techempower.com/benchmarks/, plain text and single queries, tells how far apart the kinds are).
 */
export const requestCpuMs = {
  /** A file or a short text: some 20,000 a second. */
  nginx: 0.05,
  /** HAProxy, in HTTP mode: some 20,000 a second. */
  haproxy: 0.05,
  /** Envoy reads and writes more headers than HAProxy does. */
  envoy: 0.1,
  /** Go's `net/http` with a short answer: some 16,000 a second. */
  go: 0.06,
  /** A Go program that passes a request on: it parses two messages. */
  goProxy: 0.15,
  /** Caddy is Go with a chain of handlers. */
  caddy: 0.1,
  /** Metrics as text: the Node's files are read for each scrape. */
  exporter: 5,
  /** Apache's httpd with a file: some 10,000 a second. */
  apache: 0.1,
  /** PHP inside of Apache, a small page without a database. */
  php: 1,
  /** WordPress' PHP and its queries, without a cache: some 20 pages a second. */
  wordpress: 50,
  /** Node.js with its own `http`: some 10,000 a second. */
  node: 0.1,
  /** Node.js with Express and a body as JSON. */
  express: 0.3,
  /** Flask behind gunicorn: some 1,000 a second. */
  flask: 1,
  /** `python3 -m http.server`: some 2,000 a second. */
  pythonHttpServer: 0.5,
  /** busybox' httpd starts a process for each connection. */
  busyboxHttpd: 0.3,
  /**
   * registry.k8s.io/hpa-example: a million square roots in a loop of PHP 5. Such a loop takes 15 to 100 ms on the processors of the last
   * ten years. This value is chosen so that the documentation's walkthrough ends where it does there
   * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale-walkthrough/): its one loop of `wget` asks some 21 times
   * a second where nothing throttles the answers, which is then two thirds of a core: 50 % of 200m in each of seven Pods.
   */
  hpaExample: 30,
} as const;
