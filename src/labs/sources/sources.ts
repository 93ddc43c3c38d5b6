import type { CheckContext } from '../checkContext.ts';
import type { CheckSource } from '../lab.ts';
import type { YamlFields, YamlValue } from '../yamlFields.ts';
import { dnsSource } from './dns.ts';
import { eventsSource } from './events.ts';
import { fileSource } from './file.ts';
import { httpSource } from './http.ts';
import { kubectlSource } from './kubectl.ts';
import { logsSource } from './logs.ts';
import { objectSource } from './object.ts';
import type { Sight, SourceKind } from './source.ts';
import { trafficSource } from './traffic.ts';
import { typedSource } from './typed.ts';

const sources: { readonly [Type in CheckSource['type']]: SourceKind<Type> } = {
  object: objectSource,
  events: eventsSource,
  logs: logsSource,
  kubectl: kubectlSource,
  file: fileSource,
  http: httpSource,
  dns: dnsSource,
  traffic: trafficSource,
  typed: typedSource,
};

/** The names of the places that a check can look at. */
export const sourceNames = Object.keys(sources) as CheckSource['type'][];

/** Reads where a check looks. */
export function readSource(type: CheckSource['type'], value: YamlValue, beside: YamlFields): CheckSource | undefined {
  return sources[type].read(value, beside);
}

/** Looks there. */
export function look(source: CheckSource, context: CheckContext): Promise<Sight> {
  return (sources[source.type] as SourceKind<CheckSource['type']>).look(source as never, context);
}

/** Whether looking there leaves traces in the cluster. */
export function touchesCluster(source: CheckSource): boolean {
  return sources[source.type].touches === true;
}

/** The place in words, to begin a sentence. */
export function nameOf(source: CheckSource): string {
  return (sources[source.type] as SourceKind<CheckSource['type']>).name(source as never);
}
