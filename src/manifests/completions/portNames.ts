import type { WrittenContainer } from '../facts/podTemplate.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';
import { catalogueImageOf } from './catalogueImageOf.ts';
import { podsSelectedBy } from './podsAround.ts';
import { enclosing, fileWords, type Subject } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** Ports by name and by number: of the own container for probes, of the selected Pods for Services, of a Service for an Ingress. */
export const portNames: Suggester = (subject) => {
  if (subject.place.part !== 'value') return [];
  const offer = Object.hasOwn(offers, subject.name) ? offers[subject.name] : undefined;
  return offer?.(subject) ?? [];
};

const offers: Readonly<Record<string, (subject: Subject) => Suggestion[]>> = {
  'HTTPGetAction.port': (subject) => ofOwnContainer(subject, 'names-and-numbers'),
  'TCPSocketAction.port': (subject) => ofOwnContainer(subject, 'names-and-numbers'),
  'GRPCAction.port': (subject) => ofOwnContainer(subject, 'numbers'),
  'ServicePort.targetPort': (subject) => ofPodsAround(subject, 'names-and-numbers'),
  'ServicePort.port': (subject) => ofPodsAround(subject, 'numbers'),
  'NetworkPolicyPort.port': (subject) => ofPodsAround(subject, 'names-and-numbers'),
  'ServiceBackendPort.name': (subject) => ofService(subject, 'name'),
  'ServiceBackendPort.number': (subject) => ofService(subject, 'port'),
  'ContainerPort.name': () => examples,
  'ServicePort.name': () => examples,
  'ContainerPort.containerPort': ofImage,
};

const examples: Suggestion[] = [
  { label: 'http', value: 'http', documentation: 'Names are short: at most 15 letters, digits and hyphens.' },
  { label: 'https', value: 'https' },
  { label: 'metrics', value: 'metrics', documentation: 'Where Prometheus reads, by custom.' },
  { label: 'grpc', value: 'grpc' },
];

type Wanted = 'names-and-numbers' | 'numbers';

function ofOwnContainer(subject: Subject, wanted: Wanted): Suggestion[] {
  const path = (enclosing(subject, 'Container')?.path ?? []).join();
  const container = subject.pods?.containers.find((one) => one.path.join() === path);
  return container ? portsOf(container, wanted, `container ${container.name}`) : [];
}

function ofPodsAround(subject: Subject, wanted: Wanted): Suggestion[] {
  return podsSelectedBy(subject).flatMap((pods) =>
    (pods.facts.pods?.containers ?? [])
      .filter(({ role }) => role !== 'init')
      .flatMap((container) =>
        portsOf(container, wanted, `${pods.kind.kind} ${pods.name}, ${fileWords(pods, subject.namespace)}`),
      ),
  );
}

function portsOf({ ports }: WrittenContainer, wanted: Wanted, detail: string): Suggestion[] {
  const names = ports.flatMap(({ name, number }) =>
    name === undefined
      ? []
      : [{ label: name, value: name, detail: `${number ?? '?'}, ${detail}`, kind: 'reference' as const }],
  );
  const numbers = ports.flatMap(({ name, number }) =>
    number === undefined
      ? []
      : [
          {
            label: String(number),
            value: number,
            detail: name === undefined ? detail : `${name}, ${detail}`,
            kind: 'reference' as const,
          },
        ],
  );
  return wanted === 'numbers' ? numbers : [...names, ...numbers];
}

function ofService(subject: Subject, field: 'name' | 'port'): Suggestion[] {
  const backend = enclosing(subject, 'IngressServiceBackend');
  const service = textAt(backend?.value, ['name']);
  return subject
    .others('Service')
    .filter((other) => other.namespace === subject.namespace && (service === undefined || other.name === service))
    .flatMap((other) =>
      listAt(other.document.value, ['spec', 'ports']).flatMap((port) => {
        const value = valueAt(port, [field]);
        if (typeof value !== 'string' && typeof value !== 'number') return [];
        const detail = `Service ${other.name}, ${fileWords(other, subject.namespace)}`;
        return [{ label: String(value), value, detail, kind: 'reference' as const }];
      }),
    );
}

function ofImage(subject: Subject): Suggestion[] {
  const image = catalogueImageOf(valueAt(enclosing(subject, 'Container')?.value, ['image']));
  return (image?.ports ?? []).map((port) => ({
    label: String(port),
    value: port,
    detail: `${image?.name} listens there`,
  }));
}
