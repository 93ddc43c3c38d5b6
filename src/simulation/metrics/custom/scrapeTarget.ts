import type { Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ScrapeTarget } from '../../containers/clusterMetrics.ts';

/** The annotations that Prometheus' examples go by (https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml). */
const annotation = { scrape: 'prometheus.io/scrape', port: 'prometheus.io/port', path: 'prometheus.io/path' };
const defaultPort = 80;
const defaultPath = '/metrics';

/** Where the metrics of a Pod are read; undefined where it does not ask for that, or has nothing running yet. */
export function scrapeTargetOf({ metadata, spec, status }: Stored<Pod>): ScrapeTarget | undefined {
  const { annotations = {}, namespace = '', name } = metadata;
  const ip = status?.podIP;
  if (annotations[annotation.scrape] !== 'true' || status?.phase !== 'Running' || !ip) return undefined;
  const declared = spec?.containers
    .flatMap(({ ports = [] }) => ports)
    .find(({ protocol = 'TCP' }) => protocol === 'TCP');
  const wished = Number(annotations[annotation.port]);
  const port = Number.isInteger(wished) && wished > 0 ? wished : (declared?.containerPort ?? defaultPort);
  const path = annotations[annotation.path] ?? defaultPath;
  return { pod: { namespace, name }, address: { ip, port }, path: path.startsWith('/') ? path : `/${path}` };
}
