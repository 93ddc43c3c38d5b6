import { dnsLabel } from '../api/names.ts';
import { readCommands } from './commandReader.ts';
import type { Lab, LabLevel } from './lab.ts';
import { readShippedPath } from './labPath.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

/** What the head of a lab file says. */
export type LabFacts = Pick<
  Lab,
  'title' | 'summary' | 'minutes' | 'level' | 'after' | 'objectives' | 'files' | 'cluster'
>;

/** How hard labs are, easy ones first. */
export const levels: readonly LabLevel[] = ['beginner', 'intermediate', 'advanced'];

/** Reads the YAML between the first two `---` lines. */
export function readFrontMatter(head: YamlFields): LabFacts | undefined {
  const title = head.require('title')?.text();
  const summary = head.require('summary')?.text()?.trim();
  const minutesValue = head.require('minutes');
  const minutes = minutesValue && readNumber(minutesValue, 1, 120);
  const level = head.require('level')?.oneOf(levels);
  const after = (head.get('after')?.list() ?? []).flatMap((item) => readLabId(item) ?? []);
  head.require('objectives');
  const objectives = head.texts('objectives');
  const files = (head.get('files')?.list() ?? []).flatMap((item) => readShippedPath(item) ?? []);
  const cluster = head.get('cluster')?.fields();
  const nodesValue = cluster?.get('nodes');
  const nodes = nodesValue ? readNumber(nodesValue, 1, 5) : 1;
  const namespaces = (cluster?.get('namespaces')?.list() ?? []).flatMap((item) => readNamespace(item) ?? []);
  const setup = cluster ? readCommands(cluster, 'setup') : [];
  cluster?.end();
  head.end();
  if (title === undefined || summary === undefined || minutes === undefined || !level || nodes === undefined) {
    return undefined;
  }
  return { title, summary, minutes, level, after, objectives, files, cluster: { nodes, namespaces, setup } };
}

function readNumber(value: YamlValue, least: number, most: number): number | undefined {
  const number = value.number();
  if (number === undefined) return undefined;
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  return value.problem(`This should be ${least} to ${most}.`);
}

/** The lab takes it away in the end, so it must be nobody else's. */
function readNamespace(value: YamlValue): string | undefined {
  const name = value.text();
  if (name === undefined) return undefined;
  if (name === 'default' || name.startsWith('kube-')) return value.problem('This Namespace belongs to the cluster.');
  return dnsLabel(name).length === 0 ? name : value.problem('This should be the name of a Namespace.');
}

function readLabId(value: YamlValue): string | undefined {
  const id = value.text();
  const { labs } = value.reading;
  if (id === undefined || !labs || labs.has(id)) return id;
  return value.problem(`There is no lab ${id}. A lab is named by its track and its folder: sidecars/ship-logs.`);
}
