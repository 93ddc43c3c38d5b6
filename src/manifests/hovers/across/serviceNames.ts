import { serviceForm } from '../../facts/services.ts';
import { code } from '../../markdown.ts';
import { textAt } from '../../plainLookup.ts';
import type { HoverSubject } from '../subject.ts';
import { podNamesOf } from './podNames.ts';
import { chainedPorts, podsBehind } from './serviceChain.ts';
import { type Standing, standing } from './standing.ts';

/** The domain of a cluster's names where nobody chose another. */
export const clusterDomain = 'cluster.local';

/**
 * The names that a Service answers to, what they lead to, and from where each works (the DNS specification for Services, version
 * 1.1.0; https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
 */
export const serviceNames: HoverSubject = (context) => {
  const { kind, path } = context;
  if (kind.kind !== 'Service' || path.join('.') !== 'metadata.name') return undefined;
  const here = standing(context);
  if (!here || here.manifest.name === '') return undefined;
  const { manifest } = here;
  const { name, namespace } = manifest;
  const whole = `${name}.${namespace}.svc.${clusterDomain}`;
  const form = serviceForm(manifest);
  const rows = [
    [name, `from Pods of the Namespace ${code(namespace)} only`],
    [`${name}.${namespace}`, 'from Pods of every Namespace'],
    [whole, 'the whole name, from Pods of every Namespace'],
    ...(form === 'headless' ? podRows(here, whole) : []),
    ...(form === 'externalName' ? [] : portRows(here, whole)),
  ];
  const table = ['| name | works |', '|---|---|', ...rows.map(([text = '', where]) => `| ${code(text)} | ${where} |`)];
  return [answerText(here), table.join('\n'), searchText(whole)].join('\n\n');
};

function answerText({ manifest }: Standing): string {
  switch (serviceForm(manifest)) {
    case 'externalName': {
      const external = textAt(manifest.document.value, ['spec', 'externalName']);
      return `Its names lead to another name${external ? `, ${code(external)}` : ''} (CNAME); nothing is forwarded.`;
    }
    case 'headless':
      return 'Headless: its names lead to the addresses of the **ready Pods** themselves, and the client chooses; without a ready Pod there is no such name.';
    default:
      return 'Its names lead to **one address**, the Service’s own, whether or not a Pod is ready behind it.';
  }
}

function podRows({ set, manifest }: Standing, whole: string): string[][] {
  const names = podsBehind(set, manifest).flatMap((pods) => podNamesOf(set, pods, manifest.name));
  const shown = names.slice(0, 3).map((name) => [`${name}.${whole}`, 'this one Pod']);
  return names.length > 3 ? [...shown, ['…', `${names.length - 3} more, a name for each Pod`]] : shown;
}

function portRows({ manifest }: Standing, whole: string): string[][] {
  return chainedPorts(manifest)
    .filter(({ name }) => name)
    .slice(0, 3)
    .map(({ name, protocol }) => [`_${name}._${protocol.toLowerCase()}.${whole}`, 'type SRV: tells the port, too']);
}

/** `ndots:5`: names with fewer dots are tried with the search list first. */
function searchText(whole: string): string {
  const dots = whole.split('.').length - 1;
  const first =
    dots < 5
      ? `Even the whole name has ${dots} dots, fewer than the 5 of \`ndots:5\`: a Pod tries it with each suffix of its search list first. A dot at its end saves these questions.`
      : `A Pod completes names with fewer than 5 dots (\`ndots:5\`) from its search list.`;
  return `${first} No name works outside of the cluster, or in a Pod with \`dnsPolicy: Default\`.`;
}
