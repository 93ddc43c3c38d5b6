import { metric } from '../web/metrics.ts';
import type { CacheFigures } from './cachePlugin.ts';
import type { Configuration, Site } from './configuration.ts';
import type { DnsRequest, Outcome } from './serving.ts';
import { rooted } from './serving.ts';

/** Types that have a count of their own; all others are counted together. */
const countedTypes = new Set(
  'A AAAA MX SOA CNAME PTR TXT NS SRV DS DNSKEY RRSIG NSEC NSEC3 HTTPS IXFR AXFR ANY'.split(' '),
);

/** What CoreDNS counts and shows at `/metrics` (https://coredns.io/plugins/metrics/): a part of it, under the real names. */
export class Metrics {
  readonly #version: { readonly version: string; readonly revision: string; readonly goVersion: string };
  readonly #requests = new Map<string, number>();
  readonly #responses = new Map<string, number>();
  #failedReloads = 0;

  constructor(version: { readonly version: string; readonly revision: string; readonly goVersion: string }) {
    this.#version = version;
  }

  /** A question has been answered. */
  count({ zone, port }: Site, { question, transport, client }: DnsRequest, { answer, writtenBy = '' }: Outcome): void {
    const type = countedTypes.has(question.type) ? question.type : 'other';
    const family = client.ip.includes(':') ? 2 : 1;
    const server = serverLabels(zone, port);
    add(
      this.#requests,
      `{family="${family}",proto="${transport}",server="dns://:${port}",type="${type}",view="",zone="${rooted(zone)}"}`,
    );
    add(this.#responses, `{plugin="${writtenBy}",rcode="${answer.status}",${server}}`);
  }

  countFailedReload(): void {
    this.#failedReloads += 1;
  }

  /** The page as it stands now. */
  page({ sites, set }: Configuration): string {
    const { version, revision, goVersion } = this.#version;
    const caches = set.flatMap(({ cache }) => cache ?? []);
    const sum = (of: (figures: CacheFigures) => number) => caches.reduce((total, figures) => total + of(figures), 0);
    const cacheLabels = 'server="dns://:53"';
    const kinds = ['denial', 'success'] as const;
    return [
      metric(
        'coredns_build_info',
        'gauge',
        "A metric with a constant '1' value labeled by version, revision, and goversion from which CoreDNS was built.",
        [[`{goversion="${goVersion}",revision="${revision}",version="${version}"}`, 1]],
      ),
      metric(
        'coredns_cache_entries',
        'gauge',
        'The number of elements in the cache.',
        kinds.map((kind) => [`{${cacheLabels},type="${kind}",view="",zones="."}`, sum(({ entries }) => entries[kind])]),
      ),
      metric(
        'coredns_cache_hits_total',
        'counter',
        'The count of cache hits.',
        kinds.map((kind) => [`{${cacheLabels},type="${kind}",view="",zones="."}`, sum(({ hits }) => hits[kind])]),
      ),
      metric(
        'coredns_cache_misses_total',
        'counter',
        'The count of cache misses. Deprecated, derive misses from cache hits/requests counters.',
        [[`{${cacheLabels},view="",zones="."}`, sum(({ misses }) => misses)]],
      ),
      metric(
        'coredns_dns_requests_total',
        'counter',
        'Counter of DNS requests made per zone, protocol and family.',
        sorted(this.#requests),
      ),
      metric('coredns_dns_responses_total', 'counter', 'Counter of response status codes.', sorted(this.#responses)),
      metric('coredns_panics_total', 'counter', 'A metrics that counts the number of panics.', [['', 0]]),
      metric(
        'coredns_plugin_enabled',
        'gauge',
        'A metric that indicates whether a plugin is enabled on per server and zone basis.',
        sites.flatMap(({ zone, port, chain }) =>
          [...new Set(chain.map(({ name }) => name))]
            .sort()
            .map((name) => [`{name="${name}",${serverLabels(zone, port)}}`, 1] as const),
        ),
      ),
      metric('coredns_reload_failed_total', 'counter', 'Counter of the number of failed reload attempts.', [
        ['', this.#failedReloads],
      ]),
    ].join('');
  }
}

function serverLabels(zone: string, port: number): string {
  return `server="dns://:${port}",view="",zone="${rooted(zone)}"`;
}

function add(counts: Map<string, number>, labels: string): void {
  counts.set(labels, (counts.get(labels) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
