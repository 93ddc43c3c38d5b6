import type { Status } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, WatchEvent } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { TableColumns } from '../columns.ts';
import { CommandError, commandError } from '../commandError.ts';
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlag,
  ignoreNotFoundFlag,
  namespaceOf,
  outputFlag,
  recursiveFlag,
  selectorFlag,
  selectorQuery,
} from '../commonFlags.ts';
import { parseDuration } from '../duration.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import { relaxedJsonPath, valuesAt } from '../jsonPath.ts';
import { targetsFromFiles } from '../manifestSource.ts';
import { listOf, type ObjectPrinter, objectPrinter } from '../printObjects.ts';
import { follow, interruptedError, listRefusal, send } from '../requests.ts';
import { parseResources, type ResourceTarget } from '../resourceArguments.ts';
import { headCells, rowCells, type ServerTable, type TableShape, tableAccept } from '../serverTable.ts';
import { statusText } from '../statusText.ts';
import type { Verb } from '../verb.ts';

/** `kubectl get`: objects as a table or as text, once or for as long as one watches. */
export const get: Verb = {
  name: 'get',
  group: 'Basic Commands (Intermediate)',
  summary: 'Display one or many resources',
  usage: 'get (TYPE [NAME ...] | TYPE/NAME ... | -f FILE) [flags]',
  examples: [
    { comment: 'The Pods of the current namespace', command: 'kubectl get pods' },
    { comment: 'One Pod as YAML, with everything the server knows of it', command: 'kubectl get pod web -o yaml' },
    { comment: 'Pods with their Nodes and addresses', command: 'kubectl get pods -o wide' },
    { comment: 'The phase alone', command: "kubectl get pod web -o jsonpath='{.status.phase}'" },
    { comment: 'Keep printing changes until Ctrl-C', command: 'kubectl get pods --watch' },
  ],
  flags: [
    allNamespacesFlag,
    fieldSelectorFlag,
    filenameFlag,
    ignoreNotFoundFlag,
    { name: 'label-columns', short: 'L', type: 'list', defaultText: '[]', doc: 'Labels to show as columns.' },
    { name: 'no-headers', type: 'boolean', defaultText: 'false', doc: 'Leave out the head line.' },
    outputFlag('wide, yaml, json, name or jsonpath=TEMPLATE'),
    recursiveFlag,
    selectorFlag,
    { name: 'show-kind', type: 'boolean', defaultText: 'false', doc: 'Put the kind before each name.' },
    { name: 'show-labels', type: 'boolean', defaultText: 'false', doc: 'Show all labels as the last column.' },
    {
      name: 'sort-by',
      type: 'string',
      defaultText: '',
      doc: "Sort by a field given as a JSONPath ('{.metadata.name}').",
    },
    {
      name: 'watch',
      short: 'w',
      type: 'boolean',
      defaultText: 'false',
      doc: 'After listing, print changes as they come.',
    },
    { name: 'watch-only', type: 'boolean', defaultText: 'false', doc: 'Print changes only.' },
  ],
  async run(flags, host) {
    const targets = flags.given('filename')
      ? await targetsFromFiles(flags, host)
      : parseResources('kubectl', flags.args).map((target) => ({ ...target, namespace: namespaceOf(flags, host) }));
    if (targets.length === 0) {
      host.stderr(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      );
      throw new CommandError(
        'error: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples',
      );
    }
    if (flags.enabled('all-namespaces') && targets.some((target) => target.name !== undefined)) {
      throw commandError('a resource cannot be retrieved by name across all namespaces');
    }
    if (flags.text('selector') !== '' && targets.some((target) => target.name !== undefined)) {
      throw commandError('name cannot be provided when a selector is specified');
    }
    const printer = objectPrinter(flags.text('output'));
    const watching = flags.enabled('watch') || flags.enabled('watch-only');
    if (watching) return watch(flags, host, targets, printer);
    return printer ? printAll(flags, host, targets, printer) : printTables(flags, host, targets);
  },
};

interface Target extends ResourceTarget {
  readonly namespace: string;
}

function pathFor(flags: ParsedFlags, target: Target): string {
  return pathOf(target.info, flags.enabled('all-namespaces') ? undefined : target.namespace, target.name);
}

function queryFor(flags: ParsedFlags, target: Target): Record<string, string> {
  const query = selectorQuery(flags, ['selector', 'field-selector']);
  return target.name === undefined ? { ...query, limit: '500' } : {};
}

function seen(flags: ParsedFlags, target: Target, refusal: Status): Status {
  return target.name === undefined ? listRefusal(target.info, queryFor(flags, target), refusal) : refusal;
}

async function printAll(flags: ParsedFlags, host: KubectlHost, targets: readonly Target[], printer: ObjectPrinter) {
  const items: KubernetesObject[] = [];
  const errors: string[] = [];
  for (const target of targets) {
    const response = await send(host, { method: 'GET', path: pathFor(flags, target), query: queryFor(flags, target) });
    const refusal = refusalOf(response);
    if (refusal) {
      if (refusal.reason !== 'NotFound' || !flags.enabled('ignore-not-found'))
        errors.push(statusText(seen(flags, target, refusal)));
    } else if (target.name !== undefined) items.push(response.body as KubernetesObject);
    else items.push(...itemsOf(response.body, target.info));
  }
  sortObjects(flags, items);
  const single = targets.length === 1 && targets[0]?.name !== undefined;
  if (single) for (const item of items) host.stdout(printer.print(item));
  else if (items.length > 0 || errors.length === 0) host.stdout(printer.print(listOf(items)));
  if (errors.length > 0) throw new CommandError(errors.join('\n'));
  return undefined;
}

async function printTables(flags: ParsedFlags, host: KubectlHost, targets: readonly Target[]) {
  const errors: string[] = [];
  const severalKinds = new Set(targets.map((target) => target.info)).size > 1;
  let columns = new TableColumns();
  let printedKind: KindInfo | undefined;
  let lines: string[][] = [];
  let blocks = 0;
  const flush = () => {
    if (lines.length > 0) {
      host.stdout(`${blocks > 0 ? '\n' : ''}${columns.print(lines)}`);
      blocks += 1;
    }
    lines = [];
    columns = new TableColumns();
    printedKind = undefined;
  };
  let rowCount = 0;
  for (const target of targets) {
    const response = await send(host, {
      method: 'GET',
      path: pathFor(flags, target),
      query: queryFor(flags, target),
      accept: tableAccept,
    });
    const refusal = refusalOf(response);
    if (refusal) {
      if (refusal.reason !== 'NotFound' || !flags.enabled('ignore-not-found'))
        errors.push(statusText(seen(flags, target, refusal)));
      continue;
    }
    const table = response.body as ServerTable;
    const rows = sortRows(flags, table.rows ?? []);
    if (rows.length === 0) continue;
    rowCount += rows.length;
    if (printedKind !== target.info) flush();
    const shape = shapeOf(flags, target.info, severalKinds);
    const definitions = table.columnDefinitions ?? [];
    if (printedKind === undefined && !flags.enabled('no-headers')) lines.push(headCells(definitions, shape));
    printedKind = target.info;
    for (const row of rows) lines.push(rowCells(definitions, row, shape));
  }
  flush();
  if (rowCount === 0 && errors.length === 0 && !flags.enabled('ignore-not-found')) {
    host.stderr(`${nothingFound(flags, targets)}\n`);
  }
  if (errors.length > 0) throw new CommandError(errors.join('\n'));
  return undefined;
}

function nothingFound(flags: ParsedFlags, targets: readonly Target[]): string {
  const namespaced = targets.some((target) => target.info.namespaced);
  if (!namespaced || flags.enabled('all-namespaces')) return 'No resources found';
  return `No resources found in ${targets[0]?.namespace ?? ''} namespace.`;
}

function shapeOf(flags: ParsedFlags, info: KindInfo, severalKinds: boolean): TableShape {
  const withKind = severalKinds || flags.enabled('show-kind');
  return {
    wide: flags.text('output') === 'wide',
    withNamespace: flags.enabled('all-namespaces') && info.namespaced,
    withLabels: flags.enabled('show-labels'),
    labelColumns: flags.texts('label-columns'),
    kindPrefix: withKind ? (info.group === '' ? info.singular : `${info.singular}.${info.group}`) : undefined,
  };
}

/** Lists first, then prints every change; with several kinds kubectl refuses to watch. */
async function watch(
  flags: ParsedFlags,
  host: KubectlHost,
  targets: readonly Target[],
  printer: ObjectPrinter | undefined,
): Promise<undefined> {
  const [target] = targets;
  if (!target || targets.length > 1) {
    throw commandError('you may only specify a single resource type');
  }
  const shape = shapeOf(flags, target.info, false);
  const columns = new TableColumns();
  const accept = printer ? {} : { accept: tableAccept };
  let definitions: ServerTable['columnDefinitions'] = [];
  let headPrinted = flags.enabled('no-headers');
  const printRows = (table: ServerTable) => {
    if ((table.columnDefinitions ?? []).length > 0) definitions = table.columnDefinitions;
    const rows = table.rows ?? [];
    if (rows.length === 0) return;
    const lines = rows.map((row) => rowCells(definitions ?? [], row, shape));
    host.stdout(columns.print(headPrinted ? lines : [headCells(definitions ?? [], shape), ...lines]));
    headPrinted = true;
  };

  const path = pathFor(flags, target);
  const response = await send(host, { method: 'GET', path, query: queryFor(flags, target), ...accept });
  const refusal = refusalOf(response);
  if (refusal) throw new CommandError(statusText(seen(flags, target, refusal)));
  if (!flags.enabled('watch-only')) {
    if (!printer) printRows(response.body as ServerTable);
    else {
      const listed =
        target.name === undefined ? itemsOf(response.body, target.info) : [response.body as KubernetesObject];
      for (const item of listed) host.stdout(printer.print(item));
    }
  }
  const resourceVersion = (response.body as KubernetesObject).metadata?.resourceVersion ?? '0';
  const query = {
    ...selectorQuery(flags, ['selector', 'field-selector']),
    ...(target.name !== undefined && { fieldSelector: `metadata.name=${target.name}` }),
    watch: 'true',
    resourceVersion,
  };
  const collection = pathOf(target.info, flags.enabled('all-namespaces') ? undefined : target.namespace);
  const timeout = parseDuration(flags.text('request-timeout'));
  const timeoutMs = timeout.problem === undefined && timeout.ms > 0 ? timeout.ms : undefined;
  let failure: string | undefined;
  const end = await follow(
    host,
    { method: 'GET', path: collection, query, ...accept },
    {
      onEvent: (event: WatchEvent) => {
        if (event.type === 'ERROR') failure = (event.object as { message?: string }).message ?? 'the watch broke off';
        if (event.type === 'ERROR') return 'stop';
        if (event.type === 'BOOKMARK') return undefined;
        if (printer) host.stdout(printer.print(event.object));
        else printRows(event.object as ServerTable);
        return undefined;
      },
    },
    timeoutMs,
  );
  if (end.interrupted) throw interruptedError();
  if (failure !== undefined) throw commandError(failure);
  return undefined;
}

function itemsOf(body: unknown, info: KindInfo): KubernetesObject[] {
  const items = (body as { items?: KubernetesObject[] }).items ?? [];
  return items.map((item) => ({ ...item, apiVersion: apiVersionOf(info), kind: info.kind }));
}

function sortKey(flags: ParsedFlags, object: KubernetesObject | undefined): unknown {
  return valuesAt(relaxedJsonPath(flags.text('sort-by')), object)[0];
}

function compareKeys(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function sortObjects(flags: ParsedFlags, items: KubernetesObject[]): void {
  if (flags.text('sort-by') !== '') items.sort((a, b) => compareKeys(sortKey(flags, a), sortKey(flags, b)));
}

/** Rows carry the object's metadata only, so that is what they can be sorted by. */
function sortRows<T extends { readonly object?: KubernetesObject }>(
  flags: ParsedFlags,
  rows: readonly T[],
): readonly T[] {
  if (flags.text('sort-by') === '') return rows;
  return [...rows].sort((a, b) => compareKeys(sortKey(flags, a.object), sortKey(flags, b.object)));
}
