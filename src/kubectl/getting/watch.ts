import type { KubernetesObject, WatchEvent } from '../../api/objects.ts';
import { pathOf } from '../../api/route.ts';
import { refusalOf } from '../../api/status.ts';
import { TableColumns } from '../columns.ts';
import { CommandError, commandError } from '../commandError.ts';
import { selectorQuery } from '../commonFlags.ts';
import { parseDuration } from '../duration.ts';
import type { ParsedFlags } from '../flags.ts';
import type { KubectlHost } from '../host.ts';
import type { ObjectPrinter } from '../printObjects.ts';
import { follow, interruptedError, send } from '../requests.ts';
import { headCells, rowCells, type ServerTable, tableAccept } from '../serverTable.ts';
import { statusText } from '../statusText.ts';
import { type GetTarget, itemsOf, pathFor, queryFor, seen } from './query.ts';
import { shapeOf } from './tables.ts';

/** Lists first, then prints every change; with several kinds kubectl refuses to watch. */
export async function watchObjects(
  flags: ParsedFlags,
  host: KubectlHost,
  targets: readonly GetTarget[],
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
  const withEvents = flags.enabled('output-watch-events');
  const printRows = (table: ServerTable, event: string) => {
    if ((table.columnDefinitions ?? []).length > 0) definitions = table.columnDefinitions;
    const rows = table.rows ?? [];
    if (rows.length === 0) return;
    const lead = (cells: string[], first: string) => (withEvents ? [first, ...cells] : cells);
    const lines = rows.map((row) => lead(rowCells(definitions ?? [], row, shape), event));
    const head = headPrinted ? [] : [lead(headCells(definitions ?? [], shape), 'EVENT')];
    host.stdout(columns.print([...head, ...lines]));
    headPrinted = true;
  };

  const path = pathFor(flags, target);
  const response = await send(host, { method: 'GET', path, query: queryFor(flags, target), ...accept });
  const refusal = refusalOf(response);
  if (refusal) throw new CommandError(statusText(seen(flags, target, refusal)));
  if (!flags.enabled('watch-only')) {
    if (!printer) printRows(response.body as ServerTable, 'ADDED');
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
        else printRows(event.object as ServerTable, event.type);
        return undefined;
      },
    },
    timeoutMs,
  );
  if (end.interrupted) throw interruptedError();
  if (failure !== undefined) throw commandError(failure);
  return undefined;
}
